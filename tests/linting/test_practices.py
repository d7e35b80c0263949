"""What the articles ask for: the table is whole, names what exists, and follows the articles."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cxlint.errors import UserError
from cxlint.linting.rules import article_coverage, loader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.linting.rules.article_coverage import Article

SHARED = Path(__file__).resolve().parents[3] / "shared"
ROW = re.compile(r"^\| (?P<ids>`[^|]*`) \| (?P<cited>[^|]*) \|", re.MULTILINE)
CITED = re.compile(r"S(\d):(\d+(?:-\d+)?)")
MERGED = {
    "changed-mind-not-covered": "reason-not-covered",
    "service-not-covered": "reason-not-covered",
}
"""Rules that were proposed one by one and are told apart by the cases of another."""

WHOLE = """\
an-article:
  length: 4
  practices:
    - {lines: 1, practice: nobody is sent in circles, rules: [hassle-loop]}
    - {lines: 3-4, practice: one in two says so, none: the share of a survey}
  asides:
    - {lines: 2, what: headline}
"""


def read(text: str) -> tuple[Article, ...]:
    return article_coverage.read(
        "table.yaml", text.encode(), ["hassle-loop", "silo"], ["an-article"]
    )


@cache
def articles() -> Mapping[str, Article]:
    told = article_coverage.load(loader.load(), loader.sources())
    return {article.source: article for article in told}


# --- a table ---------------------------------------------------------------------------------


def test_practices_have_rules_or_a_reason() -> None:
    (article,) = read(WHOLE)
    assert (article.source, article.length) == ("an-article", 4)
    assert article.practices == (
        article_coverage.Practice("1", "nobody is sent in circles", ("hassle-loop",)),
        article_coverage.Practice("3-4", "one in two says so", (), "the share of a survey"),
    )


@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        ("an-article:", "an-artcle:", 1, "no source 'an-artcle'; did you mean 'an-article'?"),
        ("[hassle-loop]", "[hasle-loop]", 4, "no rule 'hasle-loop'; did you mean 'hassle-loop'?"),
        (", rules: [hassle-loop]", "", 4, "either rules or the reason"),
        ("none: the", "rules: [silo], none: the", 5, "either rules or the reason"),
        ("none:", "nonne:", 5, "unknown key 'nonne'; did you mean 'none'?"),
        ("rules: [hassle-loop]", "rules: []", 4, "where a list of rules is expected"),
        ("lines: 3-4", "lines: four", 5, "found four, where lines, such as 6"),
        ("lines: 3-4", "lines: 4-3", 5, "the article has no lines 4-3; it has 4"),
        ("lines: 3-4", "lines: 3-5", 5, "the article has no lines 3-5; it has 4"),
        ("lines: 3-4", "lines: 3", 1, "line 4 is in no practice and no aside"),
        ("lines: 2,", "lines: 2-3,", 7, "line 3 is claimed already"),
        ("length: 4", "length: 0", 2, "found 0, where a number of lines"),
        ("lines: 1,", 'lines: "2, 3",', 7, "line 2 is claimed already"),
    ],
)
def test_what_is_not_whole_is_refused_at_its_line(
    before: str, after: str, line: int, said: str
) -> None:
    assert WHOLE.count(before) == 1
    with pytest.raises(UserError) as caught:
        read(WHOLE.replace(before, after))
    assert str(caught.value).startswith(f"table.yaml:{line}: ")
    assert said in str(caught.value)


def test_practices_are_told_in_the_order_of_the_article() -> None:
    *head, first, second, asides, last = WHOLE.splitlines()
    with pytest.raises(UserError, match=r"table\.yaml:5: this begins before line 3"):
        read("\n".join([*head, second, first, asides, last]))


def test_lines_are_counted() -> None:
    assert article_coverage.line_numbers("4-6, 9") == {4, 5, 6, 9}


# --- the shipped one -------------------------------------------------------------------------


def test_the_five_articles_are_covered() -> None:
    assert list(articles()) == [
        "mistakes", "when-mistakes-happen", "cx-upkeep", "loyalty-sins", "cx-insight",
    ]  # fmt: skip
    practices = [each for article in articles().values() for each in article.practices]
    assert len(practices) > 100
    assert all(len(each.none.split()) >= 8 for each in practices if not each.rules)


def test_a_rule_that_cites_an_article_is_asked_for_by_it() -> None:
    silent = [
        (rule.id, source)
        for rule in loader.load().values()
        for source, _ in rule.sources
        if source in articles()
        and not any(rule.id in each.rules for each in articles()[source].practices)
    ]
    assert silent == []


def test_a_rule_that_no_article_asks_for_stands_on_something_else() -> None:
    left = article_coverage.rules_without_article(articles().values(), loader.load().values())
    assert {rule.id for rule in left} >= {"duplicate-key", "waiver-unused", "return-table-gap"}
    for rule in left:
        assert {source for source, _ in rule.sources} - set(articles()), rule.id


# --- against the articles and the list of practices, where they are at hand --------------------


def beside(name: str) -> Path:
    file = SHARED / name
    if not file.is_file():
        pytest.skip(f"{name} is not kept in this repository")
    return file


@pytest.mark.parametrize("name", ["mistakes", "when-mistakes-happen", "cx-upkeep", "loyalty-sins",
                                  "cx-insight"])  # fmt: skip
def test_no_line_of_an_article_is_left_out(name: str) -> None:
    document = loader.sources()[name]["document"]
    lines = beside(f"seeds/{document}.txt").read_text("utf-8").split("\n")
    article = articles()[name]
    assert article.length == len(lines)
    for each in article.practices:
        assert any(
            lines[number - 1].strip() for number in article_coverage.line_numbers(each.lines)
        ), each


def test_every_practice_of_the_list_is_in_the_table() -> None:
    rows = list(ROW.finditer(beside("design/practices.md").read_text("utf-8")))
    assert len(rows) > 90
    for row in rows:
        for id_ in re.findall(r"`([a-z-]+)`", row["ids"]):
            for number, lines in CITED.findall(row["cited"]):
                article = list(articles().values())[int(number)]
                assert is_told(id_, article, article_coverage.line_numbers(lines)), (
                    id_,
                    number,
                    lines,
                )


def is_told(id_: str, article: Article, lines: set[int]) -> bool:
    """Whether the article has a practice there and, of a rule, names it or says why it is none."""
    there = [
        each for each in article.practices if article_coverage.line_numbers(each.lines) & lines
    ]
    named = MERGED.get(id_, id_)
    if named in loader.load():
        return bool(there) and any(named in each.rules for each in article.practices)
    return any(id_ in each.none for each in there)
