"""The texts that customers read or hear, and the places of words in them."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from cxlint.language.entity import SHORT_FORMS
from cxlint.linting.query.selection import select
from cxlint.parsing.document import At
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

    Path = tuple[str | int, ...]
    Said = tuple[str, str | None]
    """A text, and the language that its entity states."""
    Source = tuple[str, str, str]
    """Where texts are looked for: kinds, the field below them, and the condition as text."""


class Passage(NamedTuple):
    """A text, the entity it belongs to, and the way to it in the entity's document."""

    entity: Entity
    path: Path
    text: str

    @property
    def at(self) -> At:
        """The text as a whole."""
        return At(self.entity.document, self.path)

    def part(self, start: int, end: int) -> At:
        """Return the place of `text[start:end]`; the text as a whole where that cannot be told."""
        from cxlint.parsing.scalar_spans import scalar_source

        document = self.entity.document
        known = scalar_source(document, self.path, self.text)
        if known is None:
            return self.at
        return At(document, self.path, region=document.lines.span(*known.stretch(start, end)))


def passages(
    policy: Policy,
    of: str,
    field: str,
    *,
    where: Mapping[str, Any] | None = None,
    also: Sequence[str] = (),
) -> Iterator[Passage]:
    """Yield the texts under a dotted field of the entities of a kind that meet `where`.

    `also` names further texts, by kind and field (`channel.closed.announce`), or those of what a
    field names (`ground.script.text`); every text of a list is one, and each is yielded once.
    """
    yielded: set[tuple[int, Path]] = set()
    sources = [(of, field, where), *((*_split_kind(each), None) for each in also)]
    for kind, under, condition in sources:
        for passage in _passages_of(policy, kind, under, condition):
            place = id(passage.entity.document), passage.path
            if len(sources) == 1 or place not in yielded:
                yielded.add(place)
                yield passage


def distinct_texts(
    policy: Policy,
    of: str,
    field: str,
    *,
    where: Mapping[str, Any] | None = None,
    also: Sequence[str] = (),
) -> Iterator[Said]:
    """Yield what `passages` would, without the places: what is said in many of them nearly once.

    It is kept for the next rule: most rules that look at the same texts find nothing in them, and
    need no more than this.
    """
    known = _text_memo(policy)
    sources: list[tuple[str, str, Mapping[str, Any] | None]] = [(of, field, where)]
    sources += [(*_split_kind(each), None) for each in also]
    for kind, under, condition in sources:
        key = (kind, under, repr(condition))
        if key in known:
            for each in kind.split("|"):
                policy.of(each)  # so that this rule is seen to look at them, like the first
        else:
            found = _passages_of(policy, kind, under, condition)
            known[key] = dict.fromkeys((each.text, stated_language(each)) for each in found)
        yield from known[key]


@lru_cache(maxsize=1)
def _text_memo(policy: Policy) -> dict[Source, dict[Said, None]]:
    """Return what is known by now of what a policy says, each text once, in its order."""
    del policy
    return {}


def _split_kind(also: str) -> tuple[str, str]:
    kind, _, field = also.partition(".")
    return kind, field


def _passages_of(
    policy: Policy, of: str, field: str, where: Mapping[str, Any] | None
) -> Iterator[Passage]:
    keys = field.split(".")
    for entity in select(policy, of, where):
        yield from _passages_under(entity, keys)
        for number, kinds in _references(entity.kind, field):
            for id_ in entity.texts(*keys[:number]):
                target = next(filter(None, (policy.find(kind, id_) for kind in kinds)), None)
                if target is not None:
                    yield from _passages_under(target, keys[number:])


def _passages_under(entity: Entity, keys: list[str]) -> Iterator[Passage]:
    if keys[0] in entity.data:
        for path, text in _texts(entity.data[keys[0]], keys[0], keys[1:], (*entity.path, keys[0])):
            yield Passage(entity, path, text)


@cache
def _references(kind: str, path: str) -> Sequence[tuple[int, tuple[str, ...]]]:
    """Return how many keys of a path lead to a field that names entities, and their kinds."""
    from cxlint.language.sections import language

    keys = path.split(".")
    if len(keys) == 1:
        return ()
    known = language().fields.get(kind, {}).get(keys[0], ())
    return [
        (len(field.keys), field.refers_to)
        for field in known
        if len(field.keys) < len(keys) and [*field.keys] == keys[: len(field.keys)]
    ]


def _texts(value: Any, key: str, further: list[str], path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        if not further or [SHORT_FORMS.get(key)] == further or isinstance(path[-1], int):
            yield path, value
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _texts(item, key, further, (*path, number))
    elif isinstance(value, dict) and further and further[0] in value:
        following = further[0]
        yield from _texts(value[following], following, further[1:], (*path, following))


def unknown_fields(also: object) -> Iterator[tuple[Path, str]]:
    """Yield what `also` names and no policy has, as pairs of place and sentence."""
    from cxlint.language.sections import language
    from cxlint.suggest import did_you_mean

    for number, each in enumerate(also if isinstance(also, list) else ()):
        kind, _, field = str(each).partition(".")
        kinds = language().paths
        if kind not in kinds:
            yield ("also", number), f"a policy has no {kind}{did_you_mean(kind, kinds)}"
        elif field not in kinds[kind] and not any(
            ".".join(field.split(".")[behind:]) in kinds[other]
            for behind, others in _references(kind, field)
            for other in others
        ):
            near = did_you_mean(field, sorted(kinds[kind]))
            yield ("also", number), f"a {kind} has no field '{field}'{near}"


def stated_language(passage: Passage) -> str | None:
    """Return the language that the entity of a text states."""
    stated = passage.entity.get("language")
    return stated if isinstance(stated, str) else None
