"""From paths to a policy: files are found, parsed and linked, and what is odd of them is said."""

from __future__ import annotations

import gc
import os
import re
import time
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from cxlint.language import schema
from cxlint.parsing import document
from cxlint.policy import discovery, file_contents, linker
from cxlint.policy.file_names import CONFIGURATION, STDIN
from cxlint.policy.file_problems import UNREADABLE
from cxlint.policy.links import lies_within
from cxlint.policy.repository import from_here
from cxlint.records import NamedTuple
from cxlint.sentence_lists import shorten_list

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cxlint.parsing.document import Document
    from cxlint.policy.file_contents import Kept
    from cxlint.policy.policy import Policy

    Progress = Callable[[str], None]
    Observe = Callable[[str, bytes], None]

MOST_PATHS = 8
"""How many paths a remark names."""

_NAME = re.compile(r"[\w-]+")

SLOW_READER = "libyaml is missing here, so files are read with a much slower reader"

SLOW_VALIDATOR = "jsonschema-rs is missing here, so files are checked with a much slower validator"

_UNUSED = "{} is not used: one configuration holds, found upwards from the first path"

_UNREAD = "{} cannot be read: nothing is concluded from what may stand there"


class Order(NamedTuple):
    """What to read. `paths` are files and folders; shown paths are relative to `start`.

    `root`, `exclude`, `skip`, `enter` and `edge` are those of `discovery.gather`. `around` is the
    whole policy of which the paths are parts; empty where they are all there is. `stdin` is read
    in place of the file of its name. `wanted` is the vendor's format that the files among `paths`
    are said to be of. `today` is the date the policy is judged on. `own_reason` says of a file, by
    the path shown and its documents, for which of SKIP_REASONS it is passed over as one of cxlint's
    own; empty where it is none. `kept` holds what was read of other states of the same files.
    """

    paths: Sequence[Path]
    start: Path
    today: datetime.date
    root: Path | None = None
    exclude: Sequence[str] = ()
    skip: Sequence[Path] = ()
    around: Sequence[Path] = ()
    stdin: tuple[str, bytes] | None = None
    wanted: str = ""
    enter: discovery.Enter | None = None
    edge: Path | None = None
    own_reason: Callable[[str, Sequence[Document]], str] | None = None
    kept: Kept | None = None


class Reading(NamedTuple):
    """The policy, the shown paths to report on (None: all of them), and remarks on the files.

    `seconds` is how long it took. `skipped` is what was met where the paths lie and not read: by
    the path shown, for which of SKIP_REASONS.
    """

    policy: Policy
    reported: frozenset[str] | None = None
    remarks: tuple[str, ...] = ()
    seconds: float = 0.0
    skipped: Mapping[str, str] = MappingProxyType({})


class _Files(NamedTuple):
    """The files to read, those that are lost, why others are skipped; those to report on.

    All by the path shown.
    """

    sources: dict[str, discovery.Source]
    lost: dict[str, Document]
    skipped: dict[str, str]
    reported: frozenset[str] | None = None


class Selection(NamedTuple):
    """What of an order there is to read: the files, and what was left out of it.

    `seconds` is how long it took to find.
    """

    order: Order
    found: _Files
    left_out: Mapping[str, str] = MappingProxyType({})
    seconds: float = 0.0

    @property
    def sources(self) -> Sequence[discovery.Source]:
        """The files to read, by the path shown."""
        return tuple(self.found.sources.values())

    @property
    def unread(self) -> Mapping[str, object]:
        """What was met and is not read, and why, and which of the others are reported on."""
        lost = {path: each.problems for path, each in self.found.lost.items()}
        reasons = {path: [dict(each.facts) for each in problems] for path, problems in lost.items()}
        reported = None if self.found.reported is None else sorted(self.found.reported)
        skipped = sorted(self.found.skipped.items())
        return {"lost": reasons, "skipped": skipped, "left out": self.left_out, "told": reported}


