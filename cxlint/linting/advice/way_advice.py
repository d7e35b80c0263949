"""Handoffs: what they carry, who carries them, how often they may be repeated, or none at all."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from cxlint.linting.advice.edits import ABSENT, edit_at, edit_entity
from cxlint.linting.advice.proposal import propose
from cxlint.sentence_lists import join_with_and

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.language.entity import Entity
    from cxlint.linting.advice.laboratory import Laboratory
    from cxlint.linting.advice.proposal import Proposal
    from cxlint.linting.model.finding import Finding
    from cxlint.parsing.document import At

CARRYING = (
    (("context", "full"), "hand on what the customer has said"),
    (("transfer", "warm"), "stay on the line until somebody has taken over"),
    (("carried_by", "us"), "carry the request for the customer"),
)
"""What makes a handoff easy, from the least to do to the most."""

REPEATS = 1
"""How often a handoff that goes round may be repeated: the fewest that a policy can state."""

MOST_LEFT_OUT = 3
"""So many things of a list are left out at most."""

MOST_HANDOFFS = 6
"""So many handoffs of a finding are looked at."""


def handoffs_of(laboratory: Laboratory, finding: Finding) -> list[Entity]:
    """Return the handoffs that a finding is about, the one it points to first."""
    cause = finding.cause
    if cause is None:
        return []
    every = laboratory.policy.of("handoff")
    by_place = {(id(each.document), each.path): each for each in every}
    places = [cause.at, *(at for at, _ in cause.related), *(at for at, _ in cause.witness)]
    found = [e for e in every if e.name in (finding.entity, *cause.members)]
    found += [
        handoff
        for at in places
        for depth in range(len(at.path), 0, -1)
        if (handoff := by_place.get((id(at.document), at.path[:depth]))) is not None
    ]
    return list(dict.fromkeys(found))[:MOST_HANDOFFS]


def carry_over(laboratory: Laboratory, finding: Finding) -> Iterator[Proposal | None]:
    """Yield the fewest things to do at a handoff after which a finding on it is gone."""
    for handoff in handoffs_of(laboratory, finding):
        for size in range(1, len(CARRYING) + 1):
            found = [
                proposal
                for chosen in combinations(CARRYING, size)
                if (proposal := _carry(laboratory, finding, handoff, chosen)) is not None
            ]
            if found:
                yield found[0]
                break


def _carry(
    laboratory: Laboratory,
    finding: Finding,
    handoff: Entity,
    chosen: Sequence[tuple[tuple[str, str], str]],
) -> Proposal | None:
    edits = [edit_entity(handoff, (key,), value) for (key, value), _ in chosen]
    if None in edits or not laboratory.may_probe:
        return None
    made = [edit for edit in edits if edit is not None]
    if not laboratory.clears(made, finding):
        return None
    ends = f"from {handoff.data['from']} to {handoff.data['to']}"
    text = f"{ends}, {join_with_and([words for _, words in chosen])}"
    return propose("context", text, made, topics=("repeats",), ids=_intents_of(laboratory, finding))


def bound_handoff(laboratory: Laboratory, finding: Finding) -> Iterator[Proposal | None]:
    """Yield the fewest handoffs to be bounded, and those to be left out, for a circle to end."""
    handoffs = handoffs_of(laboratory, finding)
    for size in (1, 2):
        bounded = [
            proposal
            for chosen in combinations(handoffs, size)
            if (proposal := _bound(laboratory, finding, chosen)) is not None
        ]
        yield from bounded[:1]
        if bounded:
            break
    for handoff in handoffs:
        edit = edit_entity(handoff, (), ABSENT)
        if edit is not None and laboratory.may_probe and laboratory.clears([edit], finding):
            text = f"leave out the handoff from {handoff.data['from']} to {handoff.data['to']}"
            yield propose(
                "cut", text, [edit], topics=("elapsed",), ids=_intents_of(laboratory, finding)
            )
            return


def _bound(laboratory: Laboratory, finding: Finding, chosen: Sequence[Entity]) -> Proposal | None:
    edits = [edit_entity(each, ("max_repeats",), REPEATS) for each in chosen]
    made = [edit for edit in edits if edit is not None]
    if len(made) < len(edits) or not laboratory.may_probe or not laboratory.clears(made, finding):
        return None
    names = join_with_and([f"from {each.data['from']} to {each.data['to']}" for each in chosen])
    text = f"let no case go more than once {names} again"
    return propose(
        "bound", text, made, topics=("elapsed",), ids=_intents_of(laboratory, finding),
        why_least="once is the fewest that a policy can state",
    )  # fmt: skip


def ask_less(laboratory: Laboratory, finding: Finding) -> Iterator[Proposal | None]:
    """Yield the fewest things that need not be asked, so that a finding on the list is gone."""
    cause = finding.cause
    found = None if cause is None else _find_list(cause.at)
    if found is None:
        return
    at, listed = found
    named = finding.entity.partition("/")[2]
    for size in range(1, min(MOST_LEFT_OUT, len(listed)) + 1):
        for chosen in combinations(range(len(listed)), size):
            left = [each for number, each in enumerate(listed) if number not in chosen]
            edit = edit_at(at, left or "none")
            if edit is None or not laboratory.may_probe or not laboratory.clears([edit], finding):
                continue
            what = join_with_and([_word(listed[number]) for number in chosen])
            text = f"do without {what} at {named}"
            yield propose("cut", text, [edit], topics=("repeats",), ids=finding.intents)
            return


def _find_list(at: At) -> tuple[At, list[object]] | None:
    """Return the list at a place or around it, and where it stands."""
    for depth in range(len(at.path), len(at.path) - 3, -1):
        value: object = at.document.data
        for step in at.path[:depth]:
            value = value[step]  # type: ignore[index]
        if isinstance(value, list) and depth > 1:
            return at._replace(path=at.path[:depth]), value
    return None


def _word(item: object) -> str:
    return str(item.get("field", item)) if isinstance(item, dict) else str(item)


def _intents_of(laboratory: Laboratory, finding: Finding) -> tuple[str, ...]:
    """Return the contact reasons that a finding is about; else all that come to its handoffs."""
    if finding.intents:
        return finding.intents
    named = [id_ for each in handoffs_of(laboratory, finding)[:1] for id_ in each.texts("intents")]
    return tuple(named)
