"""Where the things of an account lie in a JSON file: in lists, by name, in envelopes, or alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.zendesk.shapes import PLURALS, SHAPES, TIMED, has_clock, is_surely_rule
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DEEPEST = 4
"""How many envelopes, one in another, are opened."""

BARE = {"sla_policy": SHAPES["sla_policy"], "trigger": is_surely_rule}
"""Kinds that are known by their form alone, where no key names them."""

TEMPLATE = "add_"
"""How keys begin under which a template of an account lists what is to be made."""

ALSO = {"slas": "sla_policy", "group_slas": "group_sla_policy"}
"""What lists are called beside the plural of their kind."""

Path = tuple[str | int, ...]


class Listing(NamedTuple):
    """Things of one kind that stand together, each with its path, and whether these are all."""

    kind: str
    things: list[tuple[Any, Path]]
    complete: bool


def find_listings(data: Any) -> Iterator[Listing]:
    """Yield the things in a file, by their kinds."""
    if isinstance(data, list):
        for number, each in enumerate(data):
            yield from _find_bare(each, (number,))
        return
    if isinstance(data, dict):
        bare = list(_find_bare(data, ()))
        yield from bare or _find_nested(data, (), 0)


def _find_bare(data: Any, path: Path) -> Iterator[Listing]:
    """Yield a thing that no key names the kind of, if it is one; or what an envelope holds."""
    if not isinstance(data, dict):
        return
    kind = next((kind for kind, shape in BARE.items() if shape(data)), "")
    if kind == "trigger" and has_clock(data):
        kind = TIMED
    if kind:
        yield Listing(kind, [(data, path)], complete=False)
    elif path:
        yield from _find_nested(data, path, 1)


def _find_nested(data: Mapping[str, Any], path: Path, depth: int) -> Iterator[Listing]:
    for key, value in data.items():
        kind = name_kind(key)
        here = (*path, key)
        if kind and isinstance(value, list) and (not depth or _holds(kind, value) or _adds(key)):
            yield Listing(
                kind,
                [(each, (*here, n)) for n, each in enumerate(value)],
                _is_all(data, len(value)),
            )
        elif kind and isinstance(value, dict) and _are_named(kind, value, depth):
            named = [(each, (*here, name)) for name, each in value.items()]
            yield Listing(kind, named, complete=True)
        elif key in SHAPES and isinstance(value, dict) and (not depth or SHAPES[key](value)):
            yield Listing(key, [(value, here)], complete=False)
        elif isinstance(value, dict) and depth < DEEPEST:
            yield from _find_nested(value, here, depth + 1)


def name_kind(key: str) -> str:
    """Return the kind of the things that stand under a key, or nothing."""
    plain = key.removeprefix(TEMPLATE)
    return PLURALS.get(plain) or ALSO.get(plain, "")


def _adds(key: str) -> bool:
    return key.startswith(TEMPLATE)


def _holds(kind: str, values: list[Any]) -> bool:
    """Whether one of the things is surely of its kind."""
    return any(isinstance(each, dict) and SHAPES[kind](each) for each in values)


def _are_named(kind: str, value: Mapping[str, Any], depth: int) -> bool:
    """Whether things stand under their names."""
    things = [*value.values()]
    alike = bool(things) and all(isinstance(each, dict) for each in things)
    return alike and (not depth or _holds(kind, things))


def _is_all(data: Mapping[str, Any], listed: int) -> bool:
    """Whether an answer has no further pages, and counts no more than it lists."""
    count = data.get("count")
    if isinstance(count, int) and count > listed:
        return False
    meta = data.get("meta")
    more = isinstance(meta, dict) and meta.get("has_more") is True
    return not data.get("next_page") and not more
