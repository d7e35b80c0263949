"""The pages of obligations in docs/law are those of today; rewrite them by --rewrite-golden."""

from pathlib import Path

import pytest

from cxlint.reporting.law import markdown_pages
from tests.law.judging import obligations

DOCS = Path(__file__).parents[2] / "docs" / "law"
BY_HAND = {"README.md"}


def test_each_obligation_has_its_page(request: pytest.FixtureRequest) -> None:
    today = dict(markdown_pages.pages(obligations()))
    kept = {file.name: file for file in DOCS.glob("*.md") if file.name not in BY_HAND}
    if request.config.getoption("--rewrite-golden"):
        for name in kept.keys() - today.keys():
            kept[name].unlink()
        for name, text in today.items():
            DOCS.joinpath(name).write_text(text, encoding="utf-8")
        kept = {name: DOCS / name for name in today}
    stale = [name for name, file in kept.items() if file.read_text("utf-8") != today.get(name)]
    assert (sorted(stale), sorted(today.keys() - kept.keys())) == ([], [])
