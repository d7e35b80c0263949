"""What the pages show of cxlint's output is what it prints today, and generated pages are fresh.

`pytest --rewrite-golden tests/docs` writes all of it anew.
"""

from __future__ import annotations

import re
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from doc_pages import README, ROOT, SAMPLE, cxlint, pieces, text

from cxlint.parsing.file_endings import VENDOR_ENDINGS, YAML_ENDINGS
from cxlint.reporting.journeys.columns import COLUMNS
from cxlint.reporting.journeys.staffing import SUBJECTS
from docs.website import language

if TYPE_CHECKING:
    from collections.abc import Callable

CIRCLE = "stores/stores.yaml:64:"
"""One circle through four files of three departments: what the first page shows."""
EXPLAINED = "finance/approvals.yaml:6:"
"""A finding in which each kind of line occurs: what is explained line by line."""
LINES = (
    "at ", "the way there ", "see also ", "what follows ", "concerns ", "threshold ", "change ",
    "why ",
)  # fmt: skip

LANGUAGE = language.load()
REFERENCE = dict(language.pages(LANGUAGE))
MOVE = re.compile(r"<path d=")
WORDS = re.compile(r"<text(?: class=\"(\w+)\")?[^>]*>(.*?)</text>")


@cache
def finding(place: str = CIRCLE) -> str:
    """Return the finding in one place as `make demo` prints it, in a code block."""
    printed = cxlint("check", "--exit-zero", SAMPLE).stdout
    (shown,) = re.findall(rf"^{SAMPLE}/{place}.*?(?=^\S)", printed, re.MULTILINE | re.DOTALL)
    return f"```\n{shown.rstrip()}\n```\n"


def in_short() -> str:
    """Return the end of a report, in a code block."""
    _, head, end = cxlint("check", SAMPLE).stdout.partition("in short\n")
    return f"```\n{head}{end}```\n"


def tables() -> list[str]:
    """Return the tables of `cxlint formats --format markdown`."""
    return cxlint("formats", "--format", "markdown").stdout.rstrip().split("\n\n")


def formats() -> str:
    """Return the table of `cxlint formats --format markdown`, a heading for each format."""
    _, _, *rows = tables()[0].splitlines()
    parts = []
    for row in rows:
        name, element, becomes = row.strip("|").split("|")
        if name.strip():
            parts.append(f"\n### {name.strip()}\n\n| element | becomes |\n| --- | --- |\n")
        parts.append(f"| {element.strip()} | {becomes.strip()} |\n")
    return "".join(parts) + "\n"


def passed_over() -> str:
    """Return the table of what is passed over in a folder."""
    return f"\n{tables()[1]}\n\n".replace("|---|---|---|", "| --- | --- | --- |")


def irrelevant() -> str:
    """Return the table of the fields that change nothing."""
    return f"\n{tables()[2]}\n\n".replace("|---|---|---|---|", "| --- | --- | --- | --- |")


def endings() -> str:
    """Return the list of the endings that are read in a folder."""
    listed = ", ".join(f"`{ending}`" for ending in (*YAML_ENDINGS, *VENDOR_ENDINGS))
    return f"\n{listed}\n\n"


def sections() -> str:
    """Return the table of the sections of the language."""
    return f"\n{language.section_table(LANGUAGE)}\n"


def columns() -> str:
    """Return the table of the columns of `cxlint journeys`, each with its source."""
    rows = [(each.head, each.means, each.source, each.states) for each in COLUMNS]
    return _table(("column", "what it tells", "comes from", "what to state"), rows)


def measures() -> str:
    """Return the table of what is told of channels and teams, each with its source."""
    told = [measure for subject in SUBJECTS for measure in subject.measures]
    rows = [(each.head, each.means, each.source) for each in told]
    return _table(("column", "what it tells", "comes from"), rows)


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


@cache
def journeys(*arguments: str) -> str:
    """Return what `cxlint journeys` prints of the policy on its page, in a code block."""
    (shown,) = [each for each in pieces("docs/journeys.md") if each.title]
    with TemporaryDirectory() as folder:
        file = Path(folder) / shown.title
        file.parent.mkdir()
        file.write_text(shown.body, encoding="utf-8")
        day = ("--as-of", "2026-11-30")
        made = cxlint("journeys", "policies", *day, *arguments, folder=Path(folder))
    return f"```\n{made.stdout}```\n"


def by_value() -> str:
    """Return the table of `--by value` there."""
    table, _, _ = journeys("--by", "value").partition("\n\n")[2].partition("\n\nThe promise")
    return f"```\n{table}\n```\n"


PRINTED = (
    ("README.md", "finding", finding),
    ("docs/findings.md", "finding", partial(finding, EXPLAINED)),
    ("docs/findings.md", "in short", in_short),
    ("docs/journeys.md", "page", journeys),
    ("docs/journeys.md", "by value", by_value),
    ("docs/journeys.md", "columns", columns),
    ("docs/journeys.md", "staffing", measures),
    ("docs/formats.md", "formats", formats),
    ("docs/formats.md", "fields that change nothing", irrelevant),
    ("docs/formats.md", "endings", endings),
    ("docs/formats.md", "passed over", passed_over),
    ("docs/language/README.md", "sections", sections),
)


