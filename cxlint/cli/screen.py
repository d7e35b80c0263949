"""The streams: UTF-8 on the way out, a quiet end when nobody reads, progress when it takes long."""

from __future__ import annotations

import io
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cxlint.errors import UserError
from cxlint.reporting.writing.control_characters import escape_controls, guard_commands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from threading import Event

PATIENCE = 1.0
"""Seconds of work before progress is shown at all."""

PAUSE = 0.1
"""Seconds between two looks of the progress line."""

NARROW = 70
"""Columns of the progress line, which must not wrap: only one line can be erased."""


def prepare() -> None:
    """Make both streams write UTF-8 whatever the locale says; no text can make them fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def write(text: str) -> None:
    """Write `text` to standard output. A reader that has gone away is no error."""
    if not text or sys.stdout is None:
        return
    try:
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        abandon()
    except OSError as problem:
        abandon()
        raise UserError(f"standard output: {problem.strerror}") from None


def write_lines(lines: Iterable[str]) -> None:
    """Write lines that name what files and configurations hold: each stays one, and inert."""
    write("\n".join(guard_commands(escape_controls(line)) for line in lines))


def say(text: str) -> None:
    """Write about the run itself to standard error; nobody has to read it.

    File names, configuration and tracebacks may hold anything: a terminal or a CI log is given
    nothing that it would obey.
    """
    if sys.stderr is None:
        return
    harmless = "\n".join(guard_commands(escape_controls(line)) for line in text.split("\n"))
    try:
        sys.stderr.write(f"{harmless}\n")
        sys.stderr.flush()
    except OSError:
        return


def complain(message: str) -> int:
    """Write what the user can put right, on one line, and return exit code 2."""
    say(f"cxlint: {' '.join(message.split())}")
    return 2


def abandon() -> None:
    """Send what is still to come to nowhere, so that the interpreter's last flush is quiet."""
    try:
        number = sys.stdout.fileno()
    except (AttributeError, OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)


def finish() -> None:
    """Flush what is left; a reader that has gone away is no error."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        abandon()


def has_color(choice: str) -> bool:
    """Whether to colour standard output: as told, else as the environment and terminal say."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def terminal_width() -> int:
    """Return the columns of the terminal, 80 where standard output is none."""
    if sys.stdout is None or not sys.stdout.isatty():
        return 80
    import shutil

    return max(40, min(shutil.get_terminal_size().columns, 120))


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Callable[[str], None] | None]:
    """Give a function to call with what is being done, or None where nobody would see it.

    It shows nothing in the first second, goes on showing while one thing takes long, and erases
    its line at the end.
    """
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    from threading import Event, Thread

    doing, over = ["reading"], Event()
    watch = Thread(target=_watch, args=(doing, over), daemon=True)
    watch.start()
    try:
        yield lambda what: doing.__setitem__(0, what)
    finally:
        over.set()
        watch.join()


def _watch(doing: list[str], over: Event) -> None:
    """Show what is being done until it is over, from the time on that patience ends."""
    if over.wait(PATIENCE):
        return
    try:
        while True:
            sys.stderr.write(f"\r\x1b[K{escape_controls(doing[0])[:NARROW]}")
            sys.stderr.flush()
            if over.wait(PAUSE):
                break
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
    except OSError:  # the terminal is gone; the run is not
        return
