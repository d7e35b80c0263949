"""In which syntax a file is written: told by how it begins and, for the rest, by its ending."""

from __future__ import annotations

import re

from cxlint.parsing.file_endings import YAML_ENDINGS, has_ending

SNIFFED = 512
"""How many bytes tell whether a file without a telling name may be a vendor's."""

_FIRST = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*([{\[]|<(?!<))")
_UTF_16 = (b"\xff\xfe<\0", b"\xfe\xff\0<", b"<\0", b"\0<")
_UTF_16_JSON = (b"\xff\xfe{\0", b"\xfe\xff\0{", b"{\0", b"\0{")
_XML = (".xml", ".bpmn", ".flow")


def may_be_foreign(head: bytes) -> bool:
    """Whether a file that begins so may be a vendor's."""
    return bool(_FIRST.match(head)) or head.startswith((*_UTF_16, *_UTF_16_JSON))


def find_syntax(path: str, raw: bytes) -> str:
    """Return json, xml, hcl or yaml, by how a file begins and, for the rest, by its ending."""
    first = _FIRST.match(raw[:SNIFFED])
    if raw.startswith(_UTF_16) or (first and first[1] == b"<"):
        return "xml"
    if raw.startswith(_UTF_16_JSON) and not has_ending(path, (*YAML_ENDINGS, ".tf")):
        return "json"
    if has_ending(path, ".json") or (first and not has_ending(path, (*YAML_ENDINGS, ".tf"))):
        return "json"
    if has_ending(path, _XML):
        return "xml"
    return "hcl" if has_ending(path, ".tf") else "yaml"
