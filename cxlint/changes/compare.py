"""Two policies, and what differs between them for customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.changes.cases.case_rules import compare_case_rules
from cxlint.changes.cases.escalations import compare_escalations
from cxlint.changes.cases.option_order import compare_option_order
from cxlint.changes.cases.processes import compare_processes
from cxlint.changes.cases.routing import join_routes
from cxlint.changes.change import Difference
from cxlint.changes.facts.approvals import compare_approvals, compare_limits
from cxlint.changes.facts.channels import compare_channels, compare_responses
from cxlint.changes.facts.conduct import compare_conduct
from cxlint.changes.facts.deliveries import compare_deliveries
from cxlint.changes.facts.desertions import follow_desertions
from cxlint.changes.facts.hours import compare_hours
from cxlint.changes.facts.owners import compare_owners
from cxlint.changes.facts.passages import compare_passages
from cxlint.changes.facts.promises import compare_promises
from cxlint.changes.facts.reasons import compare_reasons
from cxlint.changes.facts.terms import compare_terms
from cxlint.changes.figure_changes import list_figure_changes
from cxlint.changes.journeys import compare_journeys
from cxlint.changes.later_days import compare_later_days, list_days, most_days
from cxlint.changes.line_changes import compare_lines
from cxlint.changes.pairing.sides import pair_policies, renamed_names
from cxlint.changes.returns.compare_tables import compare_returns
from cxlint.changes.ways.circles import compare_circles
from cxlint.changes.ways.compare_ways import compare_ways
from cxlint.policy.file_problems import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cxlint.changes.change import Change
    from cxlint.changes.pairing.sides import Pair
    from cxlint.changes.ways.circles import ClosingEdit
    from cxlint.policy.policy import Policy

FAMILIES: Sequence[Callable[[Pair], Iterable[Change]]] = (
    compare_terms,
    compare_returns,
    compare_deliveries,
    compare_channels,
    compare_hours,
    compare_approvals,
    compare_limits,
    compare_reasons,
    compare_conduct,
    compare_passages,
    compare_owners,
    compare_escalations,
    compare_case_rules,
    compare_processes,
    compare_option_order,
)


def compare(before: Policy, after: Policy, *, with_journeys: bool = True) -> Difference:
    """Return all that differs between two policies for customers, by thing, aspect and direction.

    What differs from a later day on only, since something begins to hold or ends then, is told
    with that day. Nothing is said of what only one of the two puts in other words, or calls by
    another name. `with_journeys` has the figures of contact reasons worked out as well, which
    takes longer.
    """
    pair = pair_policies(before, after)
    changes = _compare_pair(pair)
    changes += compare_later_days(
        before, after, changes, lambda one, other: _compare_pair(pair_policies(one, other))
    )
    journeys = list(compare_journeys(pair)) if with_journeys else []
    if with_journeys:
        changes += compare_lines(pair)
    if not changes:
        changes += list_figure_changes(pair, journeys)
    changes.sort(key=lambda each: (each.thing, each.aspect, each.direction))
    return Difference(
        changes, journeys, renamed_names(pair), _unread(before, after), _days_left(before, after)
    )


def _compare_pair(pair: Pair) -> list[Change]:
    """Return all that differs on the day on which both sides are judged."""
    changes = [each for family in FAMILIES for each in family(pair)]
    circles = list(compare_circles(pair))
    changes += compare_ways(pair, circles)
    changes = list(join_routes(pair, changes))
    promises = list(compare_promises(pair))
    changes += promises
    changes += compare_responses(pair, promises)
    return list(follow_desertions(pair, without_repeats(changes, circles)))


def without_repeats(changes: Sequence[Change], circles: Sequence[ClosingEdit]) -> list[Change]:
    """Return the changes without what another one says already.

    That a limit of rounds is gone is told by the circle that it closes.
    """
    passed = {name for each in circles for name in (each.change.thing, *each.handoffs)}
    told = [each.change for each in circles]
    return [
        each for each in changes
        if each.aspect != "loop" or each.thing not in passed or each in told
    ]  # fmt: skip


def _days_left(before: Policy, after: Policy) -> tuple[str, ...]:
    return tuple(map(str, list_days(before, after)[most_days(before, after) :]))


def _unread(*policies: Policy) -> tuple[str, ...]:
    """Return the files of either side that could not be read."""
    found = (
        problem.at.document.path
        for policy in policies
        for problem in policy.problems
        if problem.rule == UNREADABLE and problem.severity != "info"
    )
    return tuple(dict.fromkeys(found))
