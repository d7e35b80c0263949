"""What customers complain of and praise, and which departments get to hear it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.whole_policy import as_written
from cxlint.linting.model.finding import Hit
from cxlint.values import quantities
from cxlint.values.denials import is_denial

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.graph.network import Network
    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At
    from cxlint.policy.policy import Policy

SIDES = ("complaints", "compliments")
FIRST = frozenset({"channel", "step"})
"""Whoever customers come to from here hears them first."""


def digest(network: Network, *, at_most: str) -> Iterator[Hit]:
    """Yield what is wrong with the digest of feedback that departments get.

    Concerned are the departments to which customers are passed on: those with a team that some
    journey reaches, and none that customers come to straight from a channel or a step. The others
    hear them anyway. Cases: `missing`, feedback is spoken of, there are such departments and there
    is no digest, or one for nobody; `unheard`, there are others only, and no digest, or one for
    nobody but those whom customers come to; `rare`, it comes less often than `at_most`;
    `audience`, some of them do not get it; `includes`, it leaves out complaints or compliments.
    What the digest does not state is not told, nor is an audience with a name that is no
    department's. Facts: departments, every, wanted, missing.

    Args:
        network: the policy's graph.
        at_most: the longest time between two digests.
    """
    policy = network.policy
    wanted = quantities.duration(at_most)
    facts: dict[str, object] = {"departments": [], "every": wanted, "wanted": wanted, "missing": []}
    first, behind = _departments(network)
    sections = policy.of("feedback")
    if not any(_goes_out(section) for section in sections):
        away = _away(policy, first)
        at = next((each.at("digest") for each in sections), None)
        if at is not None and (behind or away) and not policy.unsure("feedback"):
            told = {**facts, "departments": behind or away}
            yield _hit(at, "missing" if behind else "unheard", told)
        return
    for section in sections:
        every = section.duration("digest", "every")
        if every is not None and every > wanted:
            yield _hit(section.at("digest", "every"), "rare", {**facts, "every": every})
    missing = [side for side in SIDES if side not in _digest_texts(policy, "includes")]
    if (at := _at(policy, "includes")) and missing:
        yield _hit(at, "includes", {**facts, "missing": missing})
    if at := _at(policy, "audience"):
        if left := _missing_departments(policy, behind):
            yield _hit(at, "audience", {**facts, "departments": left})
        elif not behind and _audience(policy) <= first and (away := _away(policy, first)):
            yield _hit(at, "unheard", {**facts, "departments": away})


def _away(policy: Policy, first: set[str]) -> list[str]:
    """Return the departments that customers do not come to, where they come to some."""
    return [each.id for each in policy.of("department") if first and each.id not in first]


def _goes_out(section: Entity) -> bool:
    """Whether there is a digest, understood or not, that is not said to go to nobody."""
    told = as_written(section).get("digest")
    return bool(told) and not is_denial(told) and not section.denies("digest", "audience")


def _hit(at: At, case: str, facts: Mapping[str, object]) -> Hit:
    return Hit(at, "feedback/feedback", facts, case=case)


def _at(policy: Policy, key: str) -> At | None:
    stated = policy.single("feedback", "digest", key)
    return stated[1] if stated else None


def _digest_texts(policy: Policy, key: str) -> Sequence[str]:
    return [said for each in policy.of("feedback") for said in each.texts("digest", key)]


def _missing_departments(policy: Policy, departments: Sequence[str]) -> list[str]:
    """Return the departments an audience lacks; none where it names what is no department."""
    audience = _audience(policy)
    return [] if None in audience else [each for each in departments if each not in audience]


def _audience(policy: Policy) -> set[str | None]:
    """Return the departments that get the digest; None for a name that is none's."""
    known = {}
    for department in policy.of("department"):
        for name in (department.id, department.get("name")):
            known[str(name).casefold()] = department.id
    return {known.get(name.casefold()) for name in _digest_texts(policy, "audience")}


def _departments(network: Network) -> tuple[set[str], list[str]]:
    """Return the departments that customers come to, and those that they are only passed on to."""
    first: set[str] = set()
    later: dict[str, None] = {}
    for journey in network.journeys:
        for node, moves in zip(journey.nodes, journey.inward[1], strict=True):
            department = node.entity.get("department") if node.entity else None
            if node.kind != "team" or node.deserted or not isinstance(department, str):
                continue
            later.setdefault(department)
            if not moves or any(move.source.kind in FIRST for move in moves):
                first.add(department)
    return first, [each for each in later if each not in first]
