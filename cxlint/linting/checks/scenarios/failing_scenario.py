"""Scenarios of a policy that do not hold under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.observation import note
from cxlint.parsing.document import At

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.analysis.scenarios.judgement import Judgement, Result
    from cxlint.graph.network import Network
    from cxlint.linting.model.finding import Hit
    from cxlint.policy.policy import Policy

FACTS = frozenset({"id", "differences", "problem"})
"""What a message may name."""


def failing_scenario(network: Network) -> Iterator[Hit]:
    """Yield each scenario in which something does not hold that must.

    Cases: what the policy says differs (``); it is not known, and must be certain (`unknown`);
    the customer is none that can be asked about (`problem`). What does not exist is told where it
    is referred to. Facts: id, differences, problem.

    Args:
        network: the policy's graph.
    """
    scenarios = network.policy.of("scenario")
    if not scenarios:
        return
    from cxlint.analysis.scenarios.evaluation import MOST_STATEMENTS, judge_scenarios
    from cxlint.analysis.scenarios.judgement import Status
    from cxlint.analysis.subject import subject_of

    note(network.policy, len(scenarios))
    for result in judge_scenarios(subject_of(network), most=MOST_STATEMENTS):
        if result.status is Status.FAILS and not _is_told(network.policy, result):
            yield _hit(result)


def _is_told(policy: Policy, result: Result) -> bool:
    """Whether it fails only for the want of what another rule says does not exist."""
    lost = [each.at for each in policy.problems if each.rule == "undefined-reference"]
    if result.problem:
        customer = result.scenario.at("customer")
        return any(_is_within(at, customer) for at in lost)
    return all(each.slip and any(_is_within(at, each.at) for at in lost) for each in result.failing)


def _is_within(at: At, whole: At) -> bool:
    """Whether a place is in another, or is that one."""
    return at.document is whole.document and at.path[: len(whole.path)] == whole.path


def _hit(result: Result) -> Hit:
    from cxlint.analysis.scenarios.judgement import Status

    failing = result.failing
    is_known = any(each.status is Status.FAILS for each in failing)
    case = "problem" if result.problem else "" if is_known else "unknown"
    return build_hit(
        result.scenario,
        facts={
            "differences": "; ".join(each.difference for each in failing),
            "problem": result.problem,
        },
        case=case,
        witness=_find_way(failing),
        related=(*_list_lines(failing), *((each.at, each.statement) for each in failing)),
    )


def _find_way(failing: Sequence[Judgement]) -> tuple[tuple[At, str], ...]:
    """Return the way that proves the first statement on ways; nothing where there is none."""
    ways = (_list_parts(each) for each in failing if each.is_of_way)
    return next(ways, ())


def _list_lines(failing: Sequence[Judgement]) -> tuple[tuple[At, str], ...]:
    """Return the lines of the policy from which the other answers follow, each once."""
    found = [pair for each in failing if not each.is_of_way for pair in _list_parts(each)]
    return tuple(dict.fromkeys(found))


def _list_parts(judgement: Judgement) -> tuple[tuple[At, str], ...]:
    return tuple((part.at, part.text) for part in judgement.parts if part.at is not None)
