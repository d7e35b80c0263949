"""The report of a run, kept for the next one over the very same things.

What a report is made of is digested: the content of every file that is looked into, which files
there are and which are passed over, the rules, the configurations, the baseline, the day, what was
asked for, cxlint itself and Python. Where all of it is the same, the report is the same, and is
taken from the user's cache folder (`user_cache` says where that is trusted). Whatever cannot be
digested, such as a check of an installed package, keeps a report from being kept. The digest is
made before the policy is read; a report is kept only if what was then read has that digest, too.
"""

# Paths as text are several times quicker, and ten thousand files are to be expected.
# ruff: noqa: PTH109, PTH116, PTH118, PTH208

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from cxlint import __version__, resources, user_cache
from cxlint.linting.rules.check_lookup import is_plugin
from cxlint.linting.rules.loader import rule_files
from cxlint.linting.run import engine
from cxlint.policy.file_contents import read_bytes
from cxlint.policy.file_names import is_telling
from cxlint.policy.repository import WORKSPACES
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from cxlint.linting.config.config import Config
    from cxlint.linting.model.finding import Report
    from cxlint.linting.run.engine import Request
    from cxlint.linting.suppressions.baseline import Baseline
    from cxlint.policy.reader import Selection

    Progress = Callable[[str], None]

WORTHWHILE = 64 << 10
"""Bytes of files from which on a report is kept: of fewer, the run is as quick as the keeping."""

MOST = 32
"""How many reports are kept; those used longest ago go first."""

LARGEST = 16 << 20
"""Bytes of the largest report that is kept, and a quarter of what all may take together."""

PREFIX = "report-"

_QUICK = ("yaml._yaml", "jsonschema_rs")
"""What a run can do without, and says so; None stands for what is kept from being imported."""

_ZONES = ("/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo")


class _Key(NamedTuple):
    """The digest of all that a report is made of; by path, those of the files looked into."""

    digest: str
    contents: Mapping[str, bytes]


def lint_each(requests: Sequence[Request], progress: Progress | None = None) -> Report:
    """Return the report of `engine.lint_each` without its timings, from the cache where it is."""
    selections = [engine.select(each) for each in requests]
    if not _is_worthwhile(requests, selections):
        return engine.lint_each(requests, progress, selections)
    folder = user_cache.find_folder(_places(requests))
    key = _key(requests, selections) if folder is not None else None
    if folder is None or key is None:
        return engine.lint_each(requests, progress, selections)
    if (known := _kept(folder, key, requests)) is not None:
        return known
    observed: dict[str, bytes] = {}

    def observe(path: str, content: bytes) -> None:
        now = _digest(content)
        observed[path] = now if observed.get(path, now) == now else b""

    report = engine.lint_each(requests, progress, selections, observe)
    if not report.has_crashed and observed == key.contents:
        _keep(folder, key, requests, selections, report)
    return report


def _places(requests: Sequence[Request]) -> Iterator[Path]:
    """Yield whatever is judged, and whatever says how."""
    for each in requests:
        yield from (each.config.folder, each.start, *each.paths, *each.config.rule_folders)
        yield from (pack.folder for pack in each.config.packs)


def _is_worthwhile(requests: Sequence[Request], selections: Sequence[Selection]) -> bool:
    """Whether keeping the report costs less than a run, and everything it rests on is known."""
    left = WORTHWHILE
    for selection in selections:
        for source in selection.sources:
            with suppress(OSError):
                left -= os.stat(source.file).st_size
            if left <= 0:
                checks = {rule.check for each in requests for rule in engine.rules_of(each)}
                return not any(map(is_plugin, checks))
    return False


def _kept(folder: str, key: _Key, requests: Sequence[Request]) -> Report | None:
    name = PREFIX + key.digest[:32]
    content = user_cache.read(folder, name)
    head = key.digest.encode()
    if content is None or not content.startswith(head):
        return None
    from cxlint.linting.run.report_record import unpack_report

    report = unpack_report(content[len(head) :], requests)
    if report is not None:
        with suppress(OSError):
            os.utime(os.path.join(folder, name))
    return report


def _keep(
    folder: str,
    key: _Key,
    requests: Sequence[Request],
    selections: Sequence[Selection],
    report: Report,
) -> None:
    """Keep a report unless what it rests on has changed since the digest was made."""
    from cxlint.linting.run.report_record import pack_report

    packed = pack_report(report, requests)
    if packed is None or len(packed) > LARGEST:
        return
    if _whole_digest(requests, selections, key.contents) == key.digest:
        user_cache.write(folder, PREFIX + key.digest[:32], key.digest.encode() + packed)
        user_cache.shrink(folder, PREFIX, MOST, 4 * LARGEST)


