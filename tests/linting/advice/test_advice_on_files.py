"""Advice on the three organizations, made in copies of their files and judged by a fresh run."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from cxlint.cli import session
from cxlint.linting.advice.edits import apply_edits
from cxlint.linting.advice.ranking import advise
from cxlint.linting.run import engine

ROOT = Path(__file__).parents[3]
DAY = datetime.date(2026, 11, 20)


def write_copies(documents, root: Path, folder: Path) -> None:
    """Write documents as JSON, which is YAML, where their files lie in the policy."""
    texts: dict[Path, list[str]] = {}
    for each in documents:
        file = folder / Path(ROOT / each.path).relative_to(root)
        texts.setdefault(file, []).append(json.dumps(each.data))
    for file, parts in texts.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n---\n".join(parts), encoding="utf-8")


def judge(folder: Path) -> dict[str, str]:
    """Return what stands in a folder, by fingerprint, with its severity."""
    asked = session.request((folder,), config_file=None, today=DAY, cached=False)
    found = engine.lint(asked._replace(folded=False)).findings
    return {each.fingerprint: each.severity for each in found if each.status == "new"}


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["brightwave", "harbor-mutual", "northwind-outfitters"])
def test_each_change_does_in_the_files_what_it_promises(name, tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    root = Path("sample_policies") / name
    asked = session.request((root,), config_file=None, today=DAY, cached=False)
    reading = engine.read(asked)
    documents = reading.policy.documents
    advice = advise(asked, reading, 20).advice
    assert len(advice) >= 3
    write_copies(documents, ROOT / root, tmp_path / "p")
    before = judge(tmp_path / "p")
    for each in advice:
        with apply_edits(each.proposal.edits):
            write_copies(documents, ROOT / root, tmp_path / "p")
        after = judge(tmp_path / "p")
        assert not {found.fingerprint for found in each.cleared} & after.keys()
        grave = {key for key, severity in after.items() if severity != "info"}
        assert grave <= before.keys(), each.proposal.text
