"""The one exception that a user is meant to see."""


class UserError(Exception):
    """Something the user can put right: usage, configuration, a rule file, a baseline.

    The message is one line, `path:line: what is wrong` where there is a place. The command
    line prints it and exits 2. Every other exception is a bug and keeps its traceback.
    """
