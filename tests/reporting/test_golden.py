"""Every format, whole, as it was last agreed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from made_reports import clean, crashed, nasty, usual

from cxlint.reporting import FORMATS, View, render

if TYPE_CHECKING:
    from collections.abc import Callable

ENDINGS = {
    "text": "txt", "json": "json", "jsonl": "jsonl", "sarif": "sarif", "github": "github.txt",
    "gitlab": "gitlab.json", "junit": "xml", "markdown": "md",
}  # fmt: skip
REPORTS = {"usual": usual, "clean": clean, "crashed": crashed, "nasty": nasty}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", REPORTS)
def test_report(form: str, name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"{name}.{ENDINGS[form]}", render(form, REPORTS[name]()))


def test_colours(golden: Callable[[str, str], None]) -> None:
    golden("coloured.txt", render("text", usual(), View(color=True)))
