"""Keys that a menu gives to two choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.linting.check_support.hits import build_hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "key", "first", "second"})
"""What a message may name."""


def same_key(policy: Policy) -> Iterator[Hit]:
    """Yield the choices of a step whose key an earlier one has.

    Zeros before a number make no other key of it. Two choices that say they lead to the same place
    are one, said in two ways. Facts: id, key, first, second (what the choices say).

    Args:
        policy: the policy.
    """
    for step in policy.of("step"):
        known: dict[str, Any] = {}
        for number, option in enumerate(step.data.get("options") or ()):
            if not isinstance(option, dict) or "key" not in option:
                continue
            key = _read_key(option["key"])
            first = known.setdefault(key, option)
            if first is option or _lead_alike(first, option):
                continue
            facts = {"key": key, "first": first.get("say"), "second": option.get("say")}
            yield build_hit(step, "options", number, "key", facts=facts, key=(key, str(number)))


def _read_key(stated: object) -> str:
    text = str(stated).strip()
    return text.lstrip("0") or "0" if text.isdecimal() else text.casefold()


def _lead_alike(first: Any, second: Any) -> bool:
    return first.get("goes_to") is not None and first.get("goes_to") == second.get("goes_to")
