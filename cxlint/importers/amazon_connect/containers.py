"""Where flows of Amazon Connect are found: as they are, in API answers, and in deployments.

CloudFormation and Terraform hold a flow as text, as data, or name the file that has it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.importers.amazon_connect import actions, legacy_modules
from cxlint.importers.amazon_connect.block_types import read_list, read_mapping, read_text
from cxlint.importers.shared.terraform_flows import attribute_text, embedded
from cxlint.parsing.document import Document
from cxlint.parsing.embedded_text import EmbeddedPiece
from cxlint.parsing.hcl_parser import Hcl
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.importers.amazon_connect.block_types import ContactFlow
    from cxlint.importers.policy_sketch import Path, VendorSource
    from cxlint.importers.shared.terraform_flows import AttributeText
    from cxlint.parsing.hcl_parser import HclBlock

RESOURCES = {
    "AWS::Connect::ContactFlow": "",
    "AWS::Connect::ContactFlowModule": "module",
    "aws_connect_contact_flow": "",
    "aws_connect_contact_flow_module": "module",
}
"""The resources that are flows, with their type where the resource says it all."""

_LOGICAL_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z0-9.]+)?")
_NAME_IN_TEXT = re.compile(r"\$\{[^{}]*\}")
_WRAPS = {"ContactFlow": "", "ContactFlowModule": "module"}


class FlowContainer(NamedTuple):
    """A flow, or what is known of one whose text is elsewhere or cannot be read.

    `source` and `place` say where it is told of, `type` and `name` what the wrapping says of it.
    `file` names the file that holds the flow, `refused` says why it could not be read, and `broken`
    that it stands here all the same. `around` are what is around it in its file, from the whole of
    it on, each with its place; `block` is the resource of Terraform that has it.
    """

    source: VendorSource
    place: Any
    flow: ContactFlow | None
    name: str = ""
    type: str = ""
    also: tuple[str, ...] = ()
    file: str = ""
    refused: str = ""
    broken: bool = False
    around: tuple[tuple[Mapping[str, Any], Path], ...] = ()
    block: HclBlock | None = None


def holds_flows(source: Any) -> bool:
    """Whether a parsed file holds a flow, in any of these ways."""
    if isinstance(source, Hcl):
        return any(True for _ in source.resources(*(r for r in RESOURCES if "::" not in r)))
    data = source.data
    if _is_flow(data):
        return True
    if not isinstance(data, dict):
        return False
    if any(
        _wraps_flow(outer) for outer in (data, *(read_mapping(data.get(key)) for key in _WRAPS))
    ):
        return True
    return any(True for _ in _find_resources(data))


def find_flows(source: Any) -> Iterator[FlowContainer]:
    """Yield every flow of a file."""
    if isinstance(source, Hcl):
        yield from _find_terraform(source)
        return
    data = source.data
    if _is_flow(data):
        yield FlowContainer(source, (), _read_flow(data, ()))
        return
    for key, type_ in _WRAPS.items():
        if _wraps_flow(read_mapping(data.get(key))):
            yield _open_wrapper(source, data[key], (key,), type_)
            return
    if _wraps_flow(data):
        yield _open_wrapper(source, data, (), "" if "Type" in data else "module")
        return
    for name, told in _find_resources(data):
        path = ("Resources", name, "Properties")
        inner = read_mapping(told.get("Properties"))
        found = _open_wrapper(source, inner, path, RESOURCES[told["Type"]])
        yield found._replace(also=(*found.also, name))


def _is_flow(data: Any) -> bool:
    return actions.is_flow(data) or legacy_modules.is_flow(data)


def resembles_flow(data: Any) -> bool:
    """Whether it is how flows begin, in either language, or holds blocks as they have them."""
    if not isinstance(data, dict):
        return False
    begins = isinstance(data.get("StartAction"), str) and "Version" in data
    return begins or any(
        isinstance(blocks := data.get(key), list)
        and any(isinstance(each, dict) and keys <= each.keys() for each in blocks)
        for key, keys in _BLOCKS.items()
    )


_BLOCKS = {
    "Actions": {"Identifier", "Type", "Transitions"},
    "modules": {"id", "type", "branches"},
}
"""In both languages of flows, where the blocks stand, and what every block has."""


def _wraps_flow(outer: Mapping[str, Any]) -> bool:
    content = outer.get("Content")
    if isinstance(content, str):
        return all(mark in content for mark in ('"Actions"', '"StartAction"')) or all(
            mark in content for mark in ('"modules"', '"start"', '"branches"')
        )
    return _is_flow(content)


def _find_resources(data: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, told in read_mapping(data.get("Resources")).items():
        if read_text(read_mapping(told).get("Type")) in RESOURCES:
            yield name, told


def _read_flow(data: Any, path: Path) -> ContactFlow:
    if actions.is_flow(data):
        return actions.read_flow(data, path)
    return legacy_modules.read_flow(data, path)


def _open_wrapper(
    source: Document, outer: Mapping[str, Any], path: Path, type_: str
) -> FlowContainer:
    """Return the flow that an API answer or a resource of CloudFormation wraps."""
    name = read_text(outer.get("Name"))
    also = tuple(read_text(outer.get(key)) for key in ("Id", "Arn"))
    type_ = type_ or read_text(outer.get("Type"))
    around = ((read_mapping(source.data), ()), (outer, path)) if path else ((outer, path),)
    found = FlowContainer(source, path, None, name, type_, also, around=around)
    content, at = outer.get("Content"), (*path, "Content")
    while isinstance(content, dict) and "Fn::Sub" in content:
        content, at = content["Fn::Sub"], (*at, "Fn::Sub")
    given: Mapping[str, Any] = {}
    if isinstance(content, list) and content and read_text(content[0]):
        given = read_mapping(content[1]) if len(content) == 2 else {}
        content, at = content[0], (*at, 0)
    if isinstance(content, dict) and _is_flow(content):
        return found._replace(flow=_read_flow(content, at))
    parts, within = _split_parts(content, at)
    if not any(isinstance(part, str) for part in parts):
        return found._replace(place=at, refused="its content is worked out elsewhere")
    text, pieces = _join_parts(source, parts, within)
    return _fill_in(_add_text(found, embedded(source, text, *pieces)), given)


def _fill_in(found: FlowContainer, given: Mapping[str, Any]) -> FlowContainer:
    """Return a flow with what the map of a substitution of CloudFormation gives its names."""
    if found.flow is None or not given:
        return found
    values = {f"${{{name}}}": _write_value(value) for name, value in given.items()}
    blocks = tuple(
        block._replace(settings=_replace_names(block.settings, values))
        for block in found.flow.blocks
    )
    return found._replace(flow=found.flow._replace(blocks=blocks))


def _write_value(value: Any) -> str:
    """Return a value of the map: text as it is, a reference as `${...}`.

    In YAML the short tag for a reference is not kept, only the name it refers to.
    """
    if isinstance(value, str) and not _LOGICAL_NAME.fullmatch(value):
        return value
    return f"${{{_name_reference(value) if isinstance(value, dict) else value}}}"


def _replace_names(value: Any, values: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _replace_names(each, values) for key, each in value.items()}
    if isinstance(value, list):
        return [_replace_names(each, values) for each in value]
    if isinstance(value, str) and "${" in value:
        return _NAME_IN_TEXT.sub(lambda name: values.get(name[0], name[0]), value)
    return value


def _split_parts(content: Any, at: Path) -> tuple[list[Any], list[Path]]:
    """Return the parts of a text with their places: CDK joins it around what is not known yet.

    In YAML the short tag for that is not kept, only what it joins.
    """
    if isinstance(content, str):
        return [content], [at]
    if isinstance(content, dict) and "Fn::Join" in content:
        content, at = content["Fn::Join"], (*at, "Fn::Join")
    if isinstance(content, list) and len(content) == 2 and content[0] == "":
        parts = read_list(content[1])
        return parts, [(*at, 1, number) for number in range(len(parts))]
    return [], []


def _join_parts(
    source: Document, parts: list[Any], places: list[Path]
) -> tuple[str, list[EmbeddedPiece]]:
    """Return the text that the parts make, `${...}` where one is worked out, and its pieces."""
    texts: list[str] = []
    pieces: list[EmbeddedPiece] = []
    reached = 0
    for part, place in zip(parts, places, strict=True):
        text = part if isinstance(part, str) else f"${{{_name_reference(part)}}}"
        if isinstance(part, str):
            pieces.append(EmbeddedPiece(reached, *source.stretch(place)))
        texts.append(text)
        reached += len(text)
    return "".join(texts), pieces


def _name_reference(part: Any) -> str:
    """Return the name of what a reference of CloudFormation means."""
    told = next(iter(part.values()), "") if isinstance(part, dict) else ""
    name = told[0] if isinstance(told, list) and told else told
    return re.sub(r"[^\w.-]", "", name) if isinstance(name, str) else "unknown"


def _add_text(found: FlowContainer, text: AttributeText) -> FlowContainer:
    """Return what was found with the flow that stands there, if it is one."""
    if text.inner is None:
        return found._replace(file=text.file, refused=text.refused, broken=text.broken)
    if not _is_flow(text.inner.data):
        return found._replace(refused="its content is no flow")
    return found._replace(source=text.inner, place=(), flow=_read_flow(text.inner.data, ()))


def _find_terraform(source: Hcl) -> Iterator[FlowContainer]:
    for block in source.resources(*(each for each in RESOURCES if "::" not in each)):
        called, type_ = read_text(block.get("name")), read_text(block.get("type"))
        known = RESOURCES[block.labels[0]] or type_
        label = f"{block.labels[0]}.{block.labels[1]}"
        name = block.labels[1] if "${" in called or not called else called
        place = block.at("name")
        found = FlowContainer(source, place, None, name, known, (label,), block=block)
        if block.get("content") is None:
            file = read_text(block.get("filename"))
            yield found._replace(file=file, refused="it has no content")
        else:
            yield _add_text(found, attribute_text(source, block, "content"))
