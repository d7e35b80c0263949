"""Advice as text and Markdown: what to change, where, what it does, and what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.advice.edits import ABSENT
from cxlint.linting.advice.proposal import say_value
from cxlint.reporting.advice.effect_text import list_effects
from cxlint.reporting.journeys.layout import Heading, Item, Notes, Paragraph
from cxlint.sentence_lists import join_with_and, shorten_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.linting.advice.clearing import Clearance
    from cxlint.linting.advice.edits import Edit
    from cxlint.linting.advice.ranking import Advised
    from cxlint.linting.advice.trial import Advice
    from cxlint.linting.model.finding import Finding
    from cxlint.reporting.journeys.layout import Block

NAMED = 4
"""So many findings are named."""

EXAMPLE = "What is in there is an example: put your own words and people in its place."


def list_blocks(advised: Advised, currency: str) -> Iterator[Block]:
    """Yield the page of all advice on a policy."""
    yield Paragraph(_say_opening(advised))
    for number, advice in enumerate(advised.advice, 1):
        yield Heading(f"{number}. {_sentence(advice.proposal.text)}")
        yield Notes(tuple(_list_items(advice, currency)))
    yield Paragraph(_say_scope(advised))


def _say_opening(advised: Advised) -> str:
    if not advised.findings:
        return "Nothing to advise: the rules find no error and no warning in this policy."
    if not advised.advice:
        return (
            f"Nothing to advise: of {_count(advised.findings, 'error or warning')}, none is "
            "cleared by a change that adds no other."
        )
    one = len(advised.advice) == 1
    return (
        f"{'This change helps' if one else f'These {len(advised.advice)} changes help'} most"
        f"{'; it' if one else ', the best first; each'} was tried on the policy and "
        "judged by the rules again, and adds no error and no warning."
    )


def _say_scope(advised: Advised) -> str:
    if not advised.findings:
        return f"Looked at: what {_count(advised.rules, 'rule')} had to look at in it."
    said = (
        f"Looked at: {advised.looked_at} of {_count(advised.findings, 'error or warning')}, "
        f"found by {_count(advised.rules, 'rule')} that had something to look at; "
        f"{_count(advised.probes, 'change')} tried on single rules or ways, "
        f"{advised.trials} judged by all rules."
    )
    if advised.is_bounded:
        said += " More might be found: so much is tried at once, and no more."
    return said


def _count(number: int, word: str) -> str:
    plural = {"error or warning": "errors and warnings"}.get(word, f"{word}s")
    return f"{number} {word if number == 1 else plural}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _list_items(advice: Advice, currency: str) -> Iterator[Item]:
    yield from (Item(_say_edit(edit)) for edit in advice.proposal.edits)
    for verb, findings in (("clears", advice.cleared), ("makes milder", advice.eased)):
        if findings:
            yield Item(f"{verb} {_say_findings(findings)}")
    yield from (Item(line) for line in list_effects(advice.effects, currency))
    if advice.proposal.cost:
        yield Item(f"costs {advice.proposal.cost}")
    if advice.proposal.why_least:
        yield Item(advice.proposal.why_least)


def _say_edit(edit: Edit) -> str:
    place = f"{edit.document.path}:{edit.span.line}"
    if edit.new is ABSENT:
        return f"{place}: leave out {say_value(edit.old)}"
    key = " ".join(str(step) for step in edit.path[2:]) or str(edit.path[-1])
    if edit.old is ABSENT:
        return f"{place}: add {key}: {say_value(edit.new)}"
    return f"{place}: {key}: {say_value(edit.old)} -> {say_value(edit.new)}"


def _say_findings(findings: Sequence[Finding]) -> str:
    names = [f"{each.rule.id} ({each.path}:{each.span.line})" for each in findings]
    return join_with_and(shorten_list(names, NAMED))


def list_clearance(clearance: Clearance, currency: str) -> Iterator[Block]:
    """Yield the page of what clears one finding."""
    finding, advice = clearance.finding, clearance.advice
    place = f"{finding.path}:{finding.span.line}"
    yield Paragraph(f"{place}: {finding.severity}: {finding.message} ({finding.rule.id})")
    if advice is None:
        yield from _list_failure(clearance)
        return
    edits = len(advice.proposal.edits)
    done = ("clear{} it" if clearance.is_cleared else "leave{} no more than a note of it").format(
        "s" if edits == 1 else ""
    )
    how = "One edit" if edits == 1 else f"{edits} edits together"
    yield Paragraph(
        f"{how} {done}, as the rules say of the policy with "
        f"{'it' if edits == 1 else 'them'}; no error and no warning is added."
    )
    yield Heading(_sentence(advice.proposal.text))
    yield Notes(tuple(_list_items(advice, currency)))
    if advice.proposal.kind == "state":
        yield Paragraph(EXAMPLE)


def _list_failure(clearance: Clearance) -> Iterator[Block]:
    yield Paragraph(
        f"Nothing was found that clears it without harm; {_count(clearance.tried, 'change')} "
        f"{'was' if clearance.tried == 1 else 'were'} tried"
        f"{', and a bound on the trials was met' if clearance.is_bounded else ''}. "
        f"What the rule advises: {clearance.finding.remedy}."
    )
    nearest = clearance.nearest
    if nearest is not None:
        yield Heading(f"Nearest: {nearest.proposal.text}.")
        edits = [Item(_say_edit(edit)) for edit in nearest.proposal.edits]
        yield Notes((*edits, Item(f"but it adds {_say_findings(nearest.added)}")))
