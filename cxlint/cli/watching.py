"""Checking again whenever a file is saved: what is looked at, and what is told of a change."""

# Many files are looked at many times a second.
# ruff: noqa: PTH116

from __future__ import annotations

import datetime
import gc
import os
import stat
import time
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

from cxlint.cli import screen
from cxlint.errors import UserError
from cxlint.policy.file_names import CONFIGURATION, reason_to_skip
from cxlint.reporting.writing.statistics import findings_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cxlint.linting.model.finding import Finding, Report
    from cxlint.linting.run.engine import Request

    Sight = Mapping[str, tuple[int, ...]]
    Judged = tuple[Sequence[Request], Report]

POLL = 0.04
"""Seconds between two looks at the files."""

SETTLE = 0.02
"""Seconds that the files must stay as they are, so that none is read that is half written."""

MOST_SETTLES = 10
"""So often it is waited for that, and no longer: something may be written all the time."""

IDLE = 20
"""A look is followed by a pause so many times as long, however many files there are."""


def look(asked: Sequence[Request]) -> Sight:
    """Return when each file was last changed that is judged or says how, and what day it is."""
    seen: dict[str, tuple[int, ...]] = {"": (datetime.date.today().toordinal(),)}  # noqa: DTZ011
    for place in dict.fromkeys(_places(asked)):
        _look_at(place, seen)
    return seen


def follow(
    asked: Sequence[Request], sight: Sight, report: Report, judge: Callable[[], Judged]
) -> int:
    """Judge again whenever something has changed since `sight`, and tell what is other than before.

    Ends with Ctrl-C. What is wrong with the command's files meanwhile is told, and waited for.
    """
    screen.say("cxlint: watching; Ctrl-C ends it")
    gc.disable()  # waste is collected after an answer, not before
    try:
        while True:
            sight = await_change(asked, sight)
            try:
                asked, after = judge()
            except UserError as problem:
                screen.complain(str(problem))
                continue
            screen.write_lines(change_lines(report, after))
            report = after
            gc.collect()
    except KeyboardInterrupt:
        return 0
    finally:
        gc.enable()


def await_change(asked: Sequence[Request], sight: Sight) -> Sight:
    """Return what there is to see once it is something else, and stays so for a moment."""
    while True:
        began = time.perf_counter()
        now = look(asked)
        if now != sight:
            break
        time.sleep(max(POLL, IDLE * (time.perf_counter() - began)))
    for _ in range(MOST_SETTLES):
        time.sleep(SETTLE)
        later = look(asked)
        if later == now:
            break
        now = later
    return now


def change_lines(before: Report, after: Report) -> Iterator[str]:
    """Yield what stands now and did not, what does not stand any more, and what stands."""
    new = _beyond(after.open_findings, before.open_findings)
    fixed = _beyond(before.open_findings, after.open_findings)
    for finding in fixed:
        yield f"fixed: {finding.path}: {finding.rule.id}: {finding.message}"
    for finding in new:
        place = f"{finding.path}:{finding.span.line}:{finding.span.column}"
        yield f"new: {place}: {finding.severity}: {finding.rule.id}: {finding.message}"
    yield f"{len(new):,} new, {len(fixed):,} fixed: {findings_text(after)}"
    for notice in after.notices:
        if notice.kind == "crash":
            yield f"{notice.rule} did not run to its end: {notice.message}"


def _beyond(findings: Iterable[Finding], others: Iterable[Finding]) -> list[Finding]:
    """Return the findings that are not among the others, wherever in its file each stands."""
    left = Counter(map(_name, others))
    beyond = []
    for finding in findings:
        if left[_name(finding)]:
            left[_name(finding)] -= 1
        else:
            beyond.append(finding)
    return beyond


def _name(finding: Finding) -> tuple[str, ...]:
    return finding.rule.id, finding.path, finding.severity, finding.fingerprint, finding.message


def _places(asked: Sequence[Request]) -> Iterator[str]:
    """Yield the files and folders that are judged, and those that say how."""
    for each in asked:
        config = each.config
        judged = [os.path.abspath(path) for path in (*each.paths, *config.policy)]  # noqa: PTH100
        yield from judged
        yield from (str(folder) for folder in config.rule_folders)
        yield from (str(pack.folder) for pack in config.packs)
        yield from (str(file) for file in (config.file, each.baseline_file) if file)
        for place in judged:
            yield from _configurations(place)


def _configurations(place: str) -> Iterator[str]:
    """Yield where the configuration of a place is looked for."""
    while True:
        yield os.path.join(place, CONFIGURATION)  # noqa: PTH118
        above = os.path.dirname(place)  # noqa: PTH120
        if above == place:
            return
        place = above


def _look_at(place: str, seen: dict[str, tuple[int, ...]]) -> None:
    """Note a file, or what lies in a folder and below; what cannot be looked at is passed over."""
    open_, met = [place], set[tuple[int, int]]()
    while open_:
        here = open_.pop()
        with suppress(OSError):
            status = os.stat(here)
            seen[here] = (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
            identity = status.st_dev, status.st_ino
            if stat.S_ISDIR(status.st_mode) and identity not in met:
                met.add(identity)  # a link may lead in a circle
                open_ += _held(here)


def _held(folder: str) -> list[str]:
    """Return what lies in a folder, without the folders that no policy is looked for in."""
    with os.scandir(folder) as entries:
        return [
            entry.path
            for entry in entries
            if not (entry.is_dir() and reason_to_skip(entry.name, folder=True))
        ]
