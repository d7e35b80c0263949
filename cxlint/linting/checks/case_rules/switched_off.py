"""Rules that are there and do nothing, since they are switched off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "number", "ids"})
"""What a message may name."""


def switched_off(policy: Policy) -> Iterator[Hit]:
    """Yield once an account the rules that are switched off, at the first of them.

    The case `all` is that no other rule is there, so that nothing happens by itself. Facts: id,
    ids, number.

    Args:
        policy: the policy.
    """
    files: dict[str, list[Entity]] = {}
    for rule in policy.of("case_rule"):
        files.setdefault(rule.document.vendor_file, []).append(rule)
    for rules in files.values():
        off = [each for each in rules if each.get("enabled") is False]
        if off:
            facts = {"ids": [each.id for each in off], "number": len(off)}
            related = tuple((each.at("enabled"), each.id) for each in off[1:])
            case = "all" if len(off) == len(rules) else ""
            yield build_hit(off[0], "enabled", facts=facts, case=case, related=related)