def select(order: Order) -> Selection:
    """Find what is ordered. UserError where a path does not exist."""
    began = time.perf_counter()
    order, left_out = _without_excluded_stdin(order)
    found = _found(order)
    return Selection(order, found, left_out, time.perf_counter() - began)


def read(order: Order, progress: Progress | None = None) -> Reading:
    """Read what is ordered. UserError where a path does not exist."""
    return read_selection(select(order), progress)


def read_selection(
    selection: Selection, progress: Progress | None = None, observe: Observe | None = None
) -> Reading:
    """Read the files found; `observe` is told the content of each that is looked into."""
    began = time.perf_counter()
    order, found, left_out, sought = selection
    found = found._replace(skipped=dict(found.skipped))  # to which reading adds
    known = [*found.lost.values(), *_documents(order, found, progress, observe)]
    known = _without_foreign_lists(order, found, known)
    policy = linker.assemble(known, order.today)
    remarks = [_UNUSED.format(path) for path in sorted(found.skipped) if _is_idle(found, path)]
    if document.SLOW:
        remarks.append(SLOW_READER)
    if schema.is_slow():
        remarks.append(SLOW_VALIDATOR)
    remarks += [*_recognised(known), *_describe_unread_names(found.skipped)]
    if found.reported is not None:
        remarks += _unread(policy, found.reported)
    seconds = sought + time.perf_counter() - began
    return Reading(policy, found.reported, tuple(remarks), seconds, {**found.skipped, **left_out})


def _without_excluded_stdin(order: Order) -> tuple[Order, dict[str, str]]:
    """Return the order without standard input where the file it stands for is left out."""
    name = order.stdin[0] if order.stdin else STDIN
    if name == STDIN:
        return order, {}
    if not discovery.is_left_out(
        Path(name), start=order.start, root=order.root, exclude=order.exclude, enter=order.enter
    ):
        return order, {}
    return order._replace(stdin=None), {name: "excluded"}


def _found(order: Order) -> _Files:
    """Find the files; of a whole policy also those around them, which are not reported on."""
    inner = _gathered(order, order.paths)
    if not order.around or not (order.paths or order.stdin):
        return inner
    outer = _gathered(order, [from_here(path) for path in order.around])
    sources, lost = outer.sources | inner.sources, outer.lost | inner.lost
    reported = inner.sources.keys() | inner.lost.keys()
    if order.stdin:
        reported |= {order.stdin[0]}
    everything = reported >= sources.keys() | lost.keys()
    return _Files(
        sources,
        lost,
        (outer.skipped if everything else {}) | inner.skipped,
        None if everything else frozenset(reported),
    )


def _gathered(order: Order, paths: Sequence[Path]) -> _Files:
    gathered = discovery.gather(
        paths,
        start=order.start,
        root=order.root,
        exclude=order.exclude,
        skip=order.skip,
        enter=order.enter,
        edge=order.edge,
    )
    return _Files(
        {source.path: source for source in gathered.sources},
        {problem.at.document.path: problem.at.document for problem in gathered.problems},
        dict(gathered.skipped),
    )


def _documents(
    order: Order, found: _Files, progress: Progress | None, observe: Observe | None
) -> Iterator[Document]:
    """Read the files; what turns out to hold nothing known is passed over, too."""
    listed, stdin = list(found.sources.values()), order.stdin
    given = stdin[0] if stdin else None
    memo: dict[str, Any] = {}
    for number, source in enumerate(listed, 1):
        if source.path != given:
            within = _is_within(order, source.file)
            documents = list(
                file_contents.load(
                    [source], memo, order.wanted, within=within, observe=observe, kept=order.kept
                )
            )
            own = "" if order.own_reason is None else order.own_reason(source.path, documents)
            if not (own or order.wanted):
                documents = file_contents.set_others_aside(source.path, documents, within=within)
            silence = file_contents.reason_of_silence(source, documents)
            if own:
                documents, silence = [], own
            if silence and (found.reported is None or source.path in found.reported):
                found.skipped[source.path] = silence
            yield from documents
        if progress is not None:
            progress(f"reading {number:,} of {len(listed):,} files")
    if stdin is not None:
        within = _is_within(order, order.start / stdin[0])
        documents = file_contents.understood(*stdin, memo, wanted=order.wanted, within=within)
        if not order.wanted:
            documents = file_contents.set_others_aside(stdin[0], documents, within=within)
        if any(each.foreign is not None and each.foreign.title is not None for each in documents):
            found.skipped[stdin[0]] = "something-else"
        yield from documents


