"""The files of a language: its phrases, and what rules say in it, each checked as it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from cxlint import resources
from cxlint.linting.model.file_errors import (
    read_bounded,
    read_mapping,
    refuse,
    refuse_misfit,
)
from cxlint.linting.model.rule import LANGUAGES, sentences_by_case
from cxlint.linting.rules.loader import language_files
from cxlint.parsing.document import At
from cxlint.policy.repository import as_seen
from cxlint.records import NamedTuple
from cxlint.reporting.translation.phrase_book import OWN_SECTIONS, PLAIN, Marks
from cxlint.reporting.translation.templates import Template, read_template
from cxlint.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from cxlint.language.schema import Kind
    from cxlint.linting.model.rule import Rule
    from cxlint.linting.rules.packs import Pack
    from cxlint.parsing.document import Document

PHRASES = "phrases.yaml"
"""The file of a language that holds its phrases; all others say what rules say."""


class RuleText(NamedTuple):
    """What a rule says in another language; sentences by their case, as far as there are any.

    `words` are phrases for single blanks, which come before those of the language.
    """

    title: str
    rationale: str
    message: Mapping[str, Template]
    remedy: Mapping[str, Template]
    words: Mapping[str, Mapping[str, str]]


class Phrases(NamedTuple):
    """The phrases of a language by section, how it writes numbers, and where sentences stop."""

    sections: Mapping[str, Mapping[str, str]]
    marks: Marks = Marks()
    stops: tuple[str, ...] = ()


def find_languages() -> list[str]:
    """Return the languages that the shipped rules are told in beside English, by their codes."""
    return sorted({each.parent.name for each in language_files(resources.folder("rules"))})


def read_phrases(language: str) -> Phrases:
    """Return the phrases of a language; none where it has no file of them.

    UserError where the file does not fit its schema, or names a section that it does not hold.
    """
    file = resources.folder("rules") / LANGUAGES / language / PHRASES
    if not file.is_file():
        return Phrases({PLAIN: {}})
    document = _read(file, "phrases")
    data = cast("dict[str, Any]", document.data)
    sections = {PLAIN: {}, **data["phrases"]}
    for name, said in sections.items():
        for english, told in said.items():
            _check_phrase(At(document, ("phrases", name, english)), english, told, sections)
    return Phrases(sections, Marks(**data["numbers"]), tuple(data.get("stops", ())))


def read_rule_texts(
    language: str,
    rules: Mapping[str, Rule],
    phrases: Phrases,
    folders: Sequence[Path] = (),
    packs: Sequence[Pack] = (),
) -> dict[str, RuleText]:
    """Return what rules say in a language, by their ids.

    `folders` are those of one's own rules; what lies in `packs` is of their own rules only.
    UserError where a file speaks of a rule or a case that there is not, or where a sentence has
    other blanks than in English.
    """
    found: dict[str, RuleText] = {}
    for document, pack in (*_documents(language, folders), *_pack_documents(language, packs)):
        for name, said in cast("dict[str, Any]", document.data).items():
            id_, at = pack + name, At(document, (name,))
            if id_ not in rules:
                refuse(at, f"there is no rule {id_}{did_you_mean(id_, rules)}")
            if id_ in found:
                refuse(at, f"what {id_} says is said twice")
            found[id_] = _read_rule(at, said, rules[id_], phrases.sections)
    return found


def _documents(language: str, folders: Sequence[Path]) -> Iterator[tuple[Document, str]]:
    """Yield the files of the shipped rules and of folders, each with "": it is of no pack."""
    shipped = resources.folder("rules")
    for folder in (shipped, *folders):
        for file in language_files(folder):
            is_phrases = folder == shipped and file.name == PHRASES
            if file.parent.name == language and not is_phrases:
                yield _read(file, "rule-texts"), ""


def _pack_documents(language: str, packs: Sequence[Pack]) -> Iterator[tuple[Document, str]]:
    """Yield the files of packs, each with how the ids of its rules begin."""
    for pack in packs:
        for path, content in pack.files:
            if path.startswith(f"{LANGUAGES}/{language}/"):
                yield _parse(f"{pack.shown}/{path}", content, "rule-texts"), f"{pack.name}/"


def _read(file: Path, kind: Kind) -> Document:
    shown = as_seen(file)
    return _parse(shown, read_bounded(file, shown), kind)


def _parse(shown: str, content: bytes, kind: Kind) -> Document:
    document = read_mapping(shown, content, "a file of a language")
    refuse_misfit(document, kind)
    return document


def _read_rule(at: At, said: Mapping[str, Any], rule: Rule, sections: Collection[str]) -> RuleText:
    words: Mapping[str, Mapping[str, str]] = said.get("words", {})
    sentences = {}
    for part, english in (("message", rule.message), ("remedy", rule.remedy)):
        told = sentences_by_case(said[part])
        sentences[part] = dict(_read_cases(_below(at, part), told, english, sections))
    blanks = {name for each in sentences.values() for one in each.values() for name in one.names}
    for name, phrases in words.items():
        here = _below(at, "words", name)
        if name not in blanks:
            refuse(here, f"no sentence of {rule.id} has a blank {name}{did_you_mean(name, blanks)}")
        for source, target in phrases.items():
            _check_phrase(_below(here, source), source, target, sections)
    return RuleText(
        " ".join(said["title"].split()), " ".join(said["rationale"].split()), **sentences,
        words=words,
    )  # fmt: skip


def _read_cases(
    at: At, told: Mapping[str, str], english: Mapping[str, str], sections: Collection[str]
) -> Iterator[tuple[str, Template]]:
    """Yield the sentences by their case, which is one of English, each with the same blanks."""
    for case, sentence in told.items():
        here = _below(at, case) if case else at
        if case not in english:
            near = did_you_mean(case, english)
            refuse(here, f"the rule has no {at.path[-1]} '{case}'{near}")
        template = _read_sentence(here, " ".join(sentence.split()), sections)
        _check_blanks(here, template, read_template(english[case]))
        yield case, template


def _check_phrase(at: At, english: str, told: str, sections: Collection[str]) -> None:
    """Refuse a phrase whose blanks no section can fill, or that are others than in English."""
    template = _read_template(at, told)
    for blank in template.blanks:
        _check_section(at, blank.kind, sections)
    _check_blanks(at, template, _read_template(at, english))


def _read_sentence(at: At, text: str, sections: Collection[str]) -> Template:
    """Return a sentence of a rule; its blanks may name sections, and need not."""
    template = _read_template(at, text)
    for blank in template.blanks:
        if blank.section:
            _check_section(at, blank.section, sections)
    return template


def _read_template(at: At, text: str) -> Template:
    try:
        return read_template(text)
    except ValueError as problem:
        refuse(at, f"the blanks of '{text}' cannot be read: {problem}")


def _check_section(at: At, name: str, sections: Collection[str]) -> None:
    known = {*sections, *OWN_SECTIONS}
    if name not in known:
        refuse(at, f"there is no section of phrases '{name}'{did_you_mean(name, sorted(known))}")


def _check_blanks(at: At, told: Template, english: Template) -> None:
    """Refuse a sentence with other blanks than the English one has."""
    for name in sorted(told.names - english.names):
        refuse(at, f"English has no blank {{{name}}} here{did_you_mean(name, english.names)}")
    if missing := sorted(english.names - told.names):
        names = ", ".join(f"{{{name}}}" for name in missing)
        refuse(at, f"the blank {names} of the English sentence is missing")


def _below(at: At, *steps: str) -> At:
    return At(at.document, (*at.path, *steps))
