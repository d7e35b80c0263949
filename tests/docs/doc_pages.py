"""The pages of the documentation: their pieces of code, and cxlint run in a folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import NamedTuple

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


def environment() -> dict[str, str]:
    """Return what commands are run with: 80 columns, and nothing of the machine's settings."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GITHUB_", "FORCE_COLOR"))}
    return {**kept, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT)}


def cxlint(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run cxlint in a folder."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "cxlint", *arguments],
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
