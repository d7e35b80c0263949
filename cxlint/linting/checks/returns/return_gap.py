"""Reasons, and states of a thing, for which a table of returns says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.returns.row_hits import build_row_hit
from cxlint.linting.returns.uncovered import coverage_holes, open_cases
from cxlint.policy.returns.table import shorten_things

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy


def return_gap(
    policy: Policy, *, reasons: Sequence[str], unless: Sequence[str] = (), states: bool = False
) -> Iterator[Hit]:
    """Yield the things that no row covers for some reason, once for all that miss the same.

    A change of mind and a defect must be covered for every thing that is no service; the other
    reasons where the table names them for some other thing. Cases: such a reason is left out (``);
    no row of a table that lists several reasons names it (`unheard`, for information); all rows
    for a thing ask for one state of it, such as unopened, and say nothing of the opposite
    (`state`, for information). Facts: things; reasons, all that are left out; own, those of this
    rule; others, the rest; asked and opposite, the states.

    Args:
        policy: the policy.
        reasons: the reasons this rule is about; at least one of them is left out.
        unless: reasons another rule is about; where one of these is left out too, that rule
            tells it all.
        states: whether states that are left out are told as well.
    """
    for hole in coverage_holes(policy):
        if not set(reasons).isdisjoint(hole.reasons) and set(unless).isdisjoint(hole.reasons):
            unheard = hole.doubt == "unheard"
            yield hole.build_hit(reasons, "unheard" if unheard else "", "info" if unheard else None)
    for case in open_cases(policy) if states else ():
        facts = {
            "asked": case.axis.better,
            "opposite": case.axis.worse,
            "things": shorten_things(case.things),
            "reasons": "",
            "own": "",
            "others": "",
        }
        field = "state" if case.home.entity.says("state") else "conditions"
        yield build_row_hit(
            case.home, field, facts, key=(case.axis.worse,), case="state", severity="info"
        )
