"""What fields can hold: the forms that a value may be written in, and the one that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cxlint.language.field_types import Shape, field_forms, fields_of, kinds, shape_of

if TYPE_CHECKING:
    from collections.abc import Iterator

WRITTEN = {
    "duration": {"duration"},
    "money": {"money"},
    "share": {"percentage"},
    "charge": {"percentage", "money"},
    "date": {"date"},
    "truth": {"truth"},
    "whole": {"number"},
    "number": {"number"},
    "list": {"list"},
    "mapping": {"mapping"},
    "record": {"mapping"},
}
"""In which forms a value of a shape is written; it may be written in others besides."""


def shapes(shape: Shape, path: str = "") -> Iterator[tuple[str, Shape]]:
    """Yield every shape within one, with the dotted field that it is of."""
    if path:
        yield path, shape
    if shape.of:
        yield from shapes(shape.of, path)
    for name, inner in shape.fields.items():
        yield from shapes(inner, f"{path}.{name}".lstrip("."))


@pytest.mark.parametrize("kind", kinds())
def test_what_is_meant_can_be_written(kind: str) -> None:
    for field, shape in shapes(shape_of(kind)):
        assert field_forms(kind, field).forms >= WRITTEN.get(shape.form, set()), field


@pytest.mark.parametrize("kind", [*kinds(), "approval"])
def test_every_field_holds_something(kind: str) -> None:
    empty = {field for field in fields_of(kind) - {""} if not any(field_forms(kind, field))}
    assert empty == set()


@pytest.mark.parametrize(
    ("kind", "field", "forms", "words"),
    [
        ("channel", "respond.within", {"duration"}, set()),
        ("channel", "respond", {"duration", "mapping"}, set()),
        ("channel", "fee", {"money"}, {"none"}),
        ("return", "fee", {"percentage", "money"}, {"none"}),
        ("channel", "queue.mitigation", {"list"},
         {"callback", "position", "estimate", "compensation"}),
        ("approval", "timeout.then", set(), {"grant", "refuse", "escalate"}),
    ],
)  # fmt: skip
def test_short_forms_lists_and_words_count(
    kind: str, field: str, forms: set[str], words: set[str]
) -> None:
    assert field_forms(kind, field) == (forms, words)
