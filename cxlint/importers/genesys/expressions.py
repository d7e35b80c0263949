"""What Genesys Architect says, names and waits for: literals, expressions, prompts, durations."""

from __future__ import annotations

import re
from typing import Any

_PART = re.compile(
    r'"(?P<text>(?:[^"\\]|\\.)*)"|(?P<call>[A-Za-z_][\w.]*)\s*\(|(?P<name>[A-Za-z_][\w.]*)'
    r"|(?P<sign>[()])|(?P<test>==|!=|<=|>=|<|>)",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_FIND_QUEUE = re.compile(r'\s*FindQueue\(\s*"([^"\\]+)"\s*\)\s*')
_TOKEN = re.compile(r"\{\{[^{}]*\}\}|[$%]\{[^{}]*\}|<[^<>\s]+>")

PASSED_ON = frozenset({
    "Append", "AudioPlaybackOptions", "Lower", "ToAudio", "ToAudioTTS", "ToCommunication",
    "ToDisplayString", "ToPhrase", "ToString", "Trim", "Upper",
})  # fmt: skip
"""Functions that hand on the texts they are given."""

SILENT = {"If": " ", "ToAudioBlank": ""}
"""Functions of which nothing is heard. `If` stands where a space is put between two texts."""

WORDS = frozenset({"true", "false", "and", "or", "not", "NOT_SET"})

UNITS = {"days": "day", "hours": "hour", "minutes": "minute", "seconds": "second"}


def read_text(value: Any) -> str | None:
    """Return what customers hear or read there, or None where it is nothing.

    What is not known before it is said, such as a variable or a recording, stands as `${...}`.
    """
    if isinstance(value, str):
        return value.strip() or None
    if not isinstance(value, dict):
        return None
    for key in ("tts", "lit", "text", "defaultAudio"):
        if (inner := value.get(key)) is not None:
            return read_text(inner) if isinstance(inner, str | dict) else None
    for key in ("var", "prompt"):
        if isinstance(name := value.get(key), str):
            return f"${{{name}}}"
    if isinstance(expression := value.get("exp"), str):
        return read_expression(expression)
    first = next(iter(value.values()), None)  # one text for each language
    return first.strip() or None if isinstance(first, str) else None


def read_expression(expression: str) -> str | None:
    """Return the text that an expression makes, its unknown parts as `${...}`."""
    parts: list[str] = []
    hidden = depth = 0  # hidden: how deep the call stands whose inside is not heard
    for found in _PART.finditer(expression):
        sort = found.lastgroup
        if sort == "test" and not hidden:
            return f"${{{expression.strip()}}}"
        if sort == "call":
            depth += 1
            if not hidden and (name := found["call"]) not in PASSED_ON:
                hidden = depth
                parts.append(SILENT.get(name, f"${{{name}}}"))
        elif sort == "sign":
            depth += 1 if found["sign"] == "(" else -1
            hidden = hidden if depth >= hidden else 0
        elif not hidden and sort == "text":
            parts.append(_ESCAPED.sub(r"\1", found["text"].replace("\\n", " ")))
        elif not hidden and sort == "name" and found["name"] not in WORDS:
            parts.append(f"${{{found['name']}}}")
    return " ".join("".join(parts).split()) or None


def read_name(value: Any) -> str:
    """Return the name of what a setting points to: a queue, a user, a number, a flow."""
    if isinstance(value, str):
        return value.strip()
    if not isinstance(value, dict):
        return ""
    for key in ("lit", "name", "var"):
        if (inner := value.get(key)) is not None:
            return read_name(inner)
    expression = value.get("exp")
    if not isinstance(expression, str):
        return ""
    found = _FIND_QUEUE.fullmatch(expression)
    return found[1] if found else expression.strip()


def read_duration(value: Any) -> str | None:
    """Return a literal duration as people write it, or None."""
    inner = value.get("lit") if isinstance(value, dict) else None
    if not isinstance(inner, dict):
        return None
    parts = [
        f"{number} {unit if number == 1 else f'{unit}s'}"
        for key, unit in UNITS.items()
        if _is_count(number := inner.get(key))
    ]
    return " ".join(parts) or None


def read_count(value: Any) -> int | None:
    """Return a literal number of times, or None."""
    inner = value.get("lit") if isinstance(value, dict) else None
    return inner if _is_count(inner) else None


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**6


def is_placeholder(text: str) -> bool:
    """Whether a text is nothing but a place for another."""
    return bool(_TOKEN.fullmatch(text.strip()))
