"""From folders to the files of a policy: what is read, what is left out, what cannot be read."""

# Paths as text are several times quicker, and ten thousand files are to be expected.
# ruff: noqa: PTH100, PTH112, PTH114, PTH116, PTH118, PTH119, PTH120, PTH122, PTH208

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from cxlint.errors import UserError
from cxlint.parsing.file_endings import YAML_ENDINGS, has_ending
from cxlint.policy.file_names import CONFIGURATION, ENVIRONMENT, is_telling, reason_to_skip
from cxlint.policy.file_problems import reason, unreadable
from cxlint.policy.globs import Globs, seen_from
from cxlint.policy.links import is_hidden, lies_within
from cxlint.policy.repository import path_from
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cxlint.parsing.document import Problem

    Enter = Callable[[Path], Sequence[str]]

_Identity = tuple[int, int]

_IRREGULAR = "this is not a regular file"

_LINK_ADVICE = "put the file itself here, remove the link, or exclude it"


class Source(NamedTuple):
    """A file to read: how it is shown, and where it lies; `named` where the user asked for it."""

    path: str
    file: Path
    named: bool = False


class Gathered(NamedTuple):
    """The files found, sorted by the path shown, and what could not be followed.

    `skipped` is what else was met and is not read: by the path shown, for which of SKIP_REASONS.
    """

    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]
    skipped: Mapping[str, str] = MappingProxyType({})


def gather(
    paths: Sequence[Path],
    *,
    start: Path,
    root: Path | None = None,
    exclude: Sequence[str] = (),
    skip: Sequence[Path] = (),
    enter: Enter | None = None,
    edge: Path | None = None,
) -> Gathered:
    """Find the policy files at and below `paths`.

    Folders give their `*.yaml` and `*.yml`, and what by its name may be a vendor's file, endings in
    any case; what is passed over there is told, a folder as one, and a file that is named is read
    whatever its ending. `exclude` holds globs as in `.gitignore`, matched against the path of what
    is found as seen from `root`, which is `start` unless given; they hold for what is named, too.
    `skip` are files to leave out, such as a baseline. `enter` takes a configuration met below
    `root`, which is no policy then, and returns the globs of what it leaves out of its own folder.
    Paths are shown relative to `start`, but whole where they were given whole and lie elsewhere. A
    file is read once, however often it is named or linked to. Links that lead out of the folder
    given (those to folders: out of `edge`), to what would be passed over, in a circle or to
    nothing, unreadable folders, and named things that are no regular files are problems, never
    silence; but what has no ending need not be a file to read at all.

    Raises UserError for a path that does not exist.
    """
    search = _Search(
        start=Path(os.path.abspath(start)),
        root=Path(os.path.abspath(root or start)),
        globs=Globs(exclude),
        roots=tuple(os.path.realpath(path) for path in paths if os.path.isdir(path)),
        seen={key for path in skip if (key := _identity(path)) is not None},
        enter=enter,
        edge=edge,
    )
    for path in paths:
        search.named(path)
    search.followed()
    return Gathered(
        tuple(sorted(search.sources, key=lambda source: source.path)),
        tuple(sorted(search.problems, key=lambda problem: problem.at.document.path)),
        {path: why for path, why in search.skipped.items() if path not in search.asked},
    )


def is_left_out(
    path: Path,
    *,
    start: Path,
    root: Path | None = None,
    exclude: Sequence[str] = (),
    enter: Enter | None = None,
) -> bool:
    """Whether patterns leave out a file, which need not be there. Its path counts from `start`."""
    start = Path(os.path.abspath(start))
    globs, whole = Globs(exclude), os.path.abspath(start / path)
    search = _Search(start, Path(os.path.abspath(root or start)), globs, (), set(), enter, None)
    search.enter_above(whole)
    return search.is_left_out(whole, folder=False)


