"""What the checker understood of an expression, searched for what it lets pass and we do not.

The CEL checker leaves a value of unknown type alone until it is met, and it does not ask what an
answer costs. Both are settled here, on the tree that it returns: a CheckedExpr of cel-spec, which
is read by the numbers of its fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    Message = dict[int, list[Any]]

_REFERENCES, _TYPES, _TREE = 2, 3, 4
_DYN, _WELL_KNOWN, _LIST, _MAP, _MESSAGE, _PARAMETER, _TYPE, _ERROR = 1, 5, 6, 7, 9, 10, 11, 12
_KNOWN_MESSAGES = (2, 3)
_SELECT, _CALL, _ELEMENTS, _COMPREHENSION = 5, 6, 7, 9
_PARTS = {_SELECT: (1,), _CALL: (1, 3), _ELEMENTS: (1,), _COMPREHENSION: (2, 4, 5, 6, 7)}

MIXED_TYPES = (
    "some part of it may be of any kind of value, so that it cannot be checked: dyn(), type(), "
    "empty lists and lists of different things are not taken"
)
NESTED_LISTS = "it makes a list of lists; ask with exists or all inside of exists or all"
JOINED_TEXTS = "it puts texts together with +, which may grow without end"
COMPARED_RECORDS = "it compares whole entities or records; compare their ids or single fields"


def objections(checked: bytes) -> Iterator[str]:
    """Yield what is wrong with an expression that the CEL checker has accepted."""
    tree = _decode_message(_decode_message(checked)[2][0])  # behind the name of its type
    types = {
        pair[1][0]: _decode_message(pair[2][0])
        for pair in map(_decode_message, tree.get(_TYPES, ()))
    }
    if any(_is_mixed(each) for each in types.values()):
        yield MIXED_TYPES
    if any(_is_nested(each) for each in types.values()):
        yield NESTED_LISTS
    references = (
        _decode_message(_decode_message(each)[2][0]) for each in tree.get(_REFERENCES, ())
    )
    used = {overload for each in references for overload in each.get(3, ())}
    if used & {b"add_string", b"add_bytes"}:
        yield JOINED_TEXTS
    if any(_compares_records(call, types) for call in _calls(_decode_message(tree[_TREE][0]))):
        yield COMPARED_RECORDS


def _is_mixed(kind: Message) -> bool:
    if kind.keys() & {_DYN, _PARAMETER, _TYPE, _ERROR}:
        return True
    if _WELL_KNOWN in kind and kind[_WELL_KNOWN][0] not in _KNOWN_MESSAGES:
        return True
    return any(_is_mixed(part) for part in _element_types(kind))


def _is_nested(kind: Message) -> bool:
    lists = _LIST in kind and any(part.keys() & {_LIST, _MAP} for part in _element_types(kind))
    return lists or any(_is_nested(part) for part in _element_types(kind))


def _element_types(kind: Message) -> Iterator[Message]:
    for form in (_LIST, _MAP):
        for composed in kind.get(form, ()):
            for parts in _decode_message(composed).values():
                yield from map(_decode_message, parts)


def _is_record(kind: Message) -> bool:
    return (
        _MESSAGE in kind or _MAP in kind or any(_is_record(part) for part in _element_types(kind))
    )


def _compares_records(call: Message, types: dict[int, Message]) -> bool:
    if call[2][0] not in (b"_==_", b"_!=_", b"@in"):
        return False
    first = _decode_message(call[3][0])
    return _is_record(types.get(first[2][0], {}))


def _calls(tree: Message) -> Iterator[Message]:
    """Yield every call in a tree; its depth is bounded by the parser."""
    for form, places in _PARTS.items():
        for node in map(_decode_message, tree.get(form, ())):
            if form == _CALL:
                yield node
            for place in places:
                for part in node.get(place, ()):
                    yield from _calls(_decode_message(part))


def _decode_message(data: bytes) -> Message:
    """Return the fields of a message by number: numbers, or the bytes of texts and messages."""
    fields: Message = {}
    place = 0
    while place < len(data):
        key, place = _decode_number(data, place)
        value: Any
        if key & 7 == 0:
            value, place = _decode_number(data, place)
        else:
            size, place = (
                _decode_number(data, place) if key & 7 == 2 else (8 >> (key & 7 == 5), place)
            )
            value, place = data[place : place + size], place + size
        fields.setdefault(key >> 3, []).append(value)
    return fields


def _decode_number(data: bytes, place: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[place]
        place += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, place
