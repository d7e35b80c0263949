"""Links between pages work where the repository is read, and its address is the same everywhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from doc_pages import ROOT, WRITTEN, text

from cxlint.reporting.formats import sarif_rules
from docs.website import assembly

LINK = re.compile(r"\]\((?!https?://)([^)\s]+)\)")
FENCED = re.compile(r"^ *(`{3,})[^\n]*\n.*?^ *\1$", re.MULTILINE | re.DOTALL)


def anchors(page: str) -> set[str]:
    """Return the anchors of the headings of a page, as code hosts and the site make them."""
    heads = re.findall(r"^#+ (.*)$", FENCED.sub("", page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head).strip().lower().replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", [*WRITTEN, "CONTRIBUTING.md"])
def test_every_link_leads_to_a_file_and_a_heading(page: str) -> None:
    here = (ROOT / page).parent
    for target in LINK.findall(FENCED.sub("", text(page))):
        path, _, anchor = target.partition("#")
        meant = (here / path).resolve() if path else ROOT / page
        assert meant.exists(), target
        assert not anchor or anchor in anchors(meant.read_text("utf-8")), target


def test_the_guide_for_contributors_is_linked_to_at_the_root() -> None:
    assert "](docs/contributing.md)" in text("CONTRIBUTING.md")


def test_the_address_of_the_repository_is_the_same_everywhere() -> None:
    home = sarif_rules.HOME
    assert assembly.repository_address() == home
    for page in (*WRITTEN, "action.yml", "mkdocs.yml"):
        for said in re.findall(r"https://github\.com/cxlint/[\w.-]*", text(page)):
            assert said == home, page
        for said in re.findall(r"uses: ([\w-]+/[\w-]*cxlint[\w-]*)@", text(page)):
            assert home.endswith(said), page
    raw = home.replace("github.com", "raw.githubusercontent.com")
    for schema in ROOT.joinpath("schemas").glob("*.json"):
        said = json.loads(schema.read_text("utf-8"))["$id"]
        assert said == f"{raw}/main/schemas/{schema.name}"
    assert f"{raw}/main/schemas/policy.schema.json" in text("docs/configuration.md")


def test_the_code_says_the_address_once() -> None:
    code = [file.read_text("utf-8") for file in Path(ROOT / "cxlint").rglob("*.py")]
    assert sum(each.count(sarif_rules.HOME) for each in code) == 1
