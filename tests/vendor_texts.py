"""Where vendors' files are for tests: samples, files here, real ones, and texts within tests."""

from __future__ import annotations

import ast
import json
import textwrap
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from vendor_files import REAL

if TYPE_CHECKING:
    from collections.abc import Iterator

TESTS = Path(__file__).resolve().parent
EVERY_FIELD = TESTS / "importers" / "every_field"
SAMPLES = TESTS.parent / "sample_policies"
CASES = REAL.parent / "cases"

LARGEST = 400_000
"""How large a file may be to be built many times."""

SHORTEST = 60
"""How long a text within a test is that may be a vendor's file."""


@cache
def list_own_files() -> list[tuple[str, bytes]]:
    """Return the files that hold every field, and the samples, each with its name."""
    return [*_list_files(EVERY_FIELD), *_list_files(SAMPLES)]


@cache
def list_real_files() -> list[tuple[str, bytes]]:
    """Return real files and cases; none where they are not at hand."""
    return [each for folder in (REAL, CASES / "vendor", CASES / "pairs")
            for each in _list_files(folder)]  # fmt: skip


def _list_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.stat().st_size < LARGEST:
            yield file.name, file.read_bytes()


@cache
def list_texts() -> list[tuple[str, bytes]]:
    """Return the texts and the mappings that tests have written down."""
    return [(name, text.encode()) for file in sorted(TESTS.rglob("test_*.py"))
            for name, text in _find_texts(file)]  # fmt: skip


def _find_texts(file: Path) -> Iterator[tuple[str, str]]:
    inner: set[int] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Dict) and id(node) not in inner:
            inner.update(id(each) for each in ast.walk(node))
            if text := _write_json(node):
                yield f"{file.stem}-{node.lineno}.json", text
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = textwrap.dedent(node.value).strip()
            if len(text) >= SHORTEST:
                yield f"{file.stem}-{node.lineno}.{_find_ending(text)}", f"{text}\n"


def _write_json(node: ast.Dict) -> str:
    try:
        return json.dumps(ast.literal_eval(node))
    except (ValueError, TypeError):
        return ""


def _find_ending(text: str) -> str:
    if text[0] in "{[":
        return "json"
    if text[0] == "<":
        return "xml"
    return "tf" if 'resource "' in text else "yaml"
