"""Which changes may be advised for a finding: told by the check that found it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.advice.authority_advice import (
    lift_approval,
    lift_limit,
    raise_limit,
    settle_more,
)
from cxlint.linting.advice.staffing_advice import open_longer, staff_line, staff_place
from cxlint.linting.advice.term_advice import cover_reasons, lengthen_window, meet_floor
from cxlint.linting.advice.time_advice import change_value, keep_promise
from cxlint.linting.advice.way_advice import ask_less, bound_handoff, carry_over

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cxlint.linting.advice.laboratory import Laboratory
    from cxlint.linting.advice.proposal import Proposal
    from cxlint.linting.model.finding import Finding

    Proposing = Callable[[Laboratory, Finding], Iterator[Proposal | None]]

BY_CHECK: Mapping[str, tuple[Proposing, ...]] = {
    "understaffed": (staff_line, open_longer),
    "unstaffed": (staff_place,),
    "coverage": (open_longer, change_value),
    "unattended_promise": (open_longer, change_value),
    "narrower_hours": (open_longer,),
    "low_limit": (raise_limit,),
    "deterring_limit": (raise_limit,),
    "authority_inversion": (raise_limit,),
    "below_floor": (raise_limit,),
    "second_contact": (raise_limit, carry_over, lift_limit, settle_more),
    "standards": (raise_limit, change_value),
    "approval_path": (carry_over, lift_approval, raise_limit, lift_limit),
    "slow_decisions": (lift_approval, raise_limit, change_value),
    "approved_twice": (lift_approval,),
    "first_contact": (settle_more,),
    "least_way": (settle_more,),
    "silo": (carry_over,),
    "between": (carry_over,),
    "asked_again": (ask_less, carry_over),
    "purpose": (ask_less,),
    "too_many": (ask_less,),
    "return_trouble": (ask_less,),
    "rushed": (ask_less,),
    "loop": (bound_handoff,),
    "loop_without_exit": (bound_handoff,),
    "ping_pong": (bound_handoff,),
    "exceeded_promise": (keep_promise,),
    "partner_target": (change_value,),
    "slow_target": (change_value,),
    "low_aim": (change_value,),
    "late_target": (change_value,),
    "late_escalation": (change_value,),
    "limit": (change_value,),
    "orphan": (change_value,),
    "slow_refund": (change_value,),
    "opt_out": (change_value,),
    "review_interval": (change_value,),
    "return_window": (lengthen_window,),
}
"""What may help where a check finds something, the best first."""

WHERE_ASKED: Mapping[str, tuple[Proposing, ...]] = {
    "below_floor": (meet_floor,),
    "return_gap": (cover_reasons,),
    "return_fault": (cover_reasons,),
}
"""What may help as well, and is no more than what the finding says: for who asks to clear it."""


def list_proposals(laboratory: Laboratory, finding: Finding) -> Iterator[Proposal]:
    """Yield the changes that clear a finding by the verdict of its own rule.

    Nothing once no more may be tried: what was being sought then may not be the least.
    """
    yield from _list(laboratory, finding, BY_CHECK)


def list_when_asked(laboratory: Laboratory, finding: Finding) -> Iterator[Proposal]:
    """Yield the same for who asks to clear this very finding, and the plainest changes as well."""
    yield from _list(laboratory, finding, WHERE_ASKED)
    yield from _list(laboratory, finding, BY_CHECK)


def _list(
    laboratory: Laboratory, finding: Finding, table: Mapping[str, tuple[Proposing, ...]]
) -> Iterator[Proposal]:
    for propose in table.get(finding.rule.check, ()):
        for proposal in propose(laboratory, finding):
            if not laboratory.may_probe:
                return
            if proposal is not None:
                yield proposal
