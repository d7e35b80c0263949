"""The page of one rule, as `cxlint explain` shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.reporting.docs import evidence
from cxlint.reporting.writing.control_characters import escape_controls
from cxlint.reporting.writing.wrapping import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cxlint.linting.model.rule import Rule
    from cxlint.reporting.docs.evidence import Sources


def page(rule: Rule, sources: Sources, printed: str, *, width: int = 80) -> str:
    """Return the page of `rule`.

    `sources` is the table of rules/sources.yaml, `printed` what cxlint prints for the rule's
    first bad example.
    """
    blocks = [_block(lines) for lines in _parts(rule, sources, printed, width)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _block(lines: Iterator[str]) -> str:
    return "\n".join(lines)


def _parts(rule: Rule, sources: Sources, printed: str, width: int) -> Iterator[Iterator[str]]:
    yield _title(rule, width)
    yield _prose(rule.rationale, width)
    yield _section("what to change", _prose(evidence.general_remedy(rule.remedy[""]), width))
    yield _section("parameters", _parameters(rule, sources, width))
    yield _section("sources", _citation_lines(rule, sources, width))
    if rule.bad:
        yield _section(
            "reported, for example", _quote_lines(map(escape_controls, rule.bad[0].splitlines()))
        )
    if printed:
        yield _section("cxlint prints", _quote_lines(printed.splitlines()))
    if rule.good:
        yield _section(
            "not reported", _quote_lines(map(escape_controls, rule.good[0].splitlines()))
        )


def _title(rule: Rule, width: int) -> Iterator[str]:
    yield from fold(f"{rule.id}: {escape_controls(rule.title)}", "", width)
    told = [rule.severity, f"category {rule.category}", f"since {rule.since}"]
    if rule.lockable == "locked":
        told.append("may not be waived")
    elif rule.lockable == "waiver only":
        told.append("not put in a baseline")
    if rule.formerly:
        told.append(f"formerly {', '.join(rule.formerly)}")
    yield from fold(", ".join(told), "", width)


def _section(head: str, lines: Iterator[str]) -> Iterator[str]:
    first = next(lines, None)
    if first is None:
        return
    yield head
    yield first
    yield from lines


def _prose(text: str, width: int) -> Iterator[str]:
    if not text.strip():
        return
    for number, paragraph in enumerate(text.strip().split("\n\n")):
        if number:
            yield ""
        yield from fold(escape_controls(" ".join(paragraph.split())), "  ", width)


def _parameters(rule: Rule, sources: Sources, width: int) -> Iterator[str]:
    for each in evidence.parameters(rule, sources):
        if each.parts:
            yield f"  {each.name}:"
            for key, one in each.parts:
                yield from fold(escape_controls(one), f"    {escape_controls(key)}: ", width)
        else:
            yield from fold(escape_controls(each.value), f"  {each.name}: ", width)
        if each.source:
            says = f": {each.says}" if each.says else ""
            yield from fold(escape_controls(f"{each.source.full_text}{says}"), "      ", width)


def _citation_lines(rule: Rule, sources: Sources, width: int) -> Iterator[str]:
    for each in evidence.citations(rule, sources):
        yield from fold(escape_controls(each.supports), "  ", width)
        yield from fold(escape_controls(each.source.full_text), "      ", width)


def _quote_lines(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield f"    {line}".rstrip()
