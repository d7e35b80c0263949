"""What does not fit the language in one way, at however many places, is one problem."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cxlint.language.sections import language, subject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cxlint.parsing.document import At, Problem

MOST_PLACES = 20
"""How many further places of a problem are shown."""

_WHATEVER = frozenset({"unit", "empty", "template"})
"""Cases that are one cause whatever the value is."""

_WHEREVER = frozenset({"template", "section"})
"""Cases that are one cause whatever the key is: of a whole file that is none of policy."""


def fold_repeated(problems: Iterable[Problem]) -> list[Problem]:
    """Return one problem for all that have one cause, in the order of the first.

    It stands where what it is about comes first by name and content, and not by file or line, so
    that it is the same one in whichever order and into whichever files things are written.
    """
    causes: dict[object, list[Problem]] = {}
    for problem in problems:
        causes.setdefault(_cause(problem), []).append(problem)
    return [_fold(each) for each in causes.values()]


def _cause(problem: Problem) -> object:
    """Return what problems have in common that are to be mended in one way."""
    said = str(problem.facts["value"]) if problem.rule == "wrong-value" else ""
    value = "" if problem.case in _WHATEVER else said
    if problem.case in _WHEREVER:
        return problem.rule, problem.case
    return problem.rule, problem.case, problem.facts["key"], value, _kind_of_place(problem.at)


def _kind_of_place(at: At) -> tuple[object, ...]:
    """Return an address without ids and numbers: the same for all rows, and for all channels."""
    path = list(at.path)
    for section in language().sections:
        depth = len(section.path)
        if section.form == "named" and at.path[:depth] == section.path and len(path) > depth:
            path[depth] = ""
    steps = tuple("" if isinstance(part, int) else part for part in path)
    return steps[:-1] if at.key else steps


def _fold(problems: list[Problem]) -> Problem:
    if len(problems) == 1:
        return problems[0]
    contents: dict[int, tuple[object, str]] = {}
    first, *others = sorted(problems, key=lambda each: _rank(each, contents))
    more = f" (and in {len(others):,} more place{'s' if len(others) > 1 else ''})"
    return first._replace(
        facts={**first.facts, "more": more},
        related=(*first.related, *((each.at, _label(each)) for each in others[:MOST_PLACES])),
    )


def _label(problem: Problem) -> str:
    return str(problem.facts["key"]) if problem.case in _WHEREVER else "here as well"


def _rank(
    problem: Problem, contents: dict[int, tuple[object, str]]
) -> tuple[str, str, str, str, object]:
    """Return what a problem is known by, wherever it stands; last the place, where all is alike.

    `contents` are what was met before, which aliases share, and its text.
    """
    at = problem.at
    data: Any = at.document.data
    for step in at.path[:2]:
        try:
            data = data[step]
        except (LookupError, TypeError):  # what is missing, or stands in no mapping
            break
    kind, _, id_ = subject(at.document, at.path).partition("/")
    if id(data) not in contents:
        contents[id(data)] = data, json.dumps(data, sort_keys=True, default=str)
    _, content = contents[id(data)]
    steps = [step for step in at.path if isinstance(step, str)]
    return kind, "" if kind == "file" else id_, str(steps), content, (at.document.path, at.span())
