"""What a user is meant to see of an error: one line, with the file as they know it."""

from __future__ import annotations

from pathlib import Path


class UserError(Exception):
    """Something the user can put right: usage, configuration, a rule file, a baseline.

    The message is one line, `path:line: what is wrong` where there is a place. The command
    line prints it and exits 2. Every other exception but a `RuleFailed` is a bug, and keeps its
    traceback.
    """


class RuleFailed(Exception):
    """What a rule says cannot be answered for this policy; whoever wrote the rule puts it right.

    The rule is reported as crashed with this sentence, and without a traceback.
    """


def as_seen(file: Path) -> str:
    """Return how messages name a file: from the current folder where it lies below."""
    whole, here = file.absolute(), Path.cwd()
    return (whole.relative_to(here) if whole.is_relative_to(here) else file).as_posix()
