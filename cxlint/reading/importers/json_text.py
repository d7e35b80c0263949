"""JSON: read at once, and placed only when somebody asks where something stands."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from cxlint.reading.building import MAX_DEPTH, Places, Refused
from cxlint.reading.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]]|[^\s,:{}\[\]"]+', re.DOTALL)
_STRICT = "JSON has no such value"


def parse(path: str, text: str) -> Document:
    """Return the document that a JSON text is.

    Raises Refused where it is no JSON, nests too deeply, or says a key twice.
    """
    try:
        data = json.loads(text, object_pairs_hook=_mapping, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise Refused(
            error.pos, f"{error.msg[:1].lower()}{error.msg[1:]}", "mend the JSON"
        ) from None
    except RecursionError:
        raise Refused(0, "it nests too deeply", "flatten it") from None
    except _Twice as twice:
        key = str(twice)
        reason, advice = f"the key '{key}' is said twice in one place", "keep one of the two"
        raise Refused(_second(text, key), reason, advice) from None
    except ValueError as error:  # numbers of thousands of digits
        raise Refused(0, str(error), "mend the JSON") from None
    if _is_deep(data):
        raise Refused(0, f"it nests more than {MAX_DEPTH} levels deep", "flatten it")
    return Document(path, text, data, places=lambda: _places(text))


class _Twice(Exception):
    """A key that is said twice."""


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        raise _Twice(next(key for key, _ in pairs if key in seen or seen.add(key)))  # type: ignore[func-returns-value]
    return found


def _refuse_constant(word: str) -> Any:
    raise ValueError(f"{_STRICT} as {word}")


def _is_deep(data: Any) -> bool:
    level = [data]
    for _ in range(MAX_DEPTH):
        level = (
            [
                inner
                for outer in level
                for inner in (outer.values() if isinstance(outer, dict) else outer)
                if isinstance(inner, dict | list)
            ]
            if isinstance(data, dict | list)
            else []
        )
        if not level:
            return False
    return True


def _second(text: str, key: str) -> int:
    """Return where a key is said for the second time in one mapping."""
    open_: list[set[str]] = []
    before = ""
    for word, start in _tokens(text):
        if word == "{":
            open_.append(set())
        elif word == "}":
            open_.pop()
        elif word[0] == '"' and open_ and before in "{,}]" and json.loads(word) == key:
            if key in open_[-1]:
                return start
            open_[-1].add(key)
        before = word
    return 0


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    for found in _TOKEN.finditer(text):
        yield found[0], found.start()


def _places(text: str) -> Places:
    """Return where each node of a sound JSON text begins and ends, as the YAML reader counts."""
    places = Places()
    starts, ends = places.starts, places.ends
    open_: list[int] = []
    for found in _TOKEN.finditer(text):
        first = text[found.start()]
        if first in "}]":
            ends[open_.pop()] = found.end()
            continue
        if first in "{[":
            open_.append(len(starts))
        starts.append(found.start())
        ends.append(found.end())
    return places
