"""A policy as a person would write it, with the origin of each part."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import yaml

from cxlint.parsing.yaml_scalars import resolve

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.parsing.document import Document

WIDTH = 100
EXAMPLE_WIDTH = 74
INDENT = 4
"""How far in the lines of an entity stand."""

ODD_BREAKS = "\x85\u2028\u2029"
"""What some readers of YAML take for the end of a line, and others do not."""


def policy_text(documents: Sequence[Document], opening: Sequence[str]) -> str:
    """Return the documents as one policy file; `opening` are the sentences it begins with.

    Read again, it says what the documents say.
    """
    blocks = ["\n".join(line for said in opening for line in _remark(said))]
    sections = dict.fromkeys(key for each in documents for key in _data(each))
    for section in sections:
        lines = [f"{section}:"]
        for document in documents:
            lines += _entities(document, section)
        blocks.append("\n".join(lines))
    return "\n\n".join(block for block in blocks if block) + "\n"


def flow_text(value: object) -> str:
    """Return a value as it is written behind a key, on one line."""
    return _dump([value], flow=True)[1:-1]


def example_lines(flow: str) -> list[str]:
    """Return an example that is written on one line, on several where one is too long."""
    from cxlint.parsing.document import parse

    if len(flow) <= EXAMPLE_WIDTH:
        return [flow]
    (document,) = parse("example.yaml", flow.encode())
    short = _dump(document.data, width=EXAMPLE_WIDTH, flow=None).splitlines()
    fits = max(map(len, short)) <= EXAMPLE_WIDTH
    return short if fits else _dump(document.data, width=EXAMPLE_WIDTH).splitlines()


def _data(document: Document) -> dict[str, Any]:
    return document.data if isinstance(document.data, dict) else {}


def _remark(said: str) -> list[str]:
    return textwrap.wrap(said, WIDTH, initial_indent="# ", subsequent_indent="# ")


def _entities(document: Document, section: str) -> Iterator[str]:
    """Yield the lines of a section, each entity below the place it comes from."""
    entities = _data(document).get(section) or {}
    listed = isinstance(entities, list)
    for key, data in enumerate(entities) if listed else entities.items():
        yield f"  # {' '.join(document.path.split())}:{_origin(document, (section, key))}"
        yield from (f"  {line}" for line in _entity(data if listed else {key: data}, listed=listed))


def _origin(document: Document, address: tuple[str, str | int]) -> str:
    """Return the line that an entity comes from; of a text of one line, the column as well."""
    span = document.span(address)
    one = len(document.lines.starts()) == 1 or not document.lines.line(2)
    return f"{span.line}:{span.column}" if one else f"{span.line}"


def _entity(data: Any, *, listed: bool) -> list[str]:
    """Return an entity on one line where it fits, else with a line for each thing it says."""
    if listed:
        one = f"- {_dump(data, flow=True)}"
        if _fits(one):
            return [one]
        first, *rest = _statement_lines(data)
        return [f"- {first}", *(f"  {line}" for line in rest)]
    ((id_, inner),) = data.items()
    name = _dump(id_, flow=True)
    one = f"{name}: {_dump(inner, flow=True)}"
    if _fits(one) or inner == {}:
        return [one]
    if not isinstance(inner, dict):  # hours, which a schedule may be
        return _dump(data).splitlines()
    return [f"{name}:", *(f"  {line}" for line in _statement_lines(inner))]


def _statement_lines(data: dict[str, Any]) -> list[str]:
    """Return what an entity says, each thing on one line where it fits."""
    lines = []
    for key, value in data.items():
        one = f"{key}: {_dump(value, flow=True)}"
        if _fits(one):
            lines.append(one)
        elif isinstance(value, list):
            lines += [f"{key}:", *(f"  - {_dump([item], flow=True)[1:-1]}" for item in value)]
        else:
            lines += _dump({key: value}).splitlines()
    return lines


def _fits(line: str) -> bool:
    return len(line) <= WIDTH - INDENT and "\n" not in line


def _dump(data: Any, *, flow: bool | None = False, width: int = 0) -> str:
    """Return data as YAML: on one line, in blocks, or (None) with the innermost on one line."""
    text: str = yaml.dump(
        data,
        Dumper=_Dumper,
        default_flow_style=flow,
        allow_unicode=True,
        sort_keys=False,
        width=width or (10**6 if flow else WIDTH - 2 * INDENT),
    )
    return text.removesuffix("\n").removesuffix("\n...")


class _Dumper(yaml.SafeDumper):
    """PyYAML's writer, which quotes what YAML 1.1 would misread; here 1.2 is read."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write everything out: people do not look for anchors."""
        del data
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """Return a text so that it is read as a text: what looks like something else in quotes."""
    odd = resolve(text) != text or any(sign in text for sign in ODD_BREAKS)
    style = '"' if odd else "|" if "\n" in text.strip() else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
