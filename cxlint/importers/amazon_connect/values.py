"""Where values come from that the blocks of a flow look at: what was set, typed in or looked up.

Source: https://docs.aws.amazon.com/connect/latest/adminguide/connect-attrib-list.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.algorithms.propagation import spread_sets
from cxlint.importers.amazon_connect.block_types import read_mapping, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.importers.amazon_connect.block_types import Block

MOST = 6
"""How many sources of a block are named; beyond, it may be any of them."""

VOICE = "UpdateContactTextToSpeechVoice"
"""The type of block by which all that is said later on is said in another voice or language."""

_REFERENCE = re.compile(r"\$\.([A-Za-z ]+)(?:\.([\w .-]+)|\['([^']+)'\])?")
_SPACES = {
    "external": "InvokeLambdaFunction",
    "lex": "ConnectParticipantWithLexBot",
}
_TYPED_IN = frozenset({"storedcustomerinput", "stored customer input"})
_SET = frozenset({"attributes", "flowattributes", "user defined", "flow"})


def trace_values(blocks: Mapping[str, Block]) -> dict[str, list[str]]:
    """Return, for each block, the ids of those whose values it looks at and that lead to it.

    An attribute that nothing sets before may come from elsewhere: of these nothing is said.
    """
    sources = _list_sources(blocks)
    used = {id_: _list_used(block, sources) for id_, block in blocks.items()}
    wanted = {id_ for ids in used.values() for id_ in ids}
    if not wanted:
        return {}
    before = _list_blocks_before(blocks, wanted)
    found = {id_: [one for one in ids if one in before[id_]] for id_, ids in used.items()}
    return {id_: ids for id_, ids in found.items() if 0 < len(ids) <= MOST}


def _list_sources(blocks: Mapping[str, Block]) -> dict[str, list[str]]:
    """Return the blocks that give a value, by what the value is called."""
    found: dict[str, list[str]] = {}
    for id_, block in blocks.items():
        for name in _list_given(block):
            found.setdefault(name, []).append(id_)
    return found


def _list_given(block: Block) -> Iterator[str]:
    if block.type in ("UpdateContactAttributes", "UpdateFlowAttributes"):
        for key in ("Attributes", "FlowAttributes"):
            yield from (f"set {name}".casefold() for name in read_mapping(block.settings.get(key)))
    elif block.type == "GetParticipantInput":
        if read_text(block.settings.get("StoreInput")).casefold() == "true":
            yield "typed in"
    else:
        yield block.type


def _list_used(block: Block, sources: Mapping[str, list[str]]) -> list[str]:
    names = dict.fromkeys(_list_names(block.settings))
    speaks = any(read_text(block.settings.get(key)) for key in ("Text", "SSML", "PromptText"))
    if speaks and len(sources.get(VOICE, ())) > 1:
        names[VOICE] = None
    ids = (id_ for name in names for id_ in sources.get(name, ()) if id_ != block.id)
    return list(dict.fromkeys(ids))


def _list_names(value: Any) -> Iterator[str]:
    """Yield what the values are called that a setting refers to."""
    if isinstance(value, dict):
        for each in value.values():
            yield from _list_names(each)
    elif isinstance(value, list):
        for each in value:
            yield from _list_names(each)
    elif isinstance(value, str) and "$." in value:
        for space, plain, quoted in _REFERENCE.findall(value):
            yield from _name_value(space.casefold().strip(), (plain or quoted).strip())


def _name_value(space: str, name: str) -> Iterator[str]:
    if space in _TYPED_IN or name.casefold() in _TYPED_IN:
        yield "typed in"
    elif space in _SPACES:
        yield _SPACES[space]
    elif space in _SET:
        yield f"set {name}".casefold()


def _list_blocks_before(blocks: Mapping[str, Block], wanted: set[str]) -> dict[str, frozenset[str]]:
    """Return, for each block, which of the wanted ones some way leads from."""
    ids = list(blocks)
    numbers = {id_: number for number, id_ in enumerate(ids)}
    out = [
        [numbers[branch.target] for branch in blocks[id_].branches if branch.target in numbers]
        for id_ in ids
    ]
    order = sorted(wanted)
    bits = {numbers[id_]: 1 << bit for bit, id_ in enumerate(order)}
    held = spread_sets(out, bits)
    return {
        id_: frozenset(one for bit, one in enumerate(order) if held[numbers[id_]] >> bit & 1)
        for id_ in ids
    }
