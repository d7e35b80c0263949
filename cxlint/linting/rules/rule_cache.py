"""The compiled rules, kept in the user's cache folder, where nobody else can forge them.

Whoever can write what is kept here decides what the rules say, so it is used only where it is
surely the user's own: file and folder belong to the user, nobody else may write them, neither is a
link, and neither lies in the current folder, in what is judged, in a git work tree or beside a
configuration. The last is how a repository could bring rules of its own along: in CI the cache
folder is often one of the project's. Where any of it does not hold, nothing is read and nothing
written, and the rules are parsed each time. `marshal` sees no byte of an untrusted file: it trusts
its input, and could be made to crash the interpreter.
"""

from __future__ import annotations

import marshal
import os
import stat
import zlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cxlint.linting.rules.loader import RawFile

FORBIDDEN_BY = "CXLINT_NO_CACHE"
"""The variable that forbids the cache, as --no-cache does."""

LARGEST = 64 << 20
MARKS = (".git", "cxlint.yaml")
"""What shows that a folder holds what is judged: a work tree, or a configuration."""

_FLAGS: int = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)
_POSIX = hasattr(os, "geteuid")
_CITED = frozenset({"id", "supports"})
_SEVERITIES = ("error", "warning", "info")
_SHAPES: dict[str, tuple[type, ...]] = {
    "id": (str,), "title": (str,), "severity": (str,), "since": (str,), "rationale": (str,),
    "remedy": (str, dict), "sources": (list,), "check": (str,), "needs": (list,),
    "params": (dict,), "provenance": (dict,), "message": (str, dict), "bad": (list,),
    "good": (list,), "formerly": (str, list), "follows_from": (list,), "lockable": (str,),
    "category": (str,), "path": (str,), "titles": (dict,),
}  # fmt: skip
_ALWAYS = frozenset(_SHAPES) - {
    "needs", "params", "provenance", "formerly", "follows_from", "lockable", "titles",
}  # fmt: skip


class RuleCache(NamedTuple):
    """A folder that is to be trusted as long as it is the user's own; None where there is none."""

    folder: str | None = None

    def read(self, files: Sequence[RawFile], origin: bytes) -> list[dict[str, Any]] | None:
        """Return what is kept of these files, if it was made of exactly this content."""
        content = _trusted_content(self.folder, _name(files))
        if content is None or not content.startswith(origin):
            return None
        try:
            compiled = marshal.loads(memoryview(content)[len(origin) :])
        except (EOFError, ValueError, TypeError):
            return None
        return compiled if _are_rules(compiled, files) else None

    def write(
        self, files: Sequence[RawFile], origin: bytes, compiled: list[dict[str, Any]]
    ) -> None:
        """Keep what these files were compiled to; where that cannot be, it is no error."""
        if self.folder is None:
            return
        with suppress(OSError):
            if _shut(self.folder):
                _replace(Path(self.folder, _name(files)), origin + marshal.dumps(compiled))


def find_cache(judged: Iterable[Path]) -> RuleCache:
    """Return the cache of the user, or none where it lies in what is judged, or is forbidden."""
    base = _base()
    if os.environ.get(FORBIDDEN_BY, "") not in ("", "0") or not base:
        return RuleCache()
    folder = os.path.join(base, "cxlint")
    try:
        return RuleCache() if _is_inside(base, judged) else RuleCache(folder)
    except (OSError, ValueError):
        return RuleCache()


def origin_of(files: Iterable[RawFile], *others: object) -> bytes:
    """Return what a compiled form is made of, in one piece: the files, and whatever else counts.

    Two are equal exactly if all of it is.
    """
    listed = tuple(files)
    names = [(category, stem, path, len(content)) for category, stem, path, content in listed]
    header = repr((names, others)).encode("utf-8", "surrogatepass")
    return b"".join((b"%d\n" % len(header), header, *(file[3] for file in listed)))


def _base() -> str:
    """Return the user's folder for caches; empty where the user has none."""
    if not _POSIX:  # who may write elsewhere is not asked there
        return os.environ.get("LOCALAPPDATA", "")
    said = os.environ.get("XDG_CACHE_HOME")
    if said:
        return said
    home = os.path.expanduser("~")  # raises nothing where there is no home
    return os.path.join(home, ".cache") if home != "~" else ""