def _without_foreign_lists(
    order: Order, found: _Files, known: Sequence[Document]
) -> list[Document]:
    """Return the documents, those with mere lists of names set aside that no policy speaks of.

    `teams: [red, blue]` is a policy's slip where another file hands something to `red`, where it
    stands alone, or was asked for; beside a policy that knows neither, it is another tool's.
    """
    own = [each for each in known if each.foreign is None and each.data is not None]
    if len(own) < 2:
        return list(known)
    from cxlint.language.resemblance import bare_names

    asked = {path for path, source in found.sources.items() if source.named}
    asked |= {order.stdin[0]} if order.stdin else set()
    asked |= {path for path, each in found.sources.items() if _is_within(order, each.file)}
    names = {each.path: bare_names(each.data) for each in own}
    plain = [each for each in own if not names[each.path]]
    if len(plain) == len(own) or not plain:
        return list(known)
    spoken = {word for each in plain for word in _NAME.findall(each.text or "")}
    aside = {
        path for path, listed in names.items()
        if listed and path not in asked
        and not any(spoken.issuperset(_NAME.findall(name)) for name in listed)
    }  # fmt: skip
    if not aside:
        return list(known)
    from cxlint.importers.file_documents import mark_other

    found.skipped.update(dict.fromkeys(aside, "something-else"))
    return [mark_other(each.path, "") if each.path in aside else each for each in known]


def _is_within(order: Order, file: Path) -> bool:
    """Whether a file lies in what the configuration calls the policy."""
    whole = os.path.abspath(file)  # noqa: PTH100 - links are not followed
    return any(lies_within(whole, os.path.abspath(each)) for each in order.around)  # noqa: PTH100


def _is_idle(found: _Files, path: str) -> bool:
    """Whether a file is a configuration that is not in force."""
    return found.skipped[path] == "not-in-force" and path.rpartition("/")[2] == CONFIGURATION


def _recognised(known: Iterable[Document]) -> list[str]:
    """Say what was taken for a vendor's file, since nobody named the format."""
    foreign = [each for each in known if each.foreign is not None]
    if not foreign:
        return []
    from cxlint.importers.detection import remarks

    return list(remarks(foreign))


def _describe_unread_names(skipped: Mapping[str, str]) -> Iterator[str]:
    """Say what lies there that may hold policy, and is not read since it is called as it is."""
    if paths := _list_skipped(skipped, "no-reader"):
        names = ", ".join(shorten_list(paths, MOST_PATHS, rest="and {:,} more"))
        yield f"not judged, as nothing here reads {'it' if len(paths) == 1 else 'them'}: {names}"
    if paths := _list_skipped(skipped, "near-ending"):
        names = ", ".join(shorten_list(paths, MOST_PATHS, rest="and {:,} more"))
        yield f"not read, as the name does not end in .yaml (rename it, if it is policy): {names}"


def _list_skipped(skipped: Mapping[str, str], reason: str) -> list[str]:
    return sorted(path for path, why in skipped.items() if why == reason)


def _unread(policy: Policy, reported: frozenset[str]) -> list[str]:
    """Say which files around those to report on are broken."""
    broken = (each.at.document.path for each in policy.problems if each.rule == UNREADABLE)
    return [_UNREAD.format(path) for path in dict.fromkeys(broken) if path not in reported]


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Spare the garbage collector while much is built that will stay."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
