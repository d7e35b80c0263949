"""The catalogue as pages, in Markdown and in HTML."""

from __future__ import annotations

import posixpath
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from made_reports import NASTY, rule

from cxlint.linting.rules import article_coverage, loader
from cxlint.linting.rules.article_coverage import Article, Practice
from cxlint.reporting.docs import html_site, markdown_pages
from cxlint.reporting.docs.catalogue import build_catalogue, settings_text
from cxlint.reporting.docs.evidence import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.reporting.docs.catalogue import Catalogue

RULES = Path(__file__).resolve().parents[2] / "rules"
SOURCES = {"field-study": {"title": "A study of loops", "url": "https://study.example/a b"}}
LINK = re.compile(r"\]\((?!<|https?:)([^)]+)\)")
VOID = {"meta", "br", "img", "hr", "input", "link"}

KNOWN = loader.load()
LOOP = KNOWN["hassle-loop"]
ARTICLES = (
    Article(
        "field-study",
        3,
        (Practice("1", "no circles", ("hassle-loop",)), Practice("2-3", "so many", (), "a share")),
    ),
)


def made(*rules: object) -> Catalogue:
    return build_catalogue({each.id: each for each in rules}, SOURCES, ARTICLES)


def of_a_pack() -> object:
    return rule("acme/late-refund", category="acme/refunds", shipped=False, bad=(), good=())


def nasty() -> object:
    odd = f"- {NASTY}"
    return rule(
        "odd", title=odd, rationale=odd, remedy={"": odd}, category="a b#c", bad=(), good=(odd,),
        sources=(("field-study", odd),), provenance={}, params={"words": {odd: [odd]}},
        shipped=False,
    )  # fmt: skip


