"""The texts of a report in the language of its page, as far as there are any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.reporting.translation.phrase_book import PLAIN
from cxlint.reporting.writing.brief import shorten_change

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from cxlint.linting.model.finding import Finding
    from cxlint.linting.model.rule import Rule
    from cxlint.reporting.translation.translator import Translator

    Record = Mapping[str, Any]

_OF_FINDINGS = dict.fromkeys(("label", "share", "threshold_text"), PLAIN)

PHRASES: Mapping[str, Mapping[str, str]] = {
    "causes": _OF_FINDINGS,
    "excused": _OF_FINDINGS,
    "advice": dict.fromkeys(("change", "subject", "effect"), PLAIN),
    "journeys": dict.fromkeys(("promise", "mean", "worst", "why", "text"), PLAIN),
    "hours": dict.fromkeys(("text", "says", "choice", "target"), PLAIN),
    "authority": dict.fromkeys(("up_to", "covered", "approvals", "why", "within"), PLAIN),
    "scenarios": {
        **dict.fromkeys(("why", "text"), PLAIN),
        **dict.fromkeys(("scenario_says", "policy_says"), "outcome"),
        "asked": "customer",
    },
    "made": {"message": "judged"},
    "returns": {"reasons": "reason", "window": "term", "fee": "price", "refund": "refund"},
}
"""Where in the data of a report phrases stand that checks and figures compose, by their section.

Returns come last: what is the name of a thing as well stays a name.
"""


def add_translations(
    document: dict[str, Any], findings: Iterable[Finding], translator: Translator
) -> None:
    """Add to a document what its texts are in another language, as far as there is anything.

    Rules and findings hold their own; what is said in several places stands by the English text.
    """
    language, texts = translator.language, _list_texts(findings, document, translator)
    records = [(each, ("title", "rationale")) for each in document["rules"].values()]
    for part in ("causes", "excused"):
        records += [(each, ("message", "remedy")) for each in document[part]]
    held: set[str] = set()
    for record, keys in records:
        said = {key: texts[record[key]] for key in keys if record[key] in texts}
        if said:
            record["translations"] = {language: said}
            held.update(record[key] for key in said)
    others = {text: said for text, said in sorted(texts.items()) if text not in held}
    document["translations"] = {language: others}


def _list_texts(
    findings: Iterable[Finding], document: Record, translator: Translator
) -> dict[str, str]:
    """Return English texts of the document, each with how its language says it."""
    rules: dict[str, Rule] = {}
    texts: dict[str, str] = {}
    changes = {each["change"] for each in document["advice"]}
    for finding in _all_findings(findings):
        rules[finding.rule.id] = finding.rule
        texts.update(_texts_of_finding(finding, translator, changes))
    for rule in rules.values():
        texts.update(_texts_of_rule(rule, translator))
    for phrase, section in dict.fromkeys(_phrases(document)):
        if phrase not in texts and (told := translator.tell_phrase(phrase, section)) is not None:
            texts[phrase] = told
    return texts


def _all_findings(findings: Iterable[Finding]) -> Iterator[Finding]:
    for each in findings:
        yield each
        yield from _all_findings(each.consequences)


def _texts_of_finding(
    finding: Finding, translator: Translator, changes: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield what a finding says; its remedy in a line only where that is among the changes."""
    said = translator.tell_finding(finding)
    if said.message is not None:
        yield finding.message, said.message
    if said.remedy is not None:
        yield finding.remedy, said.remedy
        short = shorten_change(finding.remedy)
        if short != finding.remedy and short in changes:
            yield short, translator.shorten(said.remedy)


def _texts_of_rule(rule: Rule, translator: Translator) -> Iterator[tuple[str, str]]:
    said = translator.tell_rule(rule.id)
    if said is not None:
        yield rule.title, said[0]
        yield " ".join(rule.rationale.split()), said[1]


def _phrases(document: Record) -> Iterator[tuple[str, str]]:
    """Yield phrases of the document, each with the section that says it."""
    for part, sections in PHRASES.items():
        yield from _phrases_under(document.get(part), sections)


def _phrases_under(data: object, sections: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if isinstance(data, list):
        for each in data:
            yield from _phrases_under(each, sections)
    elif isinstance(data, dict):
        for key, value in data.items():
            if key not in sections:
                yield from _phrases_under(value, sections)
            else:
                yield from ((each, sections[key])
                            for each in (value if isinstance(value, list) else [value])
                            if isinstance(each, str) and each)  # fmt: skip
