"""Named tuples that are quick to define are named tuples."""

from __future__ import annotations

import pickle
from typing import NamedTuple as Typed

import pytest

from cxlint.linting.model.finding import Report
from cxlint.records import NamedTuple


class Quick(NamedTuple):
    """A place."""

    path: str
    line: int = 1

    @property
    def text(self) -> str:
        return f"{self.path}:{self.line}"

    @classmethod
    def first(cls, path: str) -> Quick:
        return cls(path)


class Usual(Typed):
    """A place."""

    path: str
    line: int = 1


def test_it_is_what_a_named_tuple_of_typing_is() -> None:
    quick, usual = Quick("a.yaml"), Usual("a.yaml")
    assert tuple(quick) == tuple(usual) == ("a.yaml", 1)
    assert Quick._fields == Usual._fields
    assert Quick._field_defaults == Usual._field_defaults
    assert Quick.__doc__ == Usual.__doc__
    assert Quick.__annotations__ == {"path": "str", "line": "int"}
    assert (Quick.__module__, Quick.__qualname__) == (__name__, "Quick")
    assert repr(quick) == "Quick(path='a.yaml', line=1)"
    assert quick._replace(line=2) == ("a.yaml", 2)
    assert quick.text == "a.yaml:1"
    assert Quick.first("b.yaml").path == "b.yaml"
    assert pickle.loads(pickle.dumps(quick)) == quick


def test_what_it_refuses() -> None:
    with pytest.raises(TypeError):
        Quick()  # type: ignore[call-arg]
    with pytest.raises(AttributeError):
        Quick("a.yaml").path = "b.yaml"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        Quick("a.yaml").other = 1  # type: ignore[attr-defined]


def test_the_records_of_a_run_are_such() -> None:
    assert Report((), (), ()).has_crashed is False
    assert issubclass(Report, tuple)