class Reader(HTMLParser):
    """Reads a page: its links and ids, what loads something, and whether its tags are closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.loads: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.tags.add(tag)
        self.ids |= {told["id"] or ""} if "id" in told else set()
        if tag == "a":
            self.links.append(told["href"] or "")
        self.loads += [
            name for name in told if name in ("src", "srcset", "style") or name[:2] == "on"
        ]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def inner(links: list[str], place: str) -> Iterator[tuple[str, str]]:
    """Yield the page and the anchor that each link of the page at `place` leads to."""
    for link in links:
        if not link.startswith("https://"):
            target, _, anchor = link.partition("#")
            to = posixpath.normpath(posixpath.join(posixpath.dirname(place), unquote(target)))
            yield to, unquote(anchor)


def outside(text: str) -> str:
    """Return a page in Markdown without its code."""
    return re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)


# --- both ------------------------------------------------------------------------------------


def test_a_page_lies_in_the_folder_of_its_category() -> None:
    told = made(LOOP, of_a_pack())
    assert [place for place, _ in markdown_pages.pages(told)] == [
        "README.md", "coverage.md", "acme/refunds/late-refund.md", "handoffs/hassle-loop.md",
    ]  # fmt: skip
    assert [place for place, _ in html_site.pages(told)] == [
        "index.html", "coverage.html", "acme/refunds/late-refund.html", "handoffs/hassle-loop.html",
    ]  # fmt: skip


def test_what_speaks_of_files_comes_behind_what_speaks_of_customers() -> None:
    named = ("waiver-unused", "duplicate-key", "return-table-gap")
    told = made(*(KNOWN[id_]._replace(bad=()) for id_ in named))
    assert [name for name, _ in told.categories()] == ["returns", "reading", "waivers"]


def test_without_articles_there_is_no_page_of_them() -> None:
    told = build_catalogue({LOOP.id: LOOP}, SOURCES, ())
    assert "coverage.md" not in dict(markdown_pages.pages(told))
    written = dict(html_site.pages(told))
    assert "coverage.html" not in written
    assert "coverage.html" not in "".join(written.values())


@pytest.mark.parametrize("id_", sorted(KNOWN))
def test_the_configuration_on_a_page_is_accepted_and_changes_nothing(
    id_: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cxlint.linting.config import config, config_files

    monkeypatch.chdir(tmp_path)
    (leaf,) = made(KNOWN[id_]._replace(bad=())).pages
    file = tmp_path / "cxlint.yaml"
    file.write_text(settings_text(leaf), encoding="utf-8")
    in_force = config.build_config(config_files.read(file), KNOWN, tmp_path).setting(KNOWN[id_], "")
    assert in_force.severity == KNOWN[id_].severity
    assert in_force.params == KNOWN[id_].params


# --- Markdown --------------------------------------------------------------------------------


def test_a_page_in_markdown_says_everything() -> None:
    text = dict(markdown_pages.pages(made(LOOP)))["handoffs/hassle-loop.md"]
    assert LOOP.title in text
    assert f"```yaml\n{LOOP.bad[0].rstrip()}\n```" in text
    assert "```text\npolicy.yaml:6:39: error: hassle-loop  at next/billing-form->mailbox\n" in text
    assert f"```yaml\n{LOOP.good[0].rstrip()}\n```" in text
    assert all(example.rstrip() in text for example in (*LOOP.bad, *LOOP.good))
    assert "* no circles (A study of loops, line 1)" in text
    assert "```yaml\n# cxlint: allow[hassle-loop] and here the reason\n```" in text


def test_parameters_are_told_with_their_origin() -> None:
    told = rule(bad=(), good=())
    text = dict(markdown_pages.pages(made(told)))["handoffs/hassle-loop.md"]
    study = "[A study of loops](<https://study.example/a%20b>)"
    assert f"| <code>longest</code> | 30 days | {study}: people give up after a month |" in text
    assert f"* loops are what people complain of most: {study}" in text


def test_what_may_not_be_waived_says_so() -> None:
    told = rule(lockable="locked", formerly=("old-loop",), bad=(), good=())
    text = dict(markdown_pages.pages(made(told)))["handoffs/hassle-loop.md"]
    assert "It may not be waived." in text
    assert "cxlint: allow" not in text
    assert "formerly <code>old-loop</code>" in text


def test_remedies_are_told_by_case() -> None:
    told = rule(remedy={"": "limit it", "closed": "let a person end it"}, bad=(), good=())
    text = dict(markdown_pages.pages(made(told)))["handoffs/hassle-loop.md"]
    assert "\nlimit it\n\nclosed: let a person end it\n" in text


def test_links_in_markdown_lead_to_pages() -> None:
    written = dict(markdown_pages.pages(made(LOOP, of_a_pack(), nasty(), KNOWN["silo"])))
    for place, text in written.items():
        for to, _ in inner(LINK.findall(outside(text)), place):
            assert to in written, place


def test_markdown_from_a_rule_means_nothing_but_itself() -> None:
    for _, text in markdown_pages.pages(made(nasty())):
        prose = outside(text)
        assert "<script" not in prose
        assert "\x1b" not in text
        assert not re.search(r"^- ", prose, re.MULTILINE)
        for row in re.findall(r"^\|.*", prose, re.MULTILINE):
            assert row.count("|") in (4, 5), row


def test_a_fence_is_longer_than_what_it_holds() -> None:
    told = rule(bad=(), good=("text: |\n  ```\n  ````\n",))
    text = dict(markdown_pages.pages(made(told)))["handoffs/hassle-loop.md"]
    assert "\n`````yaml\ntext: |\n  ```\n  ````\n`````\n" in text


def test_only_addresses_of_the_web_are_linked() -> None:
    assert markdown_pages._source(Reference("A", "javascript:alert(1)")) == "A"
    assert (
        markdown_pages._source(Reference("A", "https://x.example/>)b"))
        == "[A](<https://x.example/%3E%29b>)"
    )


# --- HTML ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def html() -> Mapping[str, str]:
    told = {**KNOWN, "odd": nasty(), "acme/late-refund": of_a_pack()}
    return dict(html_site.pages(build_catalogue(told, loader.sources(), ARTICLES)))


def test_a_page_in_html_needs_nothing_beside_it(html: Mapping[str, str]) -> None:
    for place, text in html.items():
        reader = Reader(text)
        assert reader.open == [], place
        assert not reader.tags & {"script", "link", "img", "iframe", "object", "base"}, place
        assert reader.loads == [], place
        assert "url(" not in text and "@import" not in text
        assert '<meta name="viewport"' in text


def test_links_in_html_lead_to_pages_and_to_places_in_them(html: Mapping[str, str]) -> None:
    ids = {place: Reader(text).ids for place, text in html.items()}
    for place, text in html.items():
        for to, anchor in inner(Reader(text).links, place):
            target = place if to == posixpath.dirname(place) or to == "." else to
            assert target in html, f"{place}: {to}"
            assert not anchor or anchor in ids[target], f"{place}: {anchor}"


def test_the_lines_that_are_found_are_marked(html: Mapping[str, str]) -> None:
    text = html["handoffs/hassle-loop.html"]
    line = "billing-form: {kind: form, goes_to: mailbox}   # &lt;- hassle-loop"
    assert f"<mark>  {line}</mark>" in text
    assert len(re.findall("<mark>", text)) == sum(each.count("# <- ") for each in LOOP.bad)
    assert "<span>    6 |   billing-form: {kind: form" in text


def test_text_in_html_is_text(html: Mapping[str, str]) -> None:
    text = html["a b#c/odd.html"]
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "\x1b" not in text and "\u202e" not in text


def test_a_page_leads_to_the_one_before_and_the_one_after() -> None:
    written = dict(html_site.pages(made(LOOP, KNOWN["silo"], KNOWN["online-only"])))
    text = written["handoffs/hassle-loop.html"]
    assert 'rel="prev" href="../channels/online-only.html"' in text
    assert 'rel="next" href="silo.html"' in text
    assert 'rel="prev"' not in written["channels/online-only.html"]
    assert 'rel="next"' not in written["handoffs/silo.html"]


def test_the_index_has_every_rule_with_its_severity(html: Mapping[str, str]) -> None:
    text = html["index.html"]
    for each in KNOWN.values():
        assert f'href="{each.category}/{each.id}.html"' in text
    assert text.count('<span class="badge') == len(KNOWN) + 2


def test_the_page_of_the_articles_has_rules_and_reasons(html: Mapping[str, str]) -> None:
    text = html["coverage.html"]
    assert '<a href="handoffs/hassle-loop.html"><code>hassle-loop</code></a>' in text
    assert "no rule: a share" in text
    assert "2 practices of 1 article: 1 have rules, 1 say why they have none" in text
    assert "late-refund" not in text


# --- the pages beside the rules --------------------------------------------------------------


def test_the_pages_beside_the_rules_are_those_of_today(request: pytest.FixtureRequest) -> None:
    sources = loader.sources()
    told = build_catalogue(KNOWN, sources, article_coverage.load(KNOWN, sources))
    today = {place: text.encode() for place, text in markdown_pages.pages(told)}
    kept = {file.relative_to(RULES).as_posix(): file for file in RULES.rglob("*.md")}
    if request.config.getoption("--rewrite-golden"):
        for place in kept.keys() - today.keys():
            kept[place].unlink()
        for place, text in today.items():
            RULES.joinpath(place).write_bytes(text)
        kept = {place: RULES / place for place in today}
    stale = [place for place, file in kept.items() if file.read_bytes() != today.get(place)]
    assert (sorted(stale), sorted(today.keys() - kept.keys())) == ([], []), (
        "write them anew with --rewrite-golden"
    )
