"""JSON: read at once, and placed only when somebody asks where something stands."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from cxlint.parsing.document import Document
from cxlint.parsing.yaml_builder import MAX_DEPTH, Places, UnreadableText

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]]|[^\s,:{}\[\]"]+', re.DOTALL)
_COLON = re.compile(r"\s*:")
_LONE_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(u[dD][89a-fA-F][\da-fA-F]{2})|.)",
    re.DOTALL,
)


def parse(path: str, text: str) -> Document:
    """Return the document that a JSON text is.

    Halves of characters, which no text can hold, are read as the sign for what is unknown. Raises
    UnreadableText where it is no JSON, nests too deeply, or says a key twice.
    """
    try:
        data = json.loads(
            _replace_lone_surrogates(text),
            object_pairs_hook=_mapping,
            parse_constant=_refuse,
            parse_float=_finite_number,
        )
    except json.JSONDecodeError as error:
        raise _explain_error(text, error) from None
    except RecursionError:
        raise _depth_error() from None
    except _DuplicateKey as twice:
        key = str(twice)
        reason, advice = f"the key '{key}' is said twice in one place", "keep one of the two"
        raise UnreadableText(_find_duplicate(text, key), reason, advice) from None
    except _NotJson as error:
        reason = f"JSON has no such value as {error}"
        raise UnreadableText(_find_word(text, str(error)), reason, "mend the JSON") from None
    except ValueError:
        reason = "a number has thousands of digits"
        raise UnreadableText(_longest_number(text), reason, "write it as text") from None
    if _is_deep(data):
        raise _depth_error()
    return Document(path, text, data, places=lambda: _places(text))


class _DuplicateKey(Exception):
    """A key that is said twice."""


class _NotJson(Exception):
    """A word that Python takes for a number and JSON does not, such as NaN."""


def _explain_error(text: str, error: json.JSONDecodeError) -> UnreadableText:
    """Return what is wrong, in the same words whichever version of Python says it."""
    before = text[: error.pos].rstrip()
    if text.startswith(("//", "/*", "#"), error.pos):
        return UnreadableText(error.pos, "JSON has no comments", "take the comment away")
    if text[error.pos : error.pos + 1] in ("}", "]") and before.endswith(","):
        return _comma_error(len(before) - 1)
    if error.msg.startswith("Illegal trailing comma"):
        return _comma_error(error.pos)
    if not before and text[error.pos :]:
        advice = "if it is YAML, let its name end in .yaml"
        return UnreadableText(error.pos, "it does not begin as JSON does", advice)
    return _explain_gap(text.rstrip(), error)


def _explain_gap(text: str, error: json.JSONDecodeError) -> UnreadableText:
    """Return what is missing, or stands where something else should."""
    if not text:
        return UnreadableText(0, "there is nothing in it", "export the file once more")
    index, reason = error.pos, _REASONS.get(error.msg, f"{error.msg[:1].lower()}{error.msg[1:]}")
    if index >= len(text):
        index, reason = len(text) - 1, _BROKEN_OFF
    return UnreadableText(index, reason, _ADVICE.get(reason, "mend the JSON"))


_BROKEN_OFF = "it breaks off here, and its end is missing"
_OPEN_TEXT = "the text that begins here has no closing quotation mark"
_REASONS = {
    "Unterminated string starting at": _OPEN_TEXT,
    "Expecting property name enclosed in double quotes": "a key in double quotes is missing here",
    "Expecting ':' delimiter": "a colon is missing here",
    "Expecting ',' delimiter": "a comma or a closing bracket is missing before this",
    "Expecting value": "a value is missing here",
    "Extra data": "something stands here behind the end",
    "Invalid control character at": "a text goes on in the next line here, and JSON has none such",
}
"""What Python's reader says, in words for people who do not write JSON."""

_ADVICE = {
    _BROKEN_OFF: "export the file once more, or write what is missing",
    _OPEN_TEXT: "close the text with a quotation mark",
    _REASONS["Expecting ',' delimiter"]: "write the comma, or close the bracket",
    _REASONS["Extra data"]: "take away what stands behind the end",
}


def _comma_error(index: int) -> UnreadableText:
    reason = "nothing follows this comma"
    return UnreadableText(index, reason, "take the comma away")


def _depth_error() -> UnreadableText:
    return UnreadableText(0, f"it nests more than {MAX_DEPTH} levels deep", "flatten it")


def _replace_lone_surrogates(text: str) -> str:
    """Return the text with each escape that is half a character replaced, in the same length."""
    if not _LONE_SURROGATE.search(text):
        return text
    return _ESCAPE.sub(lambda found: "\\ufffd" if found[1] else found[0], text)


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _DuplicateKey(key)
            seen.add(key)
    return found


def _refuse(word: str) -> Any:
    raise _NotJson(word)


def _finite_number(word: str) -> float:
    number = float(word)
    if math.isinf(number):
        raise _NotJson(word)
    return number


def _is_deep(data: Any) -> bool:
    level = [data] if isinstance(data, dict | list) else []
    for _ in range(MAX_DEPTH):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if type(outer) is dict else outer)
            if type(inner) is dict or type(inner) is list
        ]
        if not level:
            return False
    return True


def _find_word(text: str, word: str) -> int:
    """Return where a word stands first."""
    return next((found.start() for found in _TOKEN.finditer(text) if found[0] == word), 0)


def _longest_number(text: str) -> int:
    numbers = (found for found in _TOKEN.finditer(text) if found[0][0] != '"')
    return max(numbers, key=lambda found: len(found[0])).start()


def _find_duplicate(text: str, key: str) -> int:
    """Return where a key is said for the second time in one mapping."""
    open_: list[bool] = []
    for found in _TOKEN.finditer(text):
        word = found[0]
        if word in ("{", "["):
            open_.append(False)
        elif word in ("}", "]"):
            open_.pop()
        elif word[0] == '"' and _COLON.match(text, found.end()) and _token_value(word) == key:
            if open_[-1]:
                return found.start()
            open_[-1] = True
    return 0


def _token_value(word: str) -> Any:
    return json.loads(_replace_lone_surrogates(word))


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
