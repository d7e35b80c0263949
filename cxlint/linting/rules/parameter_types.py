"""Whether a value can be a parameter of a check."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_NAMES: dict[str, tuple[tuple[type, ...], str]] = {
    "int": ((int,), "a whole number"),
    "float": ((int, float), "a number"),
    "str": ((str,), "text"),
    "bool": ((bool,), "true or false"),
    "None": ((type(None),), "nothing"),
    "NoneType": ((type(None),), "nothing"),
}
_LISTS = frozenset({"Sequence", "list", "tuple", "Collection", "Iterable", "frozenset", "set"})
_MAPS = frozenset({"Mapping", "dict"})


def misfit(annotation: object, value: object, default: object = None) -> str:
    """Return what the annotation asks for if the value is none of it, otherwise nothing.

    `annotation` is a type or its source text. Where the default is a quantity written as text,
    such as "4 hours", so must be the value.
    """
    if not _fits(wanted := _source(annotation), value):
        return _describe_annotation(wanted)
    if isinstance(default, str) and isinstance(value, str):
        return _other_quantity(default, value)
    return ""


def _source(annotation: object) -> str:
    if isinstance(annotation, str):
        return annotation
    return annotation.__name__ if isinstance(annotation, type) else str(annotation)


def _fits(wanted: str, value: object) -> bool:
    options = _split(wanted, "|")
    if len(options) > 1:
        return any(_fits(option, value) for option in options)
    name, inner = _split_annotation(wanted)
    if name in _NAMES:
        types = _NAMES[name][0]
        return isinstance(value, types) and (bool in types or not isinstance(value, bool))
    if name == "Literal":
        return any(value == option.strip("'\"") for option in _split(inner, ","))
    if name in _LISTS:
        element = _split(inner, ",")[0] if inner else "object"
        return isinstance(value, list | tuple) and all(_fits(element, one) for one in value)
    if name in _MAPS:
        element = _split(inner, ",")[-1] if inner else "object"
        return isinstance(value, dict) and all(_fits(element, one) for one in value.values())
    return True


def _split_annotation(wanted: str) -> tuple[str, str]:
    name, _, inner = wanted.strip().partition("[")
    return name.rpartition(".")[2], inner.removesuffix("]")


def _split(text: str, sign: str) -> list[str]:
    """Split at a sign, except inside brackets."""
    parts, depth = [""], 0
    for character in text:
        depth += (character == "[") - (character == "]")
        if character == sign and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts]


def _describe_annotation(wanted: str) -> str:
    options = _split(wanted, "|")
    if len(options) > 1:
        return " or ".join(_describe_annotation(option) for option in options)
    name, inner = _split_annotation(wanted)
    if name in _NAMES:
        return _NAMES[name][1]
    if name == "Literal":
        return "one of " + ", ".join(option.strip("'\"") for option in _split(inner, ","))
    if name in _LISTS:
        return f"a list of {_describe_annotation(_split(inner, ',')[0])}" if inner else "a list"
    return "a mapping" if name in _MAPS else name


def _other_quantity(default: str, value: str) -> str:
    from cxlint.values import quantities

    kinds: tuple[tuple[Callable[[str], object], str], ...] = (
        (quantities.percentage, "a percentage such as 80%"),
        (quantities.duration, "a duration such as 4 hours"),
        (quantities.money, "a sum of money such as 50 EUR"),
    )
    if not re.search(r"\d", default):
        return ""
    for read, description in kinds:
        if _can_read(read, default):
            return "" if _can_read(read, value) else description
    return ""


def _can_read(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True
