"""Vendors' files for tests: from text, or real ones, read as the command reads them."""

from __future__ import annotations

import textwrap
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policies import TODAY

from cxlint.importers.cross_references import join_documents
from cxlint.linting.config import config, config_files
from cxlint.linting.rules import loader
from cxlint.linting.run import engine
from cxlint.policy import linker
from cxlint.policy.file_contents import understood

if TYPE_CHECKING:
    from cxlint.importers.policy_sketch import Path as Address
    from cxlint.linting.model.finding import Finding
    from cxlint.parsing.document import Document
    from cxlint.policy.policy import Policy

REAL = Path(__file__).resolve().parents[2] / "shared" / "real"
AT_LEAST_MAPPED = 0.95


def real(folder: str) -> list[Path]:
    """Return the real files of a folder; none where they are not at hand."""
    return sorted(each for each in (REAL / folder).glob("*") if each.is_file())


def made_of(files: dict[str, str | bytes], *, named: bool = True) -> list[Document]:
    """Return the documents that files make, by their names, once they are joined."""
    found = [
        document
        for path, text in files.items()
        for document in understood(path, _bytes(text), {}, named=named)
    ]
    return join_documents(found)


def _bytes(text: str | bytes) -> bytes:
    return textwrap.dedent(text).encode() if isinstance(text, str) else text


def data(name: str, text: str | bytes) -> dict[str, Any]:
    """Return what one file becomes, with nothing wrong in it as a policy."""
    (made,) = made_of({name: text})
    assert made.problems == []
    assert complaints([made]) == []
    found: dict[str, Any] = made.data
    return found


def complaints(documents: list[Document]) -> list[tuple[str, Any]]:
    """Return what is wrong with documents as a policy, beside what was left out."""
    return [(each.rule, each.facts) for each in policy(documents).problems
            if each.rule != "left-out"]  # fmt: skip


def policy(documents: list[Document]) -> Policy:
    """Return the policy that documents make."""
    return linker.assemble(documents, TODAY)


def position(document: Document, *address: str | int) -> tuple[int, int]:
    """Return line and column of a part of what a file became."""
    where: Address = address
    span = document.span(where)
    return span.line, span.column


def left_out(documents: list[Document]) -> list[str]:
    """Return what was left out, in words."""
    return [
        what
        for document in documents
        for problem in document.problems
        if problem.rule == "left-out"
        for what in problem.facts["what"]  # type: ignore[attr-defined]
    ]


def mapped(files: list[Path]) -> float:
    """Return the share of the elements of files that are mapped."""
    from cxlint.importers.policy_sketch import Names

    seen = left = 0
    for file in files:
        for each in understood(file.name, file.read_bytes(), {}):
            if each.foreign is not None:
                for sketch in each.foreign.read(each.foreign.source, Names()):
                    seen += sketch.seen
                    left += len(sketch.left)
    return 1 - left / seen


@cache
def _rules() -> Any:
    return loader.load()


def findings(*paths: Path) -> list[Finding]:
    """Return what cxlint finds in files, or in folders of them."""
    raw = config_files.read(None)
    found = engine.lint(
        engine.Request(
            paths=paths,
            start=paths[0].parent,
            config=config.build_config(raw, _rules(), paths[0].parent),
            rules=_rules(),
            chosen=frozenset(_rules()),
            today=TODAY,
            baseline=None,
        )
    )
    return list(found.findings)


def judge(files: dict[str, str], chosen: frozenset[str]) -> list[Finding]:
    """Return what some rules find in files, given by their names."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            (Path(folder) / name).write_text(textwrap.dedent(text))
        return [each for each in findings(Path(folder)) if each.rule.id in chosen]
