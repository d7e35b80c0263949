"""Many findings of one sort become one: a flow has the same fault at every block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.sentence_lists import shorten_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cxlint.linting.model.finding import Hit
    from cxlint.parsing.document import At

NAMED = 3
"""How many places a sentence names."""

SHOWN = 20
"""How many further places a finding shows."""


def group_hits(hits: Iterable[tuple[str, Hit]]) -> Iterator[Hit]:
    """Yield one hit for all places of which the same is to be said: the first, with the others.

    Each hit comes with what it is about, by name. The same is said where the case and all facts
    but `id` are alike; of each vendor's file for itself. Adds the facts `places` (names) and
    `number`; several hits about one place count once.
    """
    groups: dict[tuple[str, ...], dict[str, Hit]] = {}
    for name, hit in hits:
        said = (f"{fact}={value}" for fact, value in hit.facts.items() if fact != "id")
        alike = (hit.at.document.vendor_file, hit.case, *said)
        groups.setdefault(alike, {}).setdefault(name, hit)
    for (_, case, *_), found in groups.items():
        first = next(iter(found.values()))
        related: tuple[tuple[At, str], ...] = tuple(
            (hit.at, name) for name, hit in list(found.items())[1 : SHOWN + 1]
        )
        places = shorten_list(list(found), NAMED, longest=NAMED + 1, rest="{} more places")
        facts = {**first.facts, "places": places, "number": len(found)}
        key = (*first.key, case) if case else first.key
        yield first._replace(
            facts=facts,
            key=key,
            related=(*first.related, *related),
            members=tuple(dict.fromkeys(hit.entity for hit in found.values())),
            rests_on=tuple(dict.fromkeys(name for hit in found.values() for name in hit.rests_on)),
        )


def keep_gravest(hits: Iterable[Hit], cases: Sequence[str]) -> Iterator[Hit]:
    """Yield one hit for each vendor's file: the first of the gravest case, with the others' places.

    Of policy files every hit is yielded. `cases` are listed from the gravest on.
    """
    of_files: dict[str, list[Hit]] = {}
    for hit in hits:
        if file := hit.at.document.vendor_file:
            of_files.setdefault(file, []).append(hit)
        else:
            yield hit
    for found in of_files.values():
        first, *others = sorted(found, key=lambda hit: cases.index(hit.case))
        beside = tuple(
            spot for hit in others for spot in ((hit.at, _name_place(hit)), *hit.related)
        )
        members = tuple(name for hit in found for name in hit.members or (hit.entity,))
        yield first._replace(
            related=(*first.related, *beside)[:SHOWN], members=tuple(dict.fromkeys(members))
        )


def _name_place(hit: Hit) -> str:
    return hit.entity.partition("/")[2] or hit.entity
