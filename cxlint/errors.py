"""What a user is meant to see of an error: one line, with the file as they know it."""

from __future__ import annotations


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
