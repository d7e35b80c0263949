"""A no that takes days to be heard, or is heard for a part only."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.linting.model.finding import Hit
from cxlint.linting.text.answers import build_wording, is_answer, word_list_misfits
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration

A_WEEK = Fraction(7, 5)
"""Calendar days to a business day."""


def opt_out(
    policy: Policy,
    *,
    at_most: str,
    better: str,
    whole: Mapping[str, Sequence[str]] | None = None,
    part: Mapping[str, Sequence[str]] | None = None,
) -> Iterator[Hit]:
    """Yield an opt-out that takes effect too late, or for a part of what is sent only.

    Cases: `late`, later than `at_most`; `slow`, as information, later than `better`. Against
    `at_most` five business days count as a week; against `better` a business day counts as a day,
    since offices close at night. `narrow`, a warning: it is said to hold for a part. Facts: value,
    bound, scope.

    Args:
        policy: the policy.
        at_most: the longest time that is fine.
        better: the time from which on it is worth a word.
        whole: by language, how words begin that say that an opt-out holds for all marketing.
        part: by language, how words begin that say that it holds for some of it, where none says
            that it holds for all.
    """
    wording = build_wording(whole, part) if part else None
    most, good = quantities.duration(at_most), quantities.duration(better)
    for section in policy.of("communications"):
        scope = section.get("preferences", "opt_out", "scope")
        if wording and scope is not None and not is_answer(policy, scope, wording):
            at = section.at("preferences", "opt_out", "scope")
            facts = {"value": "", "bound": "", "scope": scope}
            yield Hit(at, section.name, facts, key=("narrow",), case="narrow", severity="warning")
        value = section.duration("preferences", "opt_out", "within")
        if value is None:
            continue
        at = section.at("preferences", "opt_out", "within")
        if _elapsed(value) > _elapsed(most):
            yield Hit(at, section.name, {"value": value, "bound": most, "scope": ""}, case="late")
        elif value > good:
            facts = {"value": value, "bound": good, "scope": ""}
            yield Hit(at, section.name, facts, case="slow", severity="info")


def misfits(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield words that are none."""
    yield from word_list_misfits("whole", params.get("whole"))
    yield from word_list_misfits("part", params.get("part"))


def _elapsed(each: Duration) -> Fraction:
    return each.days * A_WEEK if each.business and each.unit == "day" else each.days
