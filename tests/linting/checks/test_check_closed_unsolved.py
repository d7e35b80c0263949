"""Matters that are closed though they are not solved, and closes that only look like it."""

from __future__ import annotations

import textwrap
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from policies import network

from cxlint.linting.checks.dead_ends.closed_unsolved import closed_unsolved
from cxlint.linting.config import config_files
from cxlint.linting.rules import loader

if TYPE_CHECKING:
    from cxlint.linting.model.finding import Hit


@cache
def params() -> dict[str, Any]:
    """Return the words that the rule knows."""
    rules = loader.load(config_files.read(None).rule_folders)
    return dict(rules["closed-unsolved"].params)


def find(text: str) -> list[Hit]:
    return list(closed_unsolved(network(textwrap.dedent(text)), **params()))


def process(question: str, said: str, between: str, *, close: str = "close ticket") -> str:
    """Return a process with a question, what its second branch says, and a step behind it."""
    first = "yes" if said == "no" else "problem solved"
    return f"""
        steps:
          "{question}":
            kind: branch
            options:
              - {{say: "{first}", goes_to: "{close}"}}
              - {{say: "{said}", goes_to: note}}
          note: {between}
          "{close}": {{kind: task, goes_to: over}}
        teams:
          second line: {{seats: 3}}
        outcomes:
          over: {{kind: ended}}
        """


PASSED = "{kind: task, goes_to: close ticket}"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("result?", "fix in next release"),
        ("result?", "not solved yet"),
        ("Ergebnis?", "nicht gelöst"),
        ("résultat ?", "non résolu"),
        ("resultado", "próxima versión"),
        ("Incident solved?", "no"),
        ("Support: resolved?", "no"),
    ],
)
def test_what_is_not_solved_is_closed(question: str, said: str) -> None:
    (hit,) = find(process(question, said, PASSED))
    assert (hit.facts["choice"], hit.facts["closing"]) == (said, "close ticket")


def test_the_way_to_the_close_may_be_direct_or_long() -> None:
    direct = process("solved?", "no", PASSED).replace("goes_to: note}", "goes_to: close ticket}")
    assert len(find(direct)) == 1
    more = "{kind: message, says: Bye., goes_to: record it}\n          record it: " + PASSED
    assert len(find(process("solved?", "no", more))) == 1


@pytest.mark.parametrize(
    ("question", "said", "between"),
    [
        # somebody goes on with it, or it waits
        ("solved?", "no", "{kind: work, by: second line, goes_to: close ticket}"),
        ("solved?", "no", "{kind: wait, owner: second line, goes_to: close ticket}"),
        ("solved?", "no", "{kind: task, goes_to: second line}"),
        # a decision, no failure to solve it
        ("result?", "duplicate", PASSED),
        ("result?", "withdrawn by the customer", PASSED),
        # another question
        ("urgent?", "no", PASSED),
        ("still unsolved?", "no", PASSED),
    ],
)
def test_a_close_that_is_right(question: str, said: str, between: str) -> None:
    assert find(process(question, said, between)) == []


@pytest.mark.parametrize(
    ("task", "counts"),
    [
        ("send apology", True),
        ("Mail senden", True),
        ("Kunden informieren", True),
        ("noter la décision", True),
        ("send a technician", False),
        ("open a follow-up ticket", False),
        ("look for another way", False),
    ],
)
def test_whether_a_task_goes_on_with_a_matter_is_told_by_its_name(task: str, counts: bool) -> None:
    text = process("solved?", "no", PASSED).replace("goes_to: note}", f'goes_to: "{task}"}}')
    assert len(find(text.replace("          note:", f'          "{task}":'))) == counts


def test_a_step_that_closes_nothing_is_no_close() -> None:
    text = process("solved?", "no", "{kind: task, goes_to: archive}", close="archive")
    assert find(text) == []


def test_a_close_to_which_only_the_unsolved_come_may_be_a_handover() -> None:
    text = process("result?", "fix in next release", "{kind: task, goes_to: case closed}")
    apart = text.replace("outcomes:", "outcomes:\n          case closed: {kind: referred}")
    assert find(apart) == []
