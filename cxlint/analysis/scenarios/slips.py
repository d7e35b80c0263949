"""Scenarios that nothing can be said of, since what they say could not be understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.language.sections import language
from cxlint.parsing.document import At
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.parsing.document import Problem
    from cxlint.policy.policy import Policy

KIND = "scenario"
TWICE = frozenset({"duplicate-id", "duplicate-key"})
"""What reading finds of a scenario that counts for nothing, since another one has its id."""


class Slip(NamedTuple):
    """A scenario that is not understood: its id, where it is stated, and what is wrong there."""

    id: str
    at: At
    problems: tuple[Problem, ...] = ()


def find_slips(policy: Policy) -> list[Slip]:
    """Return the scenarios of a policy that are not understood, file by file and line by line."""
    found: dict[tuple[str, str, int], Slip] = {}
    for slip in (*_list_slips(policy), *_list_sections(policy)):
        key = slip.at.document.path, slip.id, slip.at.span().line
        known = found.setdefault(key, slip._replace(problems=()))
        found[key] = known._replace(problems=(*known.problems, *slip.problems))
    missing = policy.opaque.get(KIND, set()) - {each.id for each in found.values()}
    whole = [*found.values(), *_list_places(policy, missing)]
    return sorted(whole, key=lambda each: (each.at.document.path, each.at.span().line))


def _list_slips(policy: Policy) -> Iterator[Slip]:
    """Yield what is wrong within a scenario, at each place where it is."""
    section = language().section(KIND).path
    opaque = policy.opaque.get(KIND, ())
    for problem in policy.problems:
        if problem.severity == "info" or problem.at.path[: len(section)] != section:
            continue
        for at in (problem.at, *(at for at, _ in problem.related)):
            id_ = str(at.path[len(section)]) if len(at.path) > len(section) else ""
            if problem.rule in TWICE and at is problem.at and len(at.path) == len(section) + 1:
                yield Slip(id_, at, (problem,))
            elif id_ in opaque and problem.rule not in TWICE:
                place = At(at.document, at.path[: len(section) + 1], key=True)
                yield Slip(id_, place, (_move(problem, at, id_),))


def _move(problem: Problem, at: At, id_: str) -> Problem:
    """Return a problem that was found in several scenarios as it is told of one of them."""
    first = problem.at.path[1] if len(problem.at.path) > 1 else ""
    facts = {
        key: str(problem.facts[key]).replace(f"{KIND} {first}", f"{KIND} {id_}", 1)
        for key in ("where", "place")
        if key in problem.facts
    }
    return problem._replace(at=at, facts={**problem.facts, **facts, "more": ""}, related=())


def _list_sections(policy: Policy) -> Iterator[Slip]:
    """Yield the scenarios of a section that is itself not understood: its name, or its form."""
    (name,) = language().section(KIND).path
    for problem in policy.problems:
        path = problem.at.path
        if len(path) != 1 or name not in {path[0], problem.facts.get("near")}:
            continue
        if problem.severity == "info" or problem.rule in TWICE or problem.rule == "empty-section":
            continue
        data = problem.at.document.data
        held = data.get(path[0]) if isinstance(data, dict) else None
        if not isinstance(held, dict):
            yield Slip(str(path[0]), problem.at, (problem,))
            continue
        for id_ in held:
            yield Slip(str(id_), At(problem.at.document, (*path, id_), key=True), (problem,))


def _list_places(policy: Policy, ids: set[str]) -> Iterator[Slip]:
    """Yield where these ids stand, of which reading told only at others that are wrong alike."""
    (name,) = language().section(KIND).path
    for document in policy.documents:
        held = document.data.get(name) if isinstance(document.data, dict) else None
        for id_ in held if isinstance(held, dict) else ():
            if id_ in ids:
                yield Slip(str(id_), At(document, (name, id_), key=True))
