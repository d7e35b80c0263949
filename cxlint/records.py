"""Named tuples that cost less to set up than those of `typing`, which compiles each annotation.

A start of cxlint defines some hundred of them with five hundred fields. For each field,
`typing.NamedTuple` compiles the text of its annotation, and for each class, `namedtuple` compiles
what makes one; together they would take a tenth of the time that linting a small file takes. Here
this is compiled once for all classes with as many fields. Type checkers see `typing.NamedTuple`.
"""

from __future__ import annotations

from collections import namedtuple
from functools import lru_cache
from types import FunctionType
from typing import TYPE_CHECKING, Any

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import NamedTuple, Self
else:

    class _Record(tuple):
        """What all named tuples here can do."""

        __slots__ = ()
        _fields: tuple[str, ...] = ()
        _field_defaults: Mapping[str, Any] = {}

        @classmethod
        def _make(cls, values: Iterable[Any]) -> Self:
            return cls(*values)

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def _replace(self, /, **changes: Any) -> Self:
            values = map(changes.pop, self._fields, self)
            changed = tuple.__new__(type(self), values)
            if changes:
                unknown = next(iter(changes))
                raise TypeError(f"{type(self).__name__} has no field '{unknown}'")
            return changed

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)

        def __repr__(self) -> str:
            fields = ", ".join(f"{field}={value!r}" for field, value in self._asdict().items())
            return f"{type(self).__name__}({fields})"

    @lru_cache(maxsize=64)
    def _pattern(count: int) -> tuple[FunctionType, list[Any]]:
        """What makes a named tuple of so many fields, and what reads each of them."""
        names = [f"field{number}" for number in range(count)]
        pattern = namedtuple("pattern", names)  # noqa: PYI024 - the names are nobody's
        return pattern.__new__, [vars(pattern)[name] for name in names]

    class _RecordType(type):
        """Makes a class with annotations a named tuple, with the methods that the class has."""

        def __new__(mcs, name: str, bases: tuple[type, ...], space: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(mcs, name, bases, space)
            annotations = space.get("__annotations__", {})
            fields = tuple(annotations)
            defaults = {field: space[field] for field in fields if field in space}
            if defaults.keys() != {*fields[len(fields) - len(defaults) :]}:
                raise TypeError(f"{name}: a field without a default follows one that has one")
            make, readers = _pattern(len(fields))
            code = make.__code__.replace(co_varnames=("_cls", *fields))
            new = FunctionType(code, make.__globals__, "__new__", tuple(defaults.values()))
            new.__annotations__, new.__qualname__ = annotations, f"{name}.__new__"
            return type(
                name,
                (_Record,),
                {
                    "__doc__": f"{name}({', '.join(fields)})",
                    **space,
                    **dict(zip(fields, readers, strict=True)),
                    "__slots__": (),
                    "__new__": new,
                    "__match_args__": fields,
                    "_fields": fields,
                    "_field_defaults": defaults,
                },
            )

    class NamedTuple(metaclass=_RecordType):
        """What `typing.NamedTuple` is to a class with annotations."""
