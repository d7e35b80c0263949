"""A review as Markdown, for a comment on a pull request that is updated in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.changes.change import BETTER, NEUTRAL, WORSE
from cxlint.reporting.formats.markdown import LONGEST
from cxlint.reporting.writing.markdown_escape import code_markup, escape_markdown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cxlint.changes.change import Change, Spot
    from cxlint.linting.model.finding import Finding
    from cxlint.reporting.writing.view import View
    from cxlint.review.review import Review

MARKER = "<!-- cxlint:diff -->"
"""Not shown; by it a bot finds the comment that it is to update."""

_TAIL = 300
_SENTENCE = 600
_HEAD = "| | what changes for customers | where |\n|---|---|---|\n"
_SIGNS = {WORSE: "🔴 worse", BETTER: "🟢 better", NEUTRAL: "⚪ different"}


def render(review: Review, view: View) -> str:
    """Return one line that says what matters, a table, and the details, within the size limit."""
    opening = f"{MARKER}\n### {headline(review)}\n\n{_between(review)}\n\n"
    blocks = list(_against(review, view))
    room = LONGEST - _TAIL - len(opening) - sum(map(len, blocks))
    rows = _fit([_row(each, review, view) for each in _in_order(review)], room * 2 // 3)
    table = [_HEAD, *rows, "\n"] if rows else []
    if left := len(review.difference.changes) - len(rows):
        table.append(f"and {left:,} more: `cxlint diff` has all\n\n")
    room -= sum(map(len, table))
    return "".join([opening, *blocks, *table, *_fit(_details(review, view), room)])


def headline(review: Review) -> str:
    """Return the one line for somebody who reads no more."""
    numbers = {each: _number(review, each) for each in (WORSE, BETTER, NEUTRAL)}
    told = [
        f"{number:,} {word}"
        for word, number in (
            ("worse", numbers[WORSE]),
            ("better", numbers[BETTER]),
            ("different", numbers[NEUTRAL]),
        )
        if number
    ]
    if review.gate.obstacles and not told:
        return "cxlint: this change fails the check"
    if not told:
        return "cxlint: customers notice nothing of this change"
    undeclared = [each for each in review.proof.undeclared if each.direction == WORSE]
    verdict = "this fails the check" if review.gate.is_met else "this passes the check"
    if numbers[WORSE] and not undeclared:
        verdict += ", as all of it that is worse was declared"
    return f"cxlint: for customers {', '.join(told)}; {verdict}"


def _number(review: Review, direction: str) -> int:
    return sum(each.direction == direction for each in review.difference.changes)


def _between(review: Review) -> str:
    return f"From {code_markup(review.base)} to {code_markup(review.head)}."


def _in_order(review: Review) -> Sequence[Change]:
    order = (WORSE, BETTER, NEUTRAL)
    return sorted(review.difference.changes, key=lambda each: order.index(each.direction))


def _row(change: Change, review: Review, view: View) -> str:
    declared = any(change is each for each, _ in review.proof.met)
    sign = _SIGNS[change.direction] + (", declared" if declared else "")
    told = escape_markdown(change.sentence[:_SENTENCE])
    return f"| {sign} | {told} | {_where(change.new_place or change.old_place, view)} |\n"


def _where(spot: Spot | None, view: View) -> str:
    return code_markup(f"{view.path_from_root(spot.path)}:{spot.line}") if spot else ""


def _against(review: Review, view: View) -> Iterator[str]:
    """Yield what stands against the change besides rows of the table, and what it weakens."""
    rest = [each for each in review.gate.obstacles if each.kind != "change"]
    lines = [
        f"* {escape_markdown(each.sentence[:_SENTENCE])} {_where(each.place, view)}\n"
        for each in rest
    ]
    if lines:
        yield f"**Also against it**\n\n{''.join(_fit(lines, 8_000))}\n"
    lines = [
        f"* {escape_markdown(each.sentence[:_SENTENCE])} {_where(each.place, view)}\n"
        for each in review.weakened
    ]
    if lines:
        title = "Would weaken the check, and took no effect" if review.is_untrusted else (
            "Weakens the check"
        )  # fmt: skip
        yield f"**{title}**\n\n{''.join(_fit(lines, 8_000))}\n"


def _details(review: Review, view: View) -> list[str]:
    found, proof = review.findings, review.proof
    sections = (
        ("Customers this happens to", _witnesses(review.difference.changes)),
        ("Declared", (
            f"* {escape_markdown(change.sentence[:_SENTENCE])}: "
            f"{escape_markdown(intention.owner)}, {escape_markdown(intention.reason)}\n"
            for change, intention in proof.met
        )),
        ("What contacts cost customers", (
            f"* {escape_markdown(each.intent)}, {escape_markdown(each.quantity)}: "
            f"{escape_markdown(each.old or 'nothing')} → {escape_markdown(each.new or 'nothing')}\n"
            for each in review.difference.journeys
        )),
        ("New findings", (_finding(each, view) for each in found.new)),
        ("Fixed findings", (_finding(each, view) for each in found.fixed)),
        ("Not compared", (f"* {escape_markdown(each)}\n" for each in review.notes)),
    )  # fmt: skip
    return [_folded(title, lines) for title, told in sections if (lines := list(told))]


def _folded(title: str, lines: Sequence[str]) -> str:
    kept = _fit(lines, 12_000)
    more = f"* and {len(lines) - len(kept):,} more\n" if len(kept) < len(lines) else ""
    opening = f"<details><summary>{title} ({len(lines):,})</summary>\n\n"
    return f"{opening}{''.join(kept)}{more}\n</details>\n\n"


def _witnesses(changes: Iterable[Change]) -> Iterator[str]:
    for each in changes:
        if each.witness is not None:
            yield f"* {escape_markdown(each.witness.sentence[:_SENTENCE])}\n"


def _finding(finding: Finding, view: View) -> str:
    place = code_markup(f"{view.path_from_root(finding.path)}:{finding.span.line}")
    told = escape_markdown(finding.message[:_SENTENCE])
    excused = f" ({finding.status})" if finding.status != "new" else ""
    rule = code_markup(finding.rule.id)
    return f"* {finding.severity}{excused} {rule}: {told} {place}\n"


def _fit(blocks: Sequence[str], room: int) -> list[str]:
    """Return the blocks that fit into `room` characters together, those that come first."""
    kept = []
    for block in blocks:
        if len(block) > room:
            break
        room -= len(block)
        kept.append(block)
    return kept
