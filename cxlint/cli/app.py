"""`cxlint` itself: which commands there are, and how whatever happens becomes an exit code."""

from __future__ import annotations

import importlib
import itertools
import os
from typing import TYPE_CHECKING

import click

from cxlint import __version__
from cxlint.cli import screen
from cxlint.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "init": "Write a small policy to begin with.",
    "check": "Find what in a policy drives customers away.",
    "explain": "Explain a rule, or a word of the policy language.",
    "rules": "List all rules.",
    "report": "Write a page for those who decide.",
    "serve": "Show that page in the browser while files change.",
    "graph": "Draw the ways customers take.",
    "law": "Show what the law asks of a policy, and what changes.",
    "journeys": "Show what each contact reason costs customers.",
    "diff": "Say what a change of policy does to customers.",
    "trend": "Show how a policy changed for customers, commit by commit.",
    "ask": "Say what happens to one customer.",
    "advise": "Say which changes would help most.",
    "baseline": "Accept today's findings, so that only new ones count.",
    "config": "Show what applies to a file, and why.",
    "new-rule": "Write a rule of your own to begin with.",
    "test": "Run the examples of rules.",
    "import": "Write a vendor's files as policy.",
    "formats": "List the vendors' formats that are read.",
}
"""Each command, in the order of the help, and its one line there."""

MODULES = {
    "init": "beginning.init",
    "new-rule": "beginning.new_rule",
    "advise": "customers.advise",
    "ask": "customers.ask",
    "journeys": "customers.journeys",
    "graph": "pages.graph",
    "report": "pages.report",
    "serve": "pages.serve",
    "diff": "policy_changes.diff",
    "trend": "policy_changes.trend",
    "explain": "reference.explain",
    "formats": "reference.formats",
    "law": "reference.law",
    "rules": "reference.rules",
    "import": "importing",
    "test": "testing",
}
"""The modules of commands that are not called as the command is."""

OPENING = """Find the loops, silos, approvals, return terms and unstaffed channels in a
customer-experience policy written as YAML.

\b
Start here:
  cxlint init
  cxlint check policies/
"""
CLOSING = """\b
Exit codes: 0 nothing found, 1 findings, 2 something to put right in the
command or its files, 3 a fault in cxlint itself.
"""


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is used, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, or None where there is none."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        name = MODULES.get(cmd_name, cmd_name)
        command = getattr(importlib.import_module(f"cxlint.cli.{name}"), "command", None)
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that `args` name; a misspelt one is told what it resembles."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            from cxlint.suggest import unknown

            raise click.UsageError(unknown("command", args[0], COMMANDS), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table above, without importing any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=LazyGroup,
    help=OPENING,
    epilog=CLOSING,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="cxlint %(version)s")
@click.pass_context
def group(context: click.Context) -> None:
    """Show the help where no command is named, and exit 2: nothing was linted.

    UserError where the current folder has been deleted: nearly every path counts from it.
    """
    if context.invoked_subcommand is None:
        screen.write(context.get_help())
        context.exit(2)
    try:
        os.getcwd()  # noqa: PTH109 - pathlib would be imported for it
    except OSError:
        raise UserError("the current folder is not there any more; change to another") from None


def _refuse_files_called_like_options(arguments: Sequence[str]) -> None:
    """Refuse an option that is the name of a file here: whoever named the file may mean to decide.

    Hooks put the names of changed files behind the options, and `--exit-zero` is a file's name too.
    """
    for argument in itertools.takewhile(lambda each: each != "--", arguments):
        if argument.startswith("-") and argument != "-" and os.path.lexists(argument):
            advice = "write -- before the paths, or ./ before its name"
            raise UserError(f"{argument} is a file here, and is not taken for an option; {advice}")


def run(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` name and return the exit code."""
    screen.prepare()
    try:
        _refuse_files_called_like_options(arguments)
        code = group.main(list(arguments), prog_name="cxlint", standalone_mode=False)
    except click.UsageError as problem:
        return _report_misuse(problem)
    except (UserError, click.ClickException) as problem:
        message = problem.format_message() if hasattr(problem, "format_message") else str(problem)
        return screen.complain(message)
    except (click.Abort, KeyboardInterrupt):
        return 130
    except (BrokenPipeError, SystemExit):  # click exits by itself where nobody reads the help
        screen.abandon()
        return 0
    except Exception:  # noqa: BLE001 - a bug must not look like findings, which exit 1
        return _report_crash()
    finally:
        screen.finish()
    return code if isinstance(code, int) else 0


def _report_misuse(problem: click.UsageError) -> int:
    where = problem.ctx.command_path if problem.ctx else "cxlint"
    message = problem.format_message().rstrip(".")
    return screen.complain(f"{message} ({where} --help shows what there is)")


def _report_crash() -> int:
    import traceback

    screen.say(traceback.format_exc().rstrip())
    screen.complain(f"version {__version__} failed; this is a fault of cxlint, please report it")
    return 3
