"""What the settings of Amazon Connect's blocks say to people: words, names and times."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.importers.amazon_connect.block_types import read_mapping, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.importers.amazon_connect.block_types import Block

_TAG = re.compile(r"<[^<>]*>")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_NOT_TEXT = re.compile(r"(?:\$\.[\w.\[\]'\"-]+|\$\{[^{}]*\}|[\s.,;:!?>_-])*\Z")
_LOOKUP = re.compile(r"\$\.(?:[\w ]+\.)*([\w -]+)")
_PLACEHOLDER = re.compile(r"\$\{([^{}]*)\}|\{\{([^{}]*)\}\}")
_IN_PLACEHOLDER = re.compile(r"[\"']([^\"']+)[\"']|([A-Za-z][\w. -]*)")
_NO_NAMES = frozenset(
    [
        "arn",
        "contactflowarn",
        "contactflows",
        "data",
        "flows",
        "id",
        "local",
        "module",
        "modules",
        "queues",
        "self",
        "var",
    ]
)
_DIGITS = re.compile(r"[0-9*#]+")
_NUMBER = re.compile(r"[0-9]{1,6}")

MOST_LOOPS = 100
"""How often a Loop block goes round at most, whatever its count is worked out to be."""


def name_block(block: Block) -> str:
    """Return what people call a block: its own name, or its type with the beginning of its id."""
    if block.name:
        return block.name
    return f"{block.type} {block.id[:8]}" if _UUID.fullmatch(block.id) else block.id


def find_text(block: Block) -> tuple[str, str]:
    """Return what customers hear or read at a block, and the setting that says it; or nothing.

    Of what is looked up when the flow runs, and of a recording, that is `${its name}`.
    """
    for key in ("Text", "SSML", "PromptText"):
        text = read_text(block.settings.get(key))
        plain = " ".join(_TAG.sub(" ", text).split()) if text.startswith("<") else text
        if (lookup := _LOOKUP.fullmatch(plain)) is not None:
            return f"${{{lookup[1].replace('_', ' ')}}}", key
        if plain:
            return plain, key
    recording = block.display_names.get("PromptId") or block.display_names.get("AudioPrompt")
    for key in ("PromptId", "AudioPrompt", "Media"):
        if block.settings.get(key):
            return f"${{{recording or 'a recording'}}}", key
    return "", ""


def read_seconds(value: object) -> str:
    """Return a number of seconds as a duration, or nothing where it is none."""
    text = str(value).strip()
    return f"{int(text)}s" if _NUMBER.fullmatch(text) and int(text) else ""


def read_loop_count(value: object) -> int:
    """Return how often a loop goes round, at most."""
    text = str(value).strip()
    return min(int(text), MOST_LOOPS) if _NUMBER.fullmatch(text) else MOST_LOOPS


def read_keys(value: str) -> str:
    """Return the keys of the telephone that a value is, or nothing."""
    return value if _DIGITS.fullmatch(value) else ""


def find_constants(blocks: Mapping[str, Block]) -> dict[str, str]:
    """Return the attributes to which a flow gives one value only, by their name."""
    values_by_name: dict[str, set[str]] = {}
    for block in blocks.values():
        for name, value in _read_attributes(block):
            values_by_name.setdefault(name.casefold(), set()).add(value)
    return {name: next(iter(values)) for name, values in values_by_name.items() if len(values) == 1}


def _read_attributes(block: Block) -> Iterator[tuple[str, str]]:
    if block.type in ("UpdateContactAttributes", "UpdateFlowAttributes"):
        for key in ("Attributes", "FlowAttributes"):
            for name, value in read_mapping(block.settings.get(key)).items():
                yield name, read_text(read_mapping(value).get("Value") or value)


def list_names(reference: str, shown: str, known: Mapping[str, str]) -> list[str]:
    """Return the words by which something that a reference means may be known, best last.

    References are ARNs, ids, `$.Attributes.name` and `${...}`: of the last, what is named inside.
    """
    if reference.startswith("$."):
        reference = known.get(reference.rpartition(".")[2].casefold(), reference)
    words = [reference] if reference else []
    inside = [first or second for first, second in _PLACEHOLDER.findall(reference)]
    last = reference.rpartition("/")[2]
    if inside and ("{" in last or "{" in reference.rpartition(":")[2]):
        words += [
            each
            for found in _IN_PLACEHOLDER.findall(inside[-1])
            for each in _split_placeholder(found[0] or found[1])
        ]
    elif reference.startswith("$."):
        words.append(reference.rpartition(".")[2])
    elif "/" in reference and "{" not in last:
        words.append(last)
    if shown:
        words.append(shown)
    return words


def _split_placeholder(text: str) -> list[str]:
    """Return a name out of a placeholder, and what of it is the resource's."""
    text = text.strip()
    if text.startswith("aws_connect_"):
        return [".".join(text.split(".")[:2])]
    parts = [each for each in text.split(".") if each.casefold() not in _NO_NAMES]
    return [each for each in dict.fromkeys([text, *parts]) if len(each) > 1]


def find_name(reference: str, shown: str, known: Mapping[str, str]) -> str:
    """Return the name of a queue or flow as people know it; "" where it is worked out later."""
    words = list_names(reference, shown, known)
    if shown:
        return shown
    if not words or words[0].startswith("$.") or "{" in words[-1]:
        return ""
    last = words[-1].rpartition("/")[2]
    return last[:8] if _UUID.fullmatch(last) else last
