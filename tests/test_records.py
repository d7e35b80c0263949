"""Named tuples that are quick to define are named tuples."""

from __future__ import annotations

import inspect
import pickle
import types
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


class Other(NamedTuple):
    first: int
    second: int


TURNED = {"__annotations__": {"path": "str", "line": "int"}, "path": "", "__module__": __name__}


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
    assert quick._asdict() == usual._asdict()
    assert (hash(quick), str(quick)) == (hash(usual), str(usual).replace("Usual", "Quick"))
    assert Quick._make(["a.yaml", 3]) == Quick(line=3, path="a.yaml") == ("a.yaml", 3)
    assert Quick.__match_args__ == Usual.__match_args__
    assert str(inspect.signature(Quick)) == "(path: 'str', line: 'int' = 1)"
    assert not hasattr(quick, "__dict__")


def test_those_with_as_many_fields_are_not_mixed_up() -> None:
    assert Other(1, 2).first == 1 and Other(1, 2).second == 2 and Other(second=2, first=1) == (1, 2)
    assert not hasattr(Other, "path")
    assert Other.__doc__ == "Other(first, second)"


def test_what_it_refuses() -> None:
    with pytest.raises(TypeError, match=r"Quick.__new__\(\) missing 1 .* 'path'"):
        Quick()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="Quick has no field 'lines'"):
        Quick("a.yaml")._replace(lines=2)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="Turned: a field without a default follows"):
        types.new_class("Turned", (NamedTuple,), exec_body=lambda space: space.update(TURNED))
    with pytest.raises(AttributeError):
        Quick("a.yaml").path = "b.yaml"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        Quick("a.yaml").other = 1  # type: ignore[attr-defined]


def test_the_records_of_a_run_are_such() -> None:
    assert Report((), (), ()).has_crashed is False
    assert issubclass(Report, tuple)
