"""Amazon Connect's flow language: `Actions`, version 2019-10-30.

Source: https://docs.aws.amazon.com/connect/latest/APIReference/flow-language.html.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.amazon_connect.block_types import (
    MATCH,
    NEXT,
    Block,
    Branch,
    ContactFlow,
    read_list,
    read_mapping,
    read_text,
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


def read_flow(flow: Mapping[str, Any], path: Path) -> ContactFlow:
    """Return the flow that stands at a path."""
    about = read_mapping(flow.get("Metadata"))
    actions = read_mapping(about.get("ActionMetadata"))
    blocks: list[Block] = []
    odd: list[Path] = []
    for number, action in enumerate(flow["Actions"]):
        place = (*path, "Actions", number)
        if (
            isinstance(action, dict)
            and read_text(action.get("Identifier"))
            and read_text(action.get("Type"))
        ):
            blocks.append(
                _read_block(
                    action, read_mapping(actions.get(read_text(action["Identifier"]))), place
                )
            )
        else:
            odd.append(place)
    name, type_ = read_text(about.get("name")), read_text(about.get("type"))
    return ContactFlow(name, type_, read_text(flow["StartAction"]), tuple(blocks), tuple(odd), path)


def _read_block(action: Mapping[str, Any], about: Mapping[str, Any], place: Path) -> Block:
    id_ = read_text(action["Identifier"])
    return Block(
        id=id_,
        type=read_text(action["Type"]),
        name=id_ if about.get("isFriendlyName") is True else "",
        settings=read_mapping(action.get("Parameters")),
        display_names=dict(_read_display_names(about)),
        branches=tuple(
            _read_branches(read_mapping(action.get("Transitions")), (*place, "Transitions"))
        ),
        place=(*place, "Identifier"),
    )


def _read_display_names(about: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the names that people gave to what a block's settings mean, by the setting."""
    for key, value in read_mapping(about.get("parameters")).items():
        inner = read_mapping(value)
        if name := read_text(inner.get("displayName")):
            yield key, name
        for hook, setting in inner.items():
            if name := read_text(read_mapping(setting).get("displayName")):
                yield hook, name


def _read_branches(transitions: Mapping[str, Any], place: Path) -> Iterator[Branch]:
    for number, each in enumerate(read_list(transitions.get("Conditions"))):
        condition, target = (
            read_mapping(read_mapping(each).get("Condition")),
            read_text(read_mapping(each).get("NextAction")),
        )
        if target:
            values = [str(one) for one in read_list(condition.get("Operands"))]
            at = (*place, "Conditions", number, "NextAction")
            value = _describe_condition(read_text(condition.get("Operator")), " or ".join(values))
            yield Branch(MATCH, value, target, at)
    for number, each in enumerate(read_list(transitions.get("Errors"))):
        if target := read_text(read_mapping(each).get("NextAction")):
            event = read_text(read_mapping(each).get("ErrorType"))
            yield Branch(event, "", target, (*place, "Errors", number, "NextAction"))
    if target := read_text(transitions.get("NextAction")):
        yield Branch(NEXT, "", target, (*place, "NextAction"))


_OPERATORS = {
    "NumberGreaterThan": "more than",
    "NumberGreaterOrEqualTo": "at least",
    "NumberLessThan": "less than",
    "NumberLessOrEqualTo": "at most",
    "TextStartsWith": "begins with",
    "TextEndsWith": "ends with",
    "TextContains": "contains",
}


def _describe_condition(operator: str, value: str) -> str:
    return f"{_OPERATORS[operator]} {value}" if operator in _OPERATORS else value