def _is_inside(base: str, judged: Iterable[Path]) -> bool:
    """Whether the folder, as it is named or as links lead, lies in something that is judged."""
    apart = {_identity(status) for path in (Path(), *judged) for status in _holders(path)}
    named, real = os.path.abspath(base), os.path.realpath(base)
    return any(_is_judged(folder, apart) for folder in {*_upwards(named), *_upwards(real)})


def _holders(path: Path) -> Iterator[os.stat_result]:
    """Yield the folder that a path is, or that holds the file it is."""
    with suppress(OSError):
        status = os.stat(path)
        yield status if stat.S_ISDIR(status.st_mode) else os.stat(os.path.dirname(path) or ".")


def _upwards(folder: str) -> Iterator[str]:
    while True:
        yield folder
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above


def _is_judged(folder: str, apart: set[tuple[int, int]]) -> bool:
    try:
        status = os.stat(folder)
    except FileNotFoundError:
        return False
    return _identity(status) in apart or any(
        os.path.lexists(os.path.join(folder, mark)) for mark in MARKS
    )


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def _trusted_content(folder: str | None, name: str) -> bytes | None:
    """Return what a file of the cache holds; None unless only the user can have written it."""
    if folder is None:
        return None
    try:
        if not _is_own(held := os.lstat(folder)) or not stat.S_ISDIR(held.st_mode):
            return None
        descriptor = os.open(os.path.join(folder, name), _FLAGS)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb", buffering=0) as opened:
        status = os.fstat(descriptor)
        plain = stat.S_ISREG(status.st_mode) and status.st_nlink == 1
        if not plain or status.st_size > LARGEST or not _is_own(status):
            return None
        content: bytes = opened.read()
        return content


def _is_own(status: os.stat_result) -> bool:
    """Whether it belongs to the current user and nobody else may write it."""
    if not _POSIX:
        return True
    writable = status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return status.st_uid == os.geteuid() and not writable


def _shut(folder: str) -> bool:
    """Make the folder where it is missing, and shut it for others; False where it is not ours."""
    os.makedirs(folder, 0o700, exist_ok=True)
    status = os.lstat(folder)
    if not stat.S_ISDIR(status.st_mode) or (_POSIX and status.st_uid != os.geteuid()):
        return False
    if not _is_own(status):
        os.chmod(folder, 0o700)
    return True


def _replace(file: Path, content: bytes) -> None:
    """Put a file in place whole, for its user alone; a link in its place is not followed."""
    import tempfile

    descriptor, draft = tempfile.mkstemp(dir=file.parent, prefix=f"{file.name}.")
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(content)
        os.replace(draft, file)
    except OSError:
        os.unlink(draft)  # a full disk may hold half of it
        raise


def _name(files: Sequence[RawFile]) -> str:
    """Return what the compiled form of these files is called: by their names, not their content."""
    names = zlib.crc32("\n".join(path for _, _, path, _ in files).encode())
    return f"rules-{names:08x}"


def _are_rules(compiled: object, files: Sequence[RawFile]) -> bool:
    """Whether something has the shape of the rules in these files."""
    if type(compiled) is not list or not set(map(type, compiled)) <= {dict}:
        return False
    # Most rules have the same keys, in the same order, with values of the same types.
    if not all(map(_is_shape, {(*data, *map(type, data.values())) for data in compiled})):
        return False
    held = [(data["category"], data["id"], data["path"]) for data in compiled]
    return held == [file[:3] for file in files if file[0] or file[1] != "sources"] and all(
        map(_has_texts, compiled)
    )


def _is_shape(shape: tuple[Any, ...]) -> bool:
    """Whether keys, and then the types of their values, are those of a rule."""
    keys, types = shape[: len(shape) // 2], shape[len(shape) // 2 :]
    return frozenset(keys) >= _ALWAYS and all(
        key in _SHAPES and type_ in _SHAPES[key] for key, type_ in zip(keys, types, strict=True)
    )


def _has_texts(data: Mapping[str, Any]) -> bool:
    """Whether what has the keys of a rule holds texts where a rule does."""
    texts = [*data["bad"], *data["good"], *data.get("titles", {}).values()]
    for said in (data["remedy"], data["message"]):
        if type(said) is dict:
            texts += said.values()
    for source in data["sources"]:
        if type(source) is not dict or not source.keys() >= _CITED:
            return False
        texts += source.values()
    return set(map(type, texts)) <= {str} and data["severity"] in _SEVERITIES
