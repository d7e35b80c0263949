"""The pages of the documentation: their pieces of code, and cxlint run in a folder."""

from __future__ import annotations

import contextlib
import io
import os
import re
import textwrap
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from cxlint.__main__ import main

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
DOCS = ROOT / "docs"
SAMPLE = "sample_policies/northwind-outfitters"

_FENCE = re.compile(
    r"^(?P<indent> *)```(?P<language>\w*)(?: title=\"(?P<title>[^\"]*)\")?\n"
    r"(?P<body>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)
INLINE = re.compile(r"`(cxlint [^`\n]+)`")
WRITTEN = (
    "README.md",
    *sorted(f"docs/{page.relative_to(DOCS).as_posix()}" for page in DOCS.rglob("*.md")),
)
"""Every page, by its place in the repository."""


class Piece(NamedTuple):
    """A piece of code on a page: where it stands, its language, its title and its text."""

    page: str
    number: int
    language: str
    title: str
    body: str


def text(page: str) -> str:
    """Return the text of a page."""
    return ROOT.joinpath(page).read_text("utf-8")


def pieces(page: str) -> list[Piece]:
    """Return the pieces of code on a page, in their order."""
    found = _FENCE.finditer(text(page))
    return [
        Piece(page, number, m["language"], m["title"] or "", textwrap.dedent(m["body"]))
        for number, m in enumerate(found)
    ]


def everywhere(language: str = "") -> list[Piece]:
    """Return the pieces of all pages, of one language if one is named."""
    found = [piece for page in WRITTEN for piece in pieces(page)]
    return [piece for piece in found if not language or piece.language == language]


def name(piece: Piece) -> str:
    """Return what a test of this piece is called."""
    return f"{piece.page}-{piece.number}"


class Outcome(NamedTuple):
    """What one run of cxlint left behind."""

    returncode: int
    stdout: str
    stderr: str


def cxlint(*arguments: str, folder: Path = ROOT) -> Outcome:
    """Run cxlint in a folder, in this process, 80 columns wide, with nothing of its settings."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GITHUB_", "FORCE_COLOR"))}
    with (
        patch.dict(os.environ, {**kept, "COLUMNS": "80"}, clear=True),
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        code = main(list(arguments))
    return Outcome(code, *(each.buffer.getvalue().decode() for each in (out, err)))
