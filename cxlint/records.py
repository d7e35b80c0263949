"""Named tuples that cost less to set up than those of `typing`, which compiles each annotation.

A start of cxlint defines some fifty of them with two hundred and fifty fields; for each field,
`typing.NamedTuple` compiles the text of its annotation, which takes a twentieth of the time that
linting a small file takes. Type checkers see `typing.NamedTuple`.
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple
else:

    class _RecordType(type):
        """Makes a class with annotations a named tuple, with the methods that the class has."""

        def __new__(mcs, name: str, bases: tuple[type, ...], space: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(mcs, name, bases, space)
            fields = space.get("__annotations__", {})
            defaults = [space[field] for field in fields if field in space]
            record = namedtuple(  # noqa: PYI024 - this is what makes the typed ones here
                name, fields, defaults=defaults, module=space["__module__"]
            )
            record.__annotations__ = record.__new__.__annotations__ = fields
            for key, value in space.items():
                if key not in fields and key not in ("__annotations__", "__classcell__"):
                    setattr(record, key, value)
                    if hasattr(value, "__set_name__"):
                        value.__set_name__(record, key)
            return record

    class NamedTuple(metaclass=_RecordType):
        """What `typing.NamedTuple` is to a class with annotations."""
