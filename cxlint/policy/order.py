"""The order in which a policy is looked at: by ids and by what is said, never by file, row or key.

Whatever a rule calls the first of several is the first in this order. So its findings stay the
same where somebody sorts a file, cuts it in two or gives it another name.
"""

from __future__ import annotations

from operator import is_ as _is
from typing import TYPE_CHECKING, Any

from cxlint.policy.validity import ALWAYS, KEY, Validity
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.language.entity import Entity


_HOLDERS = frozenset({dict, list})


class Statement(NamedTuple):
    """What one place of a file says of an entity, whether that fits the schema, when it holds."""

    entity: Entity
    understood: bool = True
    validity: Validity = ALWAYS


def order_by_id(statements: Sequence[Statement]) -> Iterator[Statement]:
    """Yield statements by id; of one id those that are understood first, by what they say."""
    by_id: dict[str, list[Statement]] = {}
    for each in statements:
        by_id.setdefault(each.entity.id, []).append(each)
    for id_ in sorted(by_id):
        found = by_id[id_]
        if len(found) > 1:
            for each in found:
                each.entity.data = order_keys(each.entity.data)
            found.sort(key=lambda each: (not each.understood, *_content(each)))
        yield from found


def order_by_content(statements: Sequence[Statement]) -> Sequence[Statement]:
    """Return statements that have no id to go by, by what they say, with their keys in order."""
    for each in statements:
        each.entity.data = order_keys(each.entity.data)
    return sorted(statements, key=_content) if len(statements) > 1 else statements


def _content(statement: Statement) -> tuple[str, str, str]:
    """What is said comes before the id, which may change and leave everything as it is.

    So does it before the days on which that holds.
    """
    data: object = statement.entity.data  # where it is not understood it may be anything
    if not isinstance(data, dict) or ("id" not in data and KEY not in data):
        return repr(data), "", ""
    said = {key: value for key, value in data.items() if key not in ("id", KEY)}
    return repr(said), str(data.get("id", "")), repr(data.get(KEY))


def order_keys(data: Any) -> Any:
    """Return data with the keys of every mapping in alphabetical order; lists keep theirs.

    What is in order already is returned itself. Parts that are shared stay shared.
    """
    return _order(data, {})


def _order(data: Any, done: dict[int, Any]) -> Any:
    if id(data) in done:
        return done[id(data)]
    ordered: Any = data
    if isinstance(data, dict):
        keys = sorted(data)
        values = [data[key] for key in keys]
        if not _HOLDERS.isdisjoint(map(type, values)):
            values = [_order(each, done) if type(each) in _HOLDERS else each for each in values]
        same = keys == [*data] and all(map(_is, values, data.values()))
        ordered = data if same else dict(zip(keys, values, strict=True))
    elif isinstance(data, list):
        items = [_order(item, done) if type(item) in _HOLDERS else item for item in data]
        ordered = data if all(map(_is, items, data)) else items
    done[id(data)] = ordered
    return ordered
