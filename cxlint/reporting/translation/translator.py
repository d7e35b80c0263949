"""What cxlint says of one policy, in another language: findings, rules, and phrases by themselves.

A sentence is said in the other language as a whole or not at all: where one of its blanks holds
something for which there is no phrase, the whole of it stays English.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.run.findings import fact_words, name_flow_of
from cxlint.records import NamedTuple
from cxlint.reporting.translation.language_files import read_phrases, read_rule_texts
from cxlint.reporting.translation.phrase_book import PLAIN, PhraseBook, read_section
from cxlint.reporting.writing.brief import LONGEST_CHANGE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from cxlint.linting.model.finding import Finding, Hit
    from cxlint.linting.model.rule import Rule
    from cxlint.linting.rules.packs import Pack
    from cxlint.policy.policy import Policy
    from cxlint.reporting.translation.language_files import RuleText
    from cxlint.reporting.translation.phrase_book import Section
    from cxlint.reporting.translation.templates import Template


class FindingText(NamedTuple):
    """The message and the remedy of a finding; None where one of them stays English."""

    message: str | None
    remedy: str | None


class Translator:
    """A language, for one policy: `language` is its code."""

    def __init__(
        self,
        language: str,
        texts: Mapping[str, RuleText],
        book: PhraseBook,
        stops: Sequence[str] = (),
    ) -> None:
        """Hold what rules say, the phrases, and before what a long remedy may be cut."""
        self.language = language
        self._stops = stops
        self._texts = texts
        self._book = book
        self._words = {
            (id_, name): read_section(said)
            for id_, text in texts.items()
            for name, said in text.words.items()
        }

    def tell_rule(self, id_: str) -> tuple[str, str] | None:
        """Return the title of a rule, and why it is; None where it stays English."""
        text = self._texts.get(id_)
        return None if text is None else (text.title, text.rationale)

    def tell_finding(self, finding: Finding) -> FindingText:
        """Return what a finding says, from the same facts as in English."""
        rule, hit = finding.rule, finding.cause
        text = self._texts.get(rule.id)
        if text is None or hit is None:
            return FindingText(None, None)
        advised = hit.case if hit.case in rule.remedy else ""
        sentences = (text.message.get(hit.case), text.remedy.get(advised))
        return FindingText(*(each and self._fill(rule.id, each, hit) for each in sentences))

    def tell_phrase(self, text: str, section: str = PLAIN) -> str | None:
        """Return a phrase of a section, or what the policy says; None where there is none."""
        return self._book.say(text, section) if section in self._book else None

    def shorten(self, remedy: str) -> str:
        """Return a remedy in a line: a long one up to its first stop."""
        if len(remedy) <= LONGEST_CHANGE:
            return remedy
        found = [at for stop in self._stops if (at := remedy.find(stop)) > 0]
        return remedy[: min(found)] if found else remedy

    def _fill(self, rule: str, template: Template, hit: Hit) -> str | None:
        facts, words = fact_words(hit), {}
        for blank in template.blanks:
            own = self._words.get((rule, blank.name))
            said = self._say(facts[blank.name], blank.section, own)
            if said is None:
                return None
            words[blank.name] = said
        sentence = " ".join(template.fill(words).split())
        return name_flow_of(hit.entity, _begin(sentence, template, facts, words))

    def _say(self, fact: str, section: str, own: Section | None) -> str | None:
        said = self._book.say_by(fact, own) if own is not None and fact else None
        return self._book.say(fact, section or PLAIN) if said is None else said


def _begin(
    sentence: str, template: Template, facts: Mapping[str, str], words: Mapping[str, str]
) -> str:
    """Return a sentence with a capital, unless it begins with a name of the policy."""
    first = template.blanks[0] if template.blanks else None
    if first is not None and not first.before and facts[first.name] == words[first.name]:
        return sentence
    return sentence[:1].upper() + sentence[1:]


def find_translator(
    language: str,
    policy: Policy,
    rules: Mapping[str, Rule],
    folders: Sequence[Path] = (),
    packs: Sequence[Pack] = (),
) -> Translator:
    """Return what a language says of a policy; `folders` and `packs` hold further rules.

    UserError where a file of the language is faulty.
    """
    phrases = read_phrases(language)
    texts = read_rule_texts(language, rules, phrases, folders, packs)
    book = PhraseBook(phrases.sections, phrases.marks, collect_words(policy))
    return Translator(language, texts, book, phrases.stops)


def collect_words(policy: Policy) -> Collection[str]:
    """Return every text that stands in a policy, and the names of its things."""
    found: set[str] = set()
    for document in policy.documents:
        found.update(_texts(document.data))
    for kind in policy.kinds():
        found.update(policy.ids((kind,)), (each.name for each in policy.of(kind)))
    return found


def _texts(data: object) -> Iterator[str]:
    """Yield the texts in the data of a file, keys among them."""
    waiting = [data]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            waiting += [*each, *each.values()]
        elif isinstance(each, list | tuple):
            waiting += each
