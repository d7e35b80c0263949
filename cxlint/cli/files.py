"""Files that a command writes: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from cxlint.errors import UserError
from cxlint.policy.repository import as_seen


def replace_file(path: Path, text: str) -> None:
    """Write `text` to `path` as UTF-8, so that no reader ever sees half of it.

    What is no regular file (a pipe, /dev/stderr) is written to directly. Raises UserError where
    the file cannot be written.
    """
    replace_bytes(path, text.encode("utf-8", "backslashreplace"))


def replace_bytes(path: Path, content: bytes) -> None:
    """Write `content` to `path` in the same way."""
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
        else:
            _swap(path.resolve(), content)
    except OSError as problem:
        raise UserError(_write_error(path, problem)) from None


def append_text(path: Path, text: str) -> None:
    """Append `text` to `path`. Raises UserError where it cannot be written."""
    try:
        with path.open("a", encoding="utf-8", newline="\n", errors="backslashreplace") as file:
            file.write(text)
    except OSError as problem:
        raise UserError(_write_error(path, problem)) from None


def make_folder(path: Path) -> None:
    """Make a folder, and those above it, where there is none. UserError where it cannot be made."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        said = (problem.strerror or str(problem)).lower()
        raise UserError(f"{as_seen(path)}: no folder can be made: {said}") from None


def _write_error(path: Path, problem: OSError) -> str:
    if isinstance(problem, FileNotFoundError) and not path.parent.is_dir():
        return f"{path}: cannot be written, as there is no folder {path.parent}"
    said = problem.strerror or str(problem)
    return f"{path}: cannot be written: {said[:1].lower()}{said[1:]}"


def _swap(path: Path, content: bytes) -> None:
    import tempfile

    number, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
