"""The command line, from `cxlint` and from `python -m cxlint`."""

from __future__ import annotations

import gc
import os
import sys

from cxlint import __version__

# Importing typing for its constant would cost more than all the rest of `--version`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    0 nothing to complain of, 1 findings, 2 something the user can put right, 3 a fault of
    cxlint's own, 130 interrupted.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given == ["--version"]:
        try:  # noqa: SIM105 - contextlib takes longer to import than all of this
            print(f"cxlint {__version__}")  # noqa: T201 - before anything else is imported
        except BrokenPipeError:  # nobody reads it
            pass
        return 0 if arguments is not None else _leave(0)
    # A run is short, and what it builds stays to the end: looking for garbage would be in vain.
    if arguments is None:
        gc.disable()
    from cxlint.cli.app import run

    code = run(given)
    return code if arguments is not None else _leave(code)


def _leave(code: int) -> int:
    """End the process now: taking a large policy down piece by piece costs a tenth of the run.

    A stream that is closed, or that nobody reads any more, is no error; a full disk is.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (BrokenPipeError, ValueError):
            continue
        except OSError:
            code = code or 2
    os._exit(code)


if __name__ == "__main__":
    # `python -m` has modules looked for in the current folder first, and what lies in a repository
    # that is linted is not to be run: not a yaml.py of its own, nor a check.
    try:
        here = os.getcwd()  # noqa: PTH109 - pathlib would be imported for it
    except OSError:  # it has been deleted
        here = ""
    if sys.path[0] in ("", here):
        del sys.path[0]
    sys.exit(main())