def _key(requests: Sequence[Request], selections: Sequence[Selection]) -> _Key | None:
    """Return the digest of a run that is yet to be; None where something cannot be read."""
    contents: dict[str, bytes] = {}
    for request, selection in zip(requests, selections, strict=True):
        given = request.stdin[0] if request.stdin else None
        for source in selection.sources:
            if source.path == given or source.path in contents:
                continue
            try:
                if source.named or is_telling(source.path) or _may_matter(source.file):
                    contents[source.path] = _digest(read_bytes(source))
            except OSError:
                return None
    return _Key(_whole_digest(requests, selections, contents), contents)


def _may_matter(file: Path) -> bool:
    from cxlint.importers import syntax

    return syntax.may_be_foreign(read_bytes(file, syntax.SNIFFED))


def _digest(content: bytes) -> bytes:
    from hashlib import sha256

    return sha256(content).digest()


def _whole_digest(
    requests: Sequence[Request], selections: Sequence[Selection], contents: Mapping[str, bytes]
) -> str:
    from hashlib import sha256

    parts = [_surroundings(), sorted(contents.items())]
    for request, selection in zip(requests, selections, strict=True):
        parts += [_describe_request(request), _describe_selection(request, selection, contents)]
    return sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _surroundings() -> object:
    """Return what cxlint is here, and what it runs on."""
    places = [place for place in sys.path if place.endswith(("site-packages", "dist-packages"))]
    return (
        __version__,
        sys.version,
        sys.platform,
        os.getcwd(),
        [os.environ.get(name) for name in (*WORKSPACES, "PYTHONTZPATH")],
        [sys.modules.get(name, 0) is None for name in _QUICK],
        [_installed(place) for place in places],
        [list(_stamps(str(resources.folder(name)))) for name in ("rules", "schemas")],
        list(_stamps(str(resources.PACKAGE))),
        [_stamp(os.path.join(zones, *of)) for zones in _ZONES for of in ((), ("tzdata.zi",))],
    )


def _installed(place: str) -> list[str]:
    """Return what is installed in a folder of packages; names carry versions."""
    try:
        return sorted(name for name in os.listdir(place) if name.endswith("-info"))
    except OSError:
        return []


def _stamps(folder: str) -> Iterator[object]:
    """Yield the files of a folder and the folders below, with what changes when they are changed.

    Files of bytes follow from the others.
    """
    with os.scandir(folder) as entries:
        listed = sorted(entries, key=lambda entry: entry.name)
    for entry in listed:
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _stamps(entry.path)
        else:
            yield entry.path, _stamp(entry.path)


def _stamp(file: str) -> tuple[int, int, int] | None:
    try:
        status = os.stat(file)
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _describe_request(request: Request) -> object:
    return (
        [str(path) for path in request.paths],
        str(request.start),
        _describe_config(request.config),
        sorted(request.rules.items()),
        sorted(request.chosen),
        sorted(request.named),
        request.today.isoformat(),
        request.waive,
        None if request.baseline is None else _describe_baseline(request.baseline),
        str(request.baseline_file),
        request.stdin and (request.stdin[0], _digest(request.stdin[1])),
        request.fail_on,
        request.wanted,
        [str(path) for path in request.outputs],
        request.exclude,
        request.nested,
        request.folded,
        str(request.horizon),
        sorted(request.laws) if request.laws is not None else None,
    )


def _describe_baseline(baseline: Baseline) -> object:
    texts = {at.document.path: at.document.text for _, at in baseline.entries.values()}
    entries = sorted((key, count) for key, (count, _) in baseline.entries.items())
    costs = sorted((id_, sorted(map(str, worst.items()))) for id_, worst in baseline.costs.items())
    return baseline.version, entries, sorted(texts.items()), costs


def _describe_config(config: Config) -> object:
    return (
        str(config.file),
        str(config.folder),
        [str(path) for path in config.policy],
        config.exclude,
        [(str(folder), _own_rules(folder)) for folder in config.rule_folders],
        [(each.name, each.version, each.shown, each.origin, each.files) for each in config.packs],
        str(config.baseline),
        config.fail_on,
        (config.document.path, config.document.text),
        [(each.name, each.data, each.at.document.path, each.at.path) for each in config.layers],
        [(str(each.file), each.document.path, each.document.text) for each in config.nested],
        config.notes,
    )


def _own_rules(folder: Path) -> list[tuple[str, bytes]]:
    """Return the files of a folder of rules with their content, the table of sources among them."""
    return [(str(file), _digest(read_bytes(file))) for file in rule_files(folder)]


def _describe_selection(
    request: Request, selection: Selection, contents: Mapping[str, bytes]
) -> object:
    """Return which files there are, and how each is named and looked at."""
    name = request.config.path_in_policy
    found = [(each.path, str(each.file), each.named, name(each.path)) for each in selection.sources]
    glances = [_glance(each.file) for each in selection.sources if each.path not in contents]
    return found, glances, selection.unread


def _glance(file: Path) -> object:
    """Return what is looked at of a file that is not read: how it begins."""
    from cxlint.importers.syntax import SNIFFED

    with suppress(OSError):
        return read_bytes(file, SNIFFED)
    return None
