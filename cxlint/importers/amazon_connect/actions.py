"""Amazon Connect's flow language: `Actions`, version 2019-10-30.

Source: https://docs.aws.amazon.com/connect/latest/APIReference/flow-language.html.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.amazon_connect.block_types import (
    MATCH,
    NEXT,
    Block,
    Plan,
    Way,
    rows,
    table,
    word,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.importers.policy_sketch import Path


def is_flow(data: Any) -> bool:
    """Whether it is a flow of this language."""
    return (
        isinstance(data, dict)
        and isinstance(data.get("Actions"), list)
        and isinstance(data.get("StartAction"), str)
        and isinstance(data.get("Version"), str)
    )


def plan(flow: Mapping[str, Any], path: Path) -> Plan:
    """Return the flow that stands at a path."""
    about = table(flow.get("Metadata"))
    shown = table(about.get("ActionMetadata"))
    blocks: list[Block] = []
    odd: list[Path] = []
    for number, action in enumerate(flow["Actions"]):
        place = (*path, "Actions", number)
        if isinstance(action, dict) and word(action.get("Identifier")) and word(action.get("Type")):
            blocks.append(_block(action, table(shown.get(word(action["Identifier"]))), place))
        else:
            odd.append(place)
    name, type_ = word(about.get("name")), word(about.get("type"))
    return Plan(name, type_, word(flow["StartAction"]), tuple(blocks), tuple(odd), path)


def _block(action: Mapping[str, Any], about: Mapping[str, Any], place: Path) -> Block:
    id_ = word(action["Identifier"])
    return Block(
        id=id_,
        type=word(action["Type"]),
        called=id_ if about.get("isFriendlyName") is True else "",
        settings=table(action.get("Parameters")),
        shown=dict(_shown(about)),
        ways=tuple(_ways(table(action.get("Transitions")), (*place, "Transitions"))),
        place=(*place, "Identifier"),
    )


def _shown(about: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the names that people gave to what a block's settings mean, by the setting."""
    for key, value in table(about.get("parameters")).items():
        inner = table(value)
        if called := word(inner.get("displayName")):
            yield key, called
        for hook, told in inner.items():
            if called := word(table(told).get("displayName")):
                yield hook, called


def _ways(transitions: Mapping[str, Any], place: Path) -> Iterator[Way]:
    for number, each in enumerate(rows(transitions.get("Conditions"))):
        condition, target = table(table(each).get("Condition")), word(table(each).get("NextAction"))
        if target:
            values = [str(one) for one in rows(condition.get("Operands"))]
            at = (*place, "Conditions", number, "NextAction")
            told = _told(word(condition.get("Operator")), " or ".join(values))
            yield Way(MATCH, told, target, at)
    for number, each in enumerate(rows(transitions.get("Errors"))):
        if target := word(table(each).get("NextAction")):
            event = word(table(each).get("ErrorType"))
            yield Way(event, "", target, (*place, "Errors", number, "NextAction"))
    if target := word(transitions.get("NextAction")):
        yield Way(NEXT, "", target, (*place, "NextAction"))


_OPERATORS = {
    "NumberGreaterThan": "more than",
    "NumberGreaterOrEqualTo": "at least",
    "NumberLessThan": "less than",
    "NumberLessOrEqualTo": "at most",
    "TextStartsWith": "begins with",
    "TextEndsWith": "ends with",
    "TextContains": "contains",
}


def _told(operator: str, value: str) -> str:
    return f"{_OPERATORS[operator]} {value}" if operator in _OPERATORS else value