@pytest.mark.parametrize(("page", "name", "today"), PRINTED)
def test_a_page_shows_what_is_printed_today(
    request: pytest.FixtureRequest, page: str, name: str, today: Callable[[], str]
) -> None:
    part = f"<!-- {name} -->\n{today()}<!-- /{name} -->"
    block = re.compile(f"<!-- {name} -->\n.*?<!-- /{name} -->", re.DOTALL)
    if request.config.getoption("--rewrite-golden"):
        written = block.sub(lambda _: part, text(page))
        ROOT.joinpath(page).write_text(written, encoding="utf-8", newline="\n")
    (shown,) = block.findall(text(page))
    assert shown == part, "write it anew with --rewrite-golden"


def rows(table: str) -> list[list[str]]:
    """Return the rows of tables in Markdown, each a list of cells without links and code."""
    bare = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", table)
    lines = re.findall(r"^\| (.*?) \|$", re.sub("</?code>|`", "", bare), re.MULTILINE)
    return [line.split(" | ") for line in lines]


def test_the_list_of_rules_is_that_of_their_pages() -> None:
    printed = rows(cxlint("rules", "--format", "markdown").stdout)[1:]
    by_category = re.split(r"^## (\w+)$", text("rules/README.md"), flags=re.MULTILINE)[1:]
    written = [
        [name, category, severity, finds]
        for category, table in zip(by_category[::2], by_category[1::2], strict=True)
        for name, severity, finds in rows(table)[1:]
    ]
    assert len(printed) > 150
    assert sorted(printed) == sorted(written)


def test_what_the_articles_ask_for_is_that_of_its_page() -> None:
    printed = cxlint("rules", "--coverage", "--format", "markdown").stdout
    assert len(rows(printed)) > 180
    assert rows(printed) == rows(text("rules/coverage.md"))
    assert printed.partition("\n")[0].rstrip(".") in text("rules/coverage.md")


@pytest.mark.parametrize("name", REFERENCE)
def test_the_reference_of_the_language_is_that_of_the_schema(
    request: pytest.FixtureRequest, name: str
) -> None:
    file = ROOT / "docs" / language.FOLDER / name
    if request.config.getoption("--rewrite-golden"):
        file.write_text(REFERENCE[name], encoding="utf-8", newline="\n")
    assert file.read_text("utf-8") == REFERENCE[name], "write it anew with --rewrite-golden"


def test_no_page_of_the_reference_is_left_from_earlier() -> None:
    files = {file.name for file in ROOT.joinpath("docs", language.FOLDER).iterdir()}
    assert files == {"README.md", *REFERENCE}


def test_the_finding_shown_is_readable_at_80_columns() -> None:
    _, _place, *lines = finding().splitlines()  # a place is not folded, so that it can be clicked
    assert max(map(len, lines)) <= 80


def test_each_line_of_a_finding_is_explained() -> None:
    page = text("docs/findings.md")
    begins = [line.strip() for line in finding(EXPLAINED).splitlines()]
    for line in LINES:
        assert any(each.startswith(line) for each in begins), line
        assert f"\n| `{line.strip()}` | " in page
    labels = re.findall(r"^  (\w[\w ]*?)  ", finding(EXPLAINED), re.MULTILINE)
    assert {f"{label} " for label in labels} <= {*LINES}


def test_a_finding_is_graver_than_its_rule_where_the_page_says_so() -> None:
    _, headline, *_ = finding(EXPLAINED).splitlines()
    assert headline.endswith(" error: approval-laden-path")
    assert re.search(r"approval-laden-path.* \| warning \| ", text("rules/README.md"))
    assert "a warning in the list. Here it is an error" in text("docs/findings.md")


@pytest.mark.parametrize(
    ("picture", "page", "arguments"),
    [
        ("circle.svg", "README.md", ["graph", SAMPLE]),
        ("circle.svg", "docs/README.md", ["graph", SAMPLE]),
        ("tutorial-journey.svg", "docs/tutorial.md", []),
    ],
)
def test_a_picture_says_what_the_graph_says(picture: str, page: str, arguments: list[str]) -> None:
    said = WORDS.findall(ROOT.joinpath("docs", "assets", picture).read_text("utf-8"))
    places = [words for kind, words in said if kind != "move"]
    moves = " ".join(words for kind, words in said if kind == "move")
    graph = cxlint(*arguments).stdout if arguments else text(page)
    assert f"assets/{picture}" in text(page)
    for place in places:
        assert f'"{place}"' in graph
    for label in re.findall(r'-->\|"(.*?)"\|', graph):
        moves = moves.replace(label, "")
    assert moves.split() == []


def test_the_circle_that_is_drawn_is_the_one_that_is_found() -> None:
    drawn = re.sub("<[^>]*>", " ", text("docs/assets/circle.svg"))
    names = {"care": "Customer care", "returns-desk": "Returns desk", "store-staff": "Store staff"}
    (circle,) = re.findall(r"can go (.*?);", " ".join(finding().split()))
    for place in circle.split(" -> "):
        assert names.get(place, place) in drawn


def test_every_section_of_the_language_is_at_a_glance_in_the_readme() -> None:
    (glance,) = re.findall(r"<!-- glance -->\n(.*?)<!-- /glance -->", text("README.md"), re.DOTALL)
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| (.*?) \|$", glance, re.MULTILINE)
    assert [section for section, *_ in rows] == [*LANGUAGE.sections][1:]
    for section, _, words in rows:
        described = text(f"docs/language/{section}.md")
        for word in re.findall(r"`(\w+)`", words):
            assert (
                f"### `{word}`" in described
                or f"* `{word}`" in described
                or (f"[`{word}`]" in described)
            ), f"{section}: {word}"


def test_the_readme_is_short() -> None:
    assert len(README.read_bytes()) < 10_000
