"""What the articles ask for and which rules hold a policy to it, as rules/coverage.yaml says.

All of it fails closed: every line of an article lies in a practice or an aside, every practice
names rules that exist or the reason why there is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from cxlint import resources
from cxlint.linting.model.file_errors import refuse, refuse_misfit
from cxlint.linting.model.rule import COVERAGE
from cxlint.linting.rules.validation import parse_rule
from cxlint.parsing.document import At
from cxlint.records import NamedTuple
from cxlint.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from cxlint.linting.model.rule import Rule


class Practice(NamedTuple):
    """Something that an article asks for, claims or counts, and what became of it.

    `lines` are those of the article, `4-6, 9`. Either `rules` names ids, or `none` says why not.
    """

    lines: str
    practice: str
    rules: tuple[str, ...] = ()
    none: str = ""


class Article(NamedTuple):
    """One article: its key among the sources, and its practices from the first line on."""

    source: str
    length: int
    practices: tuple[Practice, ...]


def load(rules: Collection[str], sources: Collection[str]) -> tuple[Article, ...]:
    """Return the articles of the shipped table.

    `rules` and `sources` are the ids that it may name; UserError where it names another, or where
    it is not whole.
    """
    content = resources.folder("rules").joinpath(COVERAGE).read_bytes()
    return read(f"rules/{COVERAGE}", content, rules, sources)


def read(
    path: str, content: bytes, rules: Collection[str], sources: Collection[str]
) -> tuple[Article, ...]:
    """Return the articles that `content` tells of; `path` is how errors name the file."""
    document = parse_rule(path, content)
    refuse_misfit(document, "coverage")
    articles = cast("dict[str, Any]", document.data)
    for name in articles:
        _refuse_unknown("source", name, sources, At(document, (name,), key=True))
    return tuple(_article(name, At(document, (name,)), rules) for name in articles)


def rules_without_article(articles: Iterable[Article], rules: Iterable[Rule]) -> list[Rule]:
    """Return the rules that no article asks for, by category and id."""
    asked = {id_ for article in articles for each in article.practices for id_ in each.rules}
    left = (rule for rule in rules if rule.id not in asked)
    return sorted(left, key=lambda rule: (rule.category, rule.id))


def practices_behind(articles: Iterable[Article], id_: str) -> Iterator[tuple[str, Practice]]:
    """Yield the practices that led to a rule, each with the key of its article."""
    for article in articles:
        yield from ((article.source, each) for each in article.practices if id_ in each.rules)


def line_numbers(lines: str) -> set[int]:
    """Return the line numbers that `4-6, 9` stands for; none for `6-4`."""
    counted: set[int] = set()
    for part in lines.split(", "):
        first, _, last = part.partition("-")
        stretch = range(int(first), int(last or first) + 1)
        if not stretch:
            return set()
        counted.update(stretch)
    return counted


def _article(name: str, at: At, rules: Collection[str]) -> Article:
    told = cast("dict[str, Any]", at.document.data)[name]
    length, practices = told["length"], []
    claimed: set[int] = set()
    begun = 0
    for number, each in enumerate(told["practices"]):
        place = _nested_place(at, "practices", number)
        practice = _practice(each, place, rules)
        lines = _lines(practice.lines, length, _nested_place(place, "lines"))
        if min(lines) < begun:
            refuse(
                _nested_place(place, "lines"), f"this begins before line {begun}; keep to the order"
            )
        begun = min(lines)
        claimed |= lines
        practices.append(practice)
    for number, each in enumerate(told.get("asides", ())):
        place = _nested_place(at, "asides", number, "lines")
        lines = _lines(str(each["lines"]), length, place)
        if both := claimed & lines:
            refuse(place, f"line {min(both)} is claimed already")
        claimed |= lines
    if left := set(range(1, length + 1)) - claimed:
        refuse(at._replace(key=True), f"line {min(left)} is in no practice and no aside")
    return Article(name, length, tuple(practices))


def _practice(told: Mapping[str, Any], at: At, rules: Collection[str]) -> Practice:
    if ("rules" in told) == ("none" in told):
        refuse(at, "a practice has either rules or the reason why there is none")
    for number, id_ in enumerate(told.get("rules", ())):
        _refuse_unknown("rule", id_, rules, _nested_place(at, "rules", number))
    named = tuple(told.get("rules", ()))
    return Practice(str(told["lines"]), told["practice"], named, told.get("none", "").strip())


def _lines(text: str, length: int, at: At) -> set[int]:
    lines = line_numbers(text)
    if not lines or max(lines) > length:
        refuse(at, f"the article has no lines {text}; it has {length}")
    return lines


def _refuse_unknown(what: str, name: str, known: Collection[str], at: At) -> None:
    if name not in known:
        refuse(at, f"there is no {what} '{name}'{did_you_mean(name, known)}")


def _nested_place(at: At, *steps: str | int) -> At:
    return At(at.document, (*at.path, *steps))
