"""A review as Markdown, for a comment on a pull request that is updated in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.changes.change import BETTER, NEUTRAL, WORSE
from cxlint.reporting.changes.change_picture import draw
from cxlint.reporting.changes.moved_figures import say_shift
from cxlint.reporting.formats.markdown import LONGEST
from cxlint.reporting.writing.markdown_escape import code_markup, escape_markdown
from cxlint.review.ratchets import RATCHET
from cxlint.sentence_lists import join_with_and

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cxlint.changes.change import Change, Spot
    from cxlint.linting.model.finding import Finding
    from cxlint.reporting.writing.view import View
    from cxlint.review.gate import Obstacle
    from cxlint.review.review import Review

MARKER = "<!-- cxlint:diff -->"
"""Not shown; by it a bot finds the comment that it is to update."""

_TAIL = 300
_SENTENCE = 600
_MOST_THINGS = 20
_HEAD = "| | what changes for customers | where |\n|---|---|---|\n"
_COUNTS = (
    (WORSE, "thing gets worse", "things get worse"),
    (BETTER, "thing gets better", "things get better"),
    (NEUTRAL, "thing is different", "things are different"),
)
_SIGNS = {WORSE: "🔴 worse", BETTER: "🟢 better", NEUTRAL: "⚪ different"}


def render(review: Review, view: View) -> str:
    """Return one line that says what matters, a table, and the details, within the size limit."""
    opening = f"{MARKER}\n### cxlint: {headline(review)}\n\n{_between(review)}\n\n"
    blocks = list(_against(review, view))
    room = LONGEST - _TAIL - len(opening) - sum(map(len, blocks))
    groups = _groups(review)
    rows = _fit([_row(each, review, view) for each in groups], room * 2 // 3)
    table = [_HEAD, *rows, "\n"] if rows else []
    if left := sum(map(len, groups[len(rows) :])):
        table.append(f"and {left:,} more: `cxlint diff` has all\n\n")
    room -= sum(map(len, table))
    return "".join([opening, *blocks, *table, *_fit(_details(review, view), room)])


def _picture(review: Review) -> Iterator[str]:
    if drawn := draw(review.ways):
        yield f"```mermaid\n{drawn}```\n"


def headline(review: Review) -> str:
    """Return the one line for somebody who reads no more."""
    told = [
        f"{number:,} {noun if number == 1 else nouns}"
        for direction, noun, nouns in _COUNTS
        if (number := _number(review, direction))
    ]
    if told:
        return f"For customers, {join_with_and(told)}. {_verdict(review)}"
    if review.gate.is_met:
        return "Customers notice nothing that could be compared. The check fails"
    return "Customers notice nothing of this change"


def _verdict(review: Review) -> str:
    worse = [each for each in review.proof.undeclared if each.direction == WORSE]
    met = [change for change, _ in review.proof.met if change.direction == WORSE]
    if met:
        told = "all of the worse is declared" if not worse else f"{len(worse):,} not declared"
        return f"{'The check fails' if review.gate.is_met else 'The check passes'}: {told}"
    return "The check fails" if review.gate.is_met else "The check passes"


def _number(review: Review, direction: str) -> int:
    return sum(each.direction == direction for each in review.difference.changes)


def _between(review: Review) -> str:
    return f"From {code_markup(review.base)} to {code_markup(review.head)}."


def _groups(review: Review) -> list[list[Change]]:
    """Return the changes for the worse first, those of one cause and direction together."""
    order = (WORSE, BETTER, NEUTRAL)
    groups: dict[tuple[str, object], list[Change]] = {}
    for each in sorted(review.difference.changes, key=lambda each: order.index(each.direction)):
        groups.setdefault((each.direction, each.cause or id(each)), []).append(each)
    return list(groups.values())


def _row(group: Sequence[Change], review: Review, view: View) -> str:
    """Return the row of what is changed by one edit, each thing on a line of its own."""
    first = group[0]
    declared = {id(each) for each, _ in review.proof.met}
    number = sum(id(each) in declared for each in group)
    sign = _SIGNS[first.direction]
    if number:
        sign += ", declared" if number == len(group) else f", {number:,} of {len(group):,} declared"
    told = [escape_markdown(each.sentence[:_SENTENCE]) for each in group[:_MOST_THINGS]]
    if left := len(group) - len(told):
        told.append(f"and {left:,} more")
    spot = first.cause.spot if first.cause is not None else first.new_place or first.old_place
    return f"| {sign} | {'<br>'.join(told)} | {_where(spot, view)} |\n"


def _where(spot: Spot | None, view: View) -> str:
    return code_markup(f"{view.path_from_root(spot.path)}:{spot.line}") if spot else ""


def _against(review: Review, view: View) -> Iterator[str]:
    """Yield what stands against the change besides rows of the table, and what it weakens."""
    yield from _unclear(review, view)
    rest = [
        each for each in review.gate.obstacles
        if not _is_in_table(each) and each.kind != "reading"
    ]  # fmt: skip
    lines = [
        f"* {escape_markdown(each.sentence[:_SENTENCE])} {_where(each.place, view)}\n"
        for each in rest
    ]
    if lines:
        yield f"**Also against it**\n\n{''.join(_fit(lines, 8_000))}\n"
    for title, found in (
        ("Weakens the check", review.in_effect),
        ("Would weaken the check, and took no effect", review.in_vain),
    ):
        lines = [
            f"* {escape_markdown(each.sentence[:_SENTENCE])} {_where(each.place, view)}\n"
            for each in found
        ]
        if lines:
            yield f"**{title}**\n\n{''.join(_fit(lines, 8_000))}\n"


def _unclear(review: Review, view: View) -> Iterator[str]:
    """Yield the places that are not understood, and what is not told for that."""
    lines = [
        f"* {escape_markdown(each.sentence[:_SENTENCE])} {_where(each.place, view)}\n"
        for each in review.misreadings
    ]
    lines += [f"* {each}\n" for each in review.withheld.sentences]
    if lines:
        title = "Could not be understood; what rests on it is not compared"
        yield f"**{title}**\n\n{''.join(_fit(lines, 8_000))}\n"


def _is_in_table(obstacle: Obstacle) -> bool:
    return obstacle.kind == "change" and getattr(obstacle.change, "aspect", "") != RATCHET


def _details(review: Review, view: View) -> list[str]:
    found, proof = review.findings, review.proof
    sections = (
        ("The ways that change", _picture(review)),
        ("Customers this happens to", _witnesses(review.difference.changes)),
        ("Declared", (
            f"* {escape_markdown(change.sentence[:_SENTENCE])}: "
            f"{escape_markdown(intention.owner)}, {escape_markdown(intention.reason)}\n"
            for change, intention in proof.met
        )),
        ("What contacts cost customers", (
            f"* {escape_markdown(each.intent)}, {escape_markdown(words)}: "
            f"{escape_markdown(old)} → {escape_markdown(new)}\n"
            for each in review.difference.journeys
            for words, old, new in (say_shift(each),)
        )),
        ("New findings", (_finding(each, view) for each in found.new)),
        ("Fixed findings", (_finding(each, view) for each in found.fixed)),
        ("Not compared", (f"* {escape_markdown(each)}\n" for each in review.notes)),
    )  # fmt: skip
    return [_folded(title, lines) for title, told in sections if (lines := list(told))]


def _folded(title: str, lines: Sequence[str]) -> str:
    kept = _fit(lines, 12_000)
    more = f"* and {len(lines) - len(kept):,} more\n" if len(kept) < len(lines) else ""
    number = f" ({len(lines):,})" if len(lines) > 1 else ""
    opening = f"<details><summary>{title}{number}</summary>\n\n"
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
