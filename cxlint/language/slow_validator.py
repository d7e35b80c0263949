"""A validator of the same verdicts as the quick one, which is slower and says what does not fit.

It takes the place of the quick one where that is not installed. What the two would see differently
is said here: patterns are searched as the quick one searches them, formats are asked of the
functions that read such values, and what is not a number is not enough.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.language.expected_forms import Schema

Readers = Mapping[str, Callable[[str], object]]
IsSound = Callable[[str, object], bool]

_LINE_END = re.compile(r"(?<!\\)\$(?![^\[]*\])")
_MANY = 20


def errors(
    root: Schema, data: object, readers: Readers, sound: IsSound | None = None
) -> Iterator[ValidationError]:
    """Yield what does not fit; one with a cause where a reader says why it cannot read a text.

    `sound` says quickly whether a value fits one of the definitions of the schema, where there is
    something that can.
    """
    changed = _keywords(readers)
    if sound is not None:
        changed["$ref"] = _quick_look(sound)
    yield from _extended(changed)(root).iter_errors(data)


def accept_by(root: Schema, readers: Readers) -> Callable[[object], bool]:
    """Return a function that says whether data fits the schema."""
    judge = _extended(_keywords(readers))(root)

    def accepts(data: object) -> bool:
        return next(judge.iter_errors(data), None) is None

    return accepts


@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Return the pattern; Python's own $ also matches before a line feed at the end."""
    return re.compile(_LINE_END.sub(r"\\Z", pattern))


def _extended(changed: Mapping[str, Any]) -> Any:
    return extend(Draft202012Validator, changed)  # type: ignore[no-untyped-call]


def _keywords(readers: Readers) -> dict[str, Any]:
    """Return the keywords that are judged otherwise than jsonschema does."""

    def form(_: object, wanted: str, value: object, __: object) -> Iterator[ValidationError]:
        if isinstance(value, str) and wanted in readers:
            try:
                readers[wanted](value)
            except ValueError as error:
                yield ValidationError(str(error), cause=error)

    return {"pattern": _pattern, "format": form, "minimum": _minimum}


def _pattern(_: object, wanted: str, value: object, __: object) -> Iterator[ValidationError]:
    if isinstance(value, str) and not compile_pattern(wanted).search(value):
        yield ValidationError(wanted)


def _minimum(_: object, least: float, value: object, __: object) -> Iterator[ValidationError]:
    # What is not a number is not smaller either, and yet not enough.
    if isinstance(value, int | float) and not value >= least:
        yield ValidationError(f"less than {least}")


def _quick_look(sound: IsSound) -> Any:
    """Return a `$ref` that does not look closely at what is sound.

    Preparing a quick look pays where a file holds many things of a kind, most of them sound.
    """
    followed: Counter[str] = Counter()

    def ref(judge: object, name: str, value: object, of: object) -> Iterator[ValidationError]:
        followed[name] += 1
        if followed[name] < _MANY or not isinstance(value, dict) or not sound(name, value):
            yield from Draft202012Validator.VALIDATORS["$ref"](judge, name, value, of)

    return ref
