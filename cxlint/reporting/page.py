"""The page of one rule, as `cxlint explain` shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.reporting.escaping import shown
from cxlint.reporting.folding import fold
from cxlint.reporting.prose import general

PROBLEMS = "reading"
"""The check whose parameter only names the problem that a rule speaks of."""

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cxlint.linting.rule import Rule

    Sources = Mapping[str, Mapping[str, object]]

_FEWEST = 3
"""Words of a remedy that say something although its blanks are not filled."""

_CITED = ("author", "title", "publisher", "year", "date", "url")


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
    yield _headed("what to change", _prose(_change(rule), width))
    yield _headed("parameters", _parameters(rule, sources, width))
    yield _headed("sources", _cited(rule, sources, width))
    if rule.bad:
        yield _headed("reported, for example", _quoted(map(shown, rule.bad[0].splitlines())))
    if printed:
        yield _headed("cxlint prints", _quoted(printed.splitlines()))
    if rule.good:
        yield _headed("not reported", _quoted(map(shown, rule.good[0].splitlines())))


def _title(rule: Rule, width: int) -> Iterator[str]:
    yield from fold(f"{rule.id}: {shown(rule.title)}", "", width)
    told = [rule.severity, f"category {rule.category}", f"since {rule.since}"]
    if rule.lockable == "locked":
        told.append("may not be waived")
    if rule.formerly:
        told.append(f"formerly {', '.join(rule.formerly)}")
    yield from fold(", ".join(told), "", width)


def _headed(head: str, lines: Iterator[str]) -> Iterator[str]:
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
        yield from fold(shown(" ".join(paragraph.split())), "  ", width)


def _change(rule: Rule) -> str:
    """Return the remedy for no finding in particular; empty where only the finding has the words.

    What is printed for the example says it then.
    """
    told = general(rule.remedy)
    said = [word for word in told.split() if any(map(str.isalpha, word))]
    return told if "…" not in told or len(said) >= _FEWEST else ""


def _parameters(rule: Rule, sources: Sources, width: int) -> Iterator[str]:
    for name, value in sorted(rule.params.items()):
        if rule.check == PROBLEMS:  # which problem it tells of is not for anybody to set
            continue
        told = rule.provenance.get(name, {})
        if isinstance(value, dict):
            yield f"  {name}:"
            for key, one in value.items():
                yield from fold(shown(_said(one)), f"    {shown(str(key))}: ", width)
        else:
            yield from fold(shown(_said(value)), f"  {name}: ", width)
        if "says" in told or "source" in told:
            source = told.get("source", "own")
            whose = "our own judgement" if source == "own" else _citation(source, sources)
            says = f": {told['says']}" if told.get("says") else ""
            yield from fold(shown(f"{whose}{says}"), "      ", width)


def _cited(rule: Rule, sources: Sources, width: int) -> Iterator[str]:
    for name, supports in rule.sources:
        yield from fold(shown(" ".join(supports.split())), "  ", width)
        own = name == "own" and not rule.shipped
        whose = "the organization's own" if own else _citation(name, sources)
        yield from fold(shown(whose), "      ", width)


def _citation(name: str, sources: Sources) -> str:
    entry = sources.get(name, {})
    told = [str(entry[key]) for key in _CITED if entry.get(key)]
    return f"{', '.join(told)} [{name}]" if told else name


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_said, value))
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_said(one)}' for key, one in value.items())}}}"
    return str(value)


def _quoted(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield f"    {line}".rstrip()
