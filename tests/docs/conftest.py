"""A repository as the pages suppose it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from doc_pages import ROOT, SAMPLE, everywhere

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a folder with samples, one also as policies/, with flows/, and cx-rules/ as shown."""
    shutil.copytree(ROOT / SAMPLE, tmp_path / "policies")
    for folder in (SAMPLE, "sample_policies/harbor-mutual", "sample_policies/brightwave"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copytree(ROOT / "sample_policies" / "flows", tmp_path / "flows")
    for rule in everywhere("yaml"):
        if rule.title.startswith("cx-rules/"):
            file = tmp_path / rule.title
            file.parent.mkdir(exist_ok=True)
            file.write_text(rule.body, encoding="utf-8")
    return tmp_path
