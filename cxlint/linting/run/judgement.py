"""What made a run judge as it did: configuration, exclusions, baseline, waivers, choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.language.sections import language
from cxlint.linting.model.finding import JudgedBy
from cxlint.policy.globs import seen_from
from cxlint.sentence_lists import shorten_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from cxlint.linting.config.rule_settings import RuleEntry
    from cxlint.linting.model.finding import Finding
    from cxlint.linting.run.engine import Request
    from cxlint.policy.policy import Policy
    from cxlint.policy.reader import Reading

MOST = 5
"""How many paths or sections a sentence names."""

MOST_RULES = 12
"""How many rules a sentence names."""


def describe_judgement(
    request: Request, reading: Reading, levelled: Mapping[str, RuleEntry]
) -> Iterator[JudgedBy]:
    """Yield what the configuration and the command changed, before anything is excused.

    `levelled` are rules of which graver forms count less, and by what. Nothing is yielded where
    all rules judge as they are, over all files.
    """
    config = request.config
    if config.file is not None or config.nested:
        from cxlint.linting.config.deviations import deviations

        yield from deviations(config, request.rules)
        yield from _levelled(request, levelled)
    if config.policy:
        from cxlint.linting.config.narrowing import describe_narrowing

        yield from describe_narrowing(config, request.paths)
    if config.file is not None and request.nested:
        yield from _outer(config.file, request.start)
    if "excluded" in reading.skipped.values():
        from cxlint.linting.config.deviations import path_from_here
        from cxlint.linting.config.exclusions import group_excluded

        excluded = [path for path, why in reading.skipped.items() if why == "excluded"]
        for pattern, at, paths in group_excluded(config, request.start, excluded):
            more = f" and {len(paths) - MOST:,} more" if len(paths) > MOST else ""
            told = f"{pattern} leaves out {', '.join(paths[:MOST])}{more}"
            yield JudgedBy(
                "excluded", told, path_from_here(at.document.path), at.span().line, len(paths)
            )
    yield from _choices(request)


def _levelled(request: Request, levelled: Mapping[str, RuleEntry]) -> Iterator[JudgedBy]:
    """Yield whose graver findings count less, where no lowered severity says so anyway."""
    from cxlint.linting.config.deviations import path_from_here
    from cxlint.linting.config.rule_settings import GRADES, is_milder

    for id_, entry in sorted(levelled.items()):
        severity = entry.severity or "off"
        if not is_milder(GRADES[severity], request.rules[id_].severity):
            told = f"{id_}: all its findings count as {severity}, the graver ones too"
            path, line = path_from_here(entry.at.document.path), entry.at.span().line
            yield JudgedBy("softened", told, path, line, 1)


def _outer(file: Path, start: Path) -> Iterator[JudgedBy]:
    """Yield that a configuration lies above the repository, and does not judge in it."""
    from cxlint.linting.config.config_files import find_outer

    if outer := find_outer(file):
        told = f"{seen_from(start, outer)} does not judge here, nor are its locks in force"
        yield JudgedBy("configuration", f"{told}: this repository has a configuration of its own")


def describe_doubts(policy: Policy, doubts: Mapping[str, set[str]]) -> Iterator[JudgedBy]:
    """Yield for each file that is not all understood which rules conclude nothing from what lacks.

    `doubts` are, by kind, the rules that asked whether there may be more of it.
    """
    kinds: dict[str, list[str]] = {}
    for kind in sorted(doubts):
        for path in policy.unread_of(kind):
            kinds.setdefault(path, []).append(kind)
    for path, held in sorted(kinds.items()):
        rules = sorted(set().union(*(doubts[kind] for kind in held)))
        sections = [".".join(language().section(kind).path) for kind in held]
        more = ", ".join(shorten_list(sections, MOST, rest="and {} more"))
        names = ", ".join(shorten_list(rules, MOST_RULES, rest="and {} more"))
        conclude = "1 rule concludes" if len(rules) == 1 else f"{len(rules)} rules conclude"
        told = f"{path} is not all understood, and may say more of {more}"
        told = f"{told}: {conclude} nothing from what is missing there ({names})"
        yield JudgedBy("unread", told, path, 0, len(rules))


def describe_dormant(policy: Policy) -> Iterator[JudgedBy]:
    """Yield what does not hold on the day of the check, and on which days another check is due.

    That is where something begins to hold or ends, even where nothing is left out today.
    """
    days = sorted(policy.changes)
    if not (policy.dormant or days):
        return
    told = []
    if policy.dormant:
        known = sorted({f"{each.name} ({each.validity})" for each in policy.dormant})
        names = ", ".join(shorten_list(known, MOST, rest="and {:,} more"))
        number = "1 thing does" if len(known) == 1 else f"{len(known):,} things do"
        told.append(f"{number} not hold on {policy.today} and took no part: {names}")
    if days:
        options = (f"--as-of {day}" for day in days)
        checks = ", ".join(shorten_list([*options], MOST, rest="and {:,} more"))
        told.append(f"what holds changes later, so check that as well: {checks}")
    yield JudgedBy("effective", "; ".join(told), concerns=len(policy.dormant))


def describe_excuses(findings: Sequence[Finding]) -> Iterator[JudgedBy]:
    """Yield what each waiver excused."""
    for each in findings:
        if each.status == "waived":
            told = f"{each.rule.id} at {each.entity}: {each.excuse}"
            yield JudgedBy("waived", told, each.path, each.span.line, 1)


def describe_baseline(request: Request, findings: Sequence[Finding]) -> Iterator[JudgedBy]:
    """Yield how many findings the baseline of a request accepted, of how many it would."""
    if request.baseline is None:
        return
    accepted = sum(each.status == "baselined" for each in findings)
    entries = request.baseline.entries.values()
    room = sum(count for count, _ in entries)
    path = next((at.document.path for _, at in entries), "")
    told = f"the baseline accepts {accepted:,} of these findings, and would accept {room:,}"
    yield JudgedBy("baseline", told, path, 0, accepted)


def _choices(request: Request) -> Iterator[JudgedBy]:
    every, chosen = len(request.rules), len(request.chosen)
    if chosen < every:
        verb = "was" if chosen == 1 else "were"
        yield JudgedBy(
            "selected", f"{chosen:,} of {every:,} rules {verb} asked for", concerns=chosen
        )
    configured = request.config.fail_on
    if request.fail_on is not None and request.fail_on != configured:
        told = (
            f"findings from {request.fail_on} on fail, as the command says, not from {configured}"
        )
        yield JudgedBy("selected", told)


def describe_parts(requests: Sequence[Request]) -> JudgedBy:
    """Return that there are several policies, each judged by itself."""
    names = "; ".join(", ".join(path.as_posix() for path in each.paths) for each in requests)
    told = f"{len(requests)} policies are judged, each by itself, as no configuration holds for all"
    bars = [each.fail_on or each.config.fail_on for each in requests]
    own = f"; findings fail from {', '.join(bars)} on, in this order" if len({*bars}) > 1 else ""
    return JudgedBy("separate", f"{told}: {names}{own}", concerns=len(requests))
