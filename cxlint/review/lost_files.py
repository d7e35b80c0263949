"""Files that were policy in the base and are none in the head, and excluded ones that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.changes.change import WORSE, Change, Spot
from cxlint.policy.file_names import SKIP_REASONS
from cxlint.review import state_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from cxlint.review.judged_side import JudgedSide

FILE = "file"
"""The aspect of a change by which a file is no policy any more."""

_EXCLUDED = "excluded"


def find_lost_files(before: JudgedSide, after: JudgedSide) -> list[Change]:
    """Return the files that were read as policy, and are passed over now though they are there."""
    lost = [
        _lost_file(path, now, why)
        for path in sorted(before.files - after.files)
        for now, why in _passed_over(path, after)
    ]
    named = {each.thing for each in lost}
    left = [path for path in before.files - after.files if f"{FILE}/{path}" not in named]
    return [*lost, *_find_set_aside(sorted(left), before, after)]


def _find_set_aside(
    paths: Sequence[str], before: JudgedSide, after: JudgedSide
) -> Iterator[Change]:
    """Yield the files that are gone, of which most lines lie in a file that is not read.

    That is one in a folder that is passed over, of another ending, or that git is to ignore.
    """
    if not paths:
        return
    known, now = (state_files.list_paths(side.state) for side in (before, after))
    unread = {path: name for path, name in now.items() if _is_new(path, name, known, paths)}
    candidates = sorted(unread.keys() - after.files)
    contents = [*map(_lines, state_files.read_files(after.state, candidates, now))]
    read = [_lines(each.lines.text.encode()) for each in after.policy.documents
            if each.path not in before.files]  # fmt: skip
    texts = {each.path: each.lines.text for each in before.policy.documents}
    for path in paths:
        lines = _lines(texts[path].encode())
        if any(_holds_most(each, lines) for each in read):
            continue
        found = (each for each, held in zip(candidates, contents, strict=True)
                 if _holds_most(held, lines))  # fmt: skip
        if (place := next(found, None)) is not None:
            yield _set_aside(path, place)


def _is_new(path: str, name: str, known: Mapping[str, str], lost: Sequence[str]) -> bool:
    """Whether a file is not as the base has it, or is the lost one itself."""
    return path in lost or path not in known or bool(name and known[path] != name)


def _lines(content: bytes) -> frozenset[bytes]:
    return frozenset(each.strip() for each in content.splitlines() if each.strip())


def _holds_most(held: frozenset[bytes], lines: frozenset[bytes]) -> bool:
    return bool(lines) and 2 * len(held & lines) >= len(lines)


def _set_aside(path: str, now: str) -> Change:
    moved = f"{path} was policy; what it says lies in {now} now, which is not read"
    told = moved if now != path else f"{path} was policy, and is not read any more"
    return _state_loss(path, now, told)


def find_excluded_edits(before: JudgedSide, after: JudgedSide) -> list[str]:
    """Return the excluded files of which the content is not what it was."""
    skipped = {**before.reading.skipped, **after.reading.skipped}
    excluded = sorted(path for path, why in skipped.items() if why == _EXCLUDED)
    one, other = before.state.root, after.state.root
    return [path for place in excluded for path in _differing(one, other, place)]


def _passed_over(path: str, after: JudgedSide) -> Iterator[tuple[str, str]]:
    """Yield as what, and why, a file that was policy is passed over; at most once."""
    for now, why in sorted(after.reading.skipped.items()):
        if why != _EXCLUDED and (now == path or (now.startswith(path) and why in _SET_ASIDE)):
            yield now, why
            return


_SET_ASIDE = frozenset({"near-ending", "backup"})


def _lost_file(path: str, now: str, why: str) -> Change:
    called = f"{path} is called {now} now, and" if now != path else path
    told = f"{called} was policy and is passed over ({SKIP_REASONS[why].split(':')[0]})"
    return _state_loss(path, now, told)


def _state_loss(path: str, now: str, told: str) -> Change:
    return Change(
        thing=f"file/{path}",
        aspect=FILE,
        direction=WORSE,
        sentence=told,
        old="policy",
        new=None,
        old_place=Spot(path, 1, 1),
        new_place=Spot(now, 1, 1),
    )


def _differing(one: Path, other: Path, place: str) -> Iterator[str]:
    """Yield the files at or below a place whose content differs between two roots."""
    paths = {
        file.relative_to(root).as_posix()
        for root in (one, other)
        for file in _files_at(root / place)
    }
    for path in sorted(paths):
        if _content(one / path) != _content(other / path):
            yield path


def _files_at(place: Path) -> Iterator[Path]:
    if place.is_file() and not place.is_symlink():
        yield place
    elif place.is_dir() and not place.is_symlink():
        yield from (each for each in place.rglob("*") if each.is_file() and not each.is_symlink())


def _content(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() and not file.is_symlink() else None