class _Search:
    """One run over the paths given; `seen` are the files and folders already met."""

    def __init__(
        self,
        start: Path,
        root: Path,
        globs: Globs,
        roots: tuple[str, ...],
        seen: set[_Identity],
        enter: Enter | None,
        edge: Path | None,
    ) -> None:
        self.start = start
        self.root = root
        self.globs = globs
        self.roots = roots
        self.seen = seen
        self.sources: list[Source] = []
        self.problems: list[Problem] = []
        self.links: list[tuple[str, str]] = []
        self.skipped: dict[str, str] = {}
        self.asked: set[str] = set()
        self.enter = enter
        self.edge = "" if edge is None else os.path.abspath(edge)
        self.own = set(seen)
        self.local: dict[str, Globs] = {}

    def named(self, path: Path) -> None:
        """Take up a path that the user named."""
        whole = os.path.abspath(path)
        shown = path_from(self.start, path)
        self.asked.add(shown.rstrip("/"))
        try:
            status = os.stat(whole)
        except FileNotFoundError:
            if not os.path.islink(whole):
                raise UserError(not_there(path)) from None
            self._complain(shown, "the link leads to nothing", _LINK_ADVICE)
            return
        except OSError as error:
            self._complain(shown, reason(error), "check the path and its permissions")
            return
        self.enter_above(whole)
        folder = stat.S_ISDIR(status.st_mode)
        if self.is_left_out(whole, folder=folder):
            self.asked.discard(shown.rstrip("/"))
            self.skipped[shown.rstrip("/")] = "excluded"
        elif fault := self._named_fault(whole, folder=folder):
            self._complain(shown, fault, _LINK_ADVICE)
        elif folder:
            self._below(whole, "" if shown == "." else f"{shown.rstrip('/')}/", status, named=True)
        elif stat.S_ISREG(status.st_mode):
            self._take(shown, whole, (status.st_dev, status.st_ino), named=True)
        else:
            self._complain(shown, _IRREGULAR, "name a file or a folder")

    def followed(self) -> None:
        """Follow the links met so far, after everything that lies in the folders itself."""
        while self.links:
            self.links.sort(reverse=True)
            self._link(*self.links.pop())

    def _below(
        self, folder: str, shown: str, status: os.stat_result, *, named: bool = False
    ) -> None:
        """Take up what lies in a folder, unless it was met before."""
        if (status.st_dev, status.st_ino) in self.seen:
            return
        self.seen.add((status.st_dev, status.st_ino))
        if shown.startswith("..") and lies_within(str(self.start), folder):
            # The way back down to where places count from must not give its files other names.
            back = os.path.relpath(folder, self.start).replace(os.sep, "/")
            shown = "" if back == "." else f"{back}/"
        try:
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=_name)
        except OSError as error:
            self._complain(shown.rstrip("/") or ".", reason(error), "check its permissions")
            return
        if not named and any(entry.name == ENVIRONMENT for entry in listed):
            self.skipped[shown.rstrip("/")] = "packages"
            return
        if any(entry.name == CONFIGURATION for entry in listed):
            self._enter(folder)
        for entry in listed:
            self._entry(entry, shown + entry.name, status.st_dev)

    def _entry(self, entry: os.DirEntry[str], shown: str, device: int) -> None:
        if entry.is_symlink() and not entry.name.startswith("."):
            self.links.append((shown, entry.path))
            return
        folder = entry.is_dir()
        if self._passes_over(shown, entry.path, folder=folder):
            return
        if folder:
            self._below(entry.path, shown + "/", entry.stat())
        elif entry.is_file():
            self._take(shown, entry.path, (device, entry.inode()))
        elif is_telling(entry.name):
            self._complain(shown, _IRREGULAR, "remove it, or exclude it")
        else:
            self.skipped[shown] = "no-ending"

    def _link(self, shown: str, place: str) -> None:
        """Follow a link that stays below the folders given and leads to something new."""
        name = os.path.basename(place)
        try:
            status = os.stat(place)
        except OSError as error:
            # Without an ending, it may have led to a folder.
            if not self._passes_over(shown, place, folder=False):
                self._complain(shown, _lost(error), _LINK_ADVICE)
            return
        folder = stat.S_ISDIR(status.st_mode)
        if self._passes_over(shown, place, folder=folder):
            return
        target = os.path.realpath(place)
        if not folder and not is_telling(name) and not self._is_below(target, status):
            self.skipped[shown] = "link"
            return
        if fault := self._link_fault(place, target, status):
            self._complain(shown, fault, _LINK_ADVICE)
        elif folder:
            self._below(place, shown + "/", status)
        elif stat.S_ISREG(status.st_mode):
            self._take(shown, place, (status.st_dev, status.st_ino))
        else:
            self._complain(shown, _IRREGULAR, "remove it, or exclude it")

    def _link_fault(self, place: str, target: str, status: os.stat_result) -> str:
        """Return what is wrong with where a link leads; empty where nothing is."""
        folder = stat.S_ISDIR(status.st_mode)
        if not (around := self._around(target, folder=folder)):
            return "the link leads outside the folder"
        if folder and lies_within(os.path.realpath(os.path.dirname(place)), target):
            return "the link leads in a circle"
        name = os.path.basename(place)
        met = (status.st_dev, status.st_ino) in self.seen
        if not folder and met and _are_alike(name, os.path.basename(target)):
            return ""
        if self._is_not_for_reading(name, target, around, folder=folder):
            return "the link leads to what is not read"
        return ""

    def _is_below(self, target: str, status: os.stat_result) -> bool:
        """Whether a link leads to a regular file below the folders given."""
        below = any(lies_within(target, root) for root in self.roots)
        return below and stat.S_ISREG(status.st_mode)

    def _around(self, target: str, *, folder: bool) -> str:
        """Return the folder in which a link stays: one of those given, or else the repository."""
        edge = [os.path.realpath(self.edge)] if folder and self.edge else []
        return next((root for root in (*self.roots, *edge) if lies_within(target, root)), "")

    def _is_not_for_reading(self, name: str, target: str, around: str, *, folder: bool) -> bool:
        """Whether a link of a name leads to what would be passed over, or read otherwise, there."""
        alike = folder or _are_alike(name, os.path.basename(target))
        return not alike or is_hidden(target, around) or self._leads_to_left_out(target, folder)

    def _leads_to_left_out(self, target: str, folder: bool) -> bool:  # noqa: FBT001
        inside = os.path.relpath(target, os.path.realpath(self.root))
        return self.is_left_out(os.path.normpath(self.root / inside), folder=folder)

    def _named_fault(self, whole: str, *, folder: bool) -> str:
        """Return what is wrong with the links on the way to what was named."""
        if not (self.edge and lies_within(whole, self.edge)):
            return ""
        target, base = os.path.realpath(whole), os.path.realpath(self.edge)
        if target == os.path.normpath(os.path.join(base, os.path.relpath(whole, self.edge))):
            return ""
        if not lies_within(target, base):
            return "the link leads outside the repository"
        name = os.path.basename(whole)
        telling = folder or is_telling(name)
        if not telling or self._is_not_for_reading(name, target, base, folder=folder):
            return "the link leads to what is not read"
        return ""

    def _passes_over(self, shown: str, place: str, *, folder: bool) -> bool:
        """Whether something met in a folder is passed over, by its name or as it is excluded."""
        why = reason_to_skip(os.path.basename(place), folder=folder)
        if why != "ending" and self.is_left_out(place, folder=folder):
            why = "excluded"
        if why:
            self.skipped[shown] = why
        return bool(why)

    def is_left_out(self, place: str, *, folder: bool) -> bool:
        """Whether a pattern leaves out what lies at a place."""
        inside = seen_from(self.root, place)
        if inside != "." and self.globs.match(inside, folder=folder):
            return True
        return any(
            lies_within(place, home) and place != home and globs.match(seen_from(Path(home), place))
            for home, globs in self.local.items()
        )

    def enter_above(self, whole: str) -> None:
        """Enter the configurations between the root and something that is named."""
        inside = seen_from(self.root, whole)
        if self.enter is None or inside.startswith(".."):
            return
        place = str(self.root)
        for name in inside.split("/")[:-1]:
            place = os.path.join(place, name)
            self._enter(place)

    def _enter(self, folder: str) -> None:
        """Have a configuration say what it leaves out of its folder, unless it is the root's."""
        file = os.path.join(folder, CONFIGURATION)
        key = _identity(Path(file))
        if self.enter is None or key is None or key in self.own or folder in self.local:
            return
        self.local[folder] = Globs(self.enter(Path(file)))
        self.seen.add(key)

    def _take(self, shown: str, file: str, key: _Identity, *, named: bool = False) -> None:
        if key in self.seen:
            return
        self.seen.add(key)
        self.sources.append(Source(shown, Path(file), named))

    def _complain(self, shown: str, why: str, advice: str) -> None:
        self.problems.append(unreadable(shown, why, advice))


def _are_alike(name: str, other: str) -> bool:
    """Whether files of two names are read in the same way."""
    endings = [os.path.splitext(each)[1].lower() for each in (name, other)]
    return endings[0] == endings[1] or all(has_ending(each, YAML_ENDINGS) for each in (name, other))


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _identity(path: Path) -> _Identity | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _lost(error: OSError) -> str:
    if error.errno == errno.ELOOP:
        return "the link leads in a circle"
    return "the link leads to nothing" if error.errno == errno.ENOENT else reason(error)


def not_there(path: Path) -> str:
    """Return what to say of a path that leads to nothing, with the name that may be meant."""
    from cxlint.suggest import nearest

    folder, name = os.path.split(os.path.abspath(path))
    try:
        near = nearest(name, sorted(os.listdir(folder)))
    except OSError:
        near = None
    hint = f"; did you mean {path.with_name(near).as_posix()}?" if near else ""
    return f"{path.as_posix()}: there is no such file or folder{hint}"
