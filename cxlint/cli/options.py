"""Options that several commands share, and the types of their values."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cxlint.values.durations import Duration

    Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

NOTHING: Mapping[str, str] = {}

FIRST, LAST = datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)
"""The first and the last day to judge on: those of the days that a policy can name."""


class WordChoice(click.Choice[str]):
    """One of a few words; a misspelt one is told what it resembles.

    `also` are further names, which the help does not list, and the words they stand for.
    """

    def __init__(self, choices: Sequence[str], also: Mapping[str, str] = NOTHING) -> None:
        """Hold the words."""
        super().__init__(choices)
        self._also = also

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word that `value` is or stands for."""
        return super().convert(self._also.get(value, value), param, ctx)

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """Return the sentence for a word that is none of the choices."""
        del ctx
        from cxlint.suggest import unknown

        return unknown("value", str(value), [str(choice) for choice in self.choices])


def parse_day(_: click.Context, parameter: click.Parameter, value: str | None) -> datetime.date:
    """Return the date that `value` names, today where there is none."""
    if value is None:
        return datetime.date.today()  # noqa: DTZ011 - the user's own calendar is meant
    try:
        day = datetime.date.fromisoformat(value)
    except ValueError:
        message = f"{value!r} is not a date; write it as 2026-11-21"
        raise click.BadParameter(message, param=parameter) from None
    if not FIRST <= day <= LAST:
        message = f"{value!r} is no day to judge on; name one from {FIRST} to {LAST}"
        raise click.BadParameter(message, param=parameter)
    return day


def parse_span(_: click.Context, parameter: click.Parameter, value: str | None) -> Duration | None:
    """Return how far ahead is looked, None where nothing is said."""
    if value is None:
        return None
    from cxlint.values.durations import duration

    try:
        return duration(value)
    except ValueError as problem:
        raise click.BadParameter(str(problem), param=parameter) from None


def split_words(_: click.Context, __: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a repeatable option that also takes several, joined by commas."""
    return tuple(word.strip() for text in value for word in text.split(",") if word.strip())


def format_option(
    choices: Sequence[str],
    what: str,
    *,
    default: str = "text",
    also: Mapping[str, str] = NOTHING,
) -> Decorator:
    """Return the option --format of a command; `what` is its line in the help."""
    return click.option(
        "--format",
        "-f",
        "form",
        type=WordChoice(choices, also),
        default=default,
        show_default=True,
        help=what,
    )


PATH = click.Path(path_type=Path)
PATHS: Decorator = click.argument("paths", nargs=-1, type=PATH)
CONFIG: Decorator = click.option(
    "--config",
    "config_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Use this configuration instead of the cxlint.yaml found upwards from the paths.",
)
AS_OF: Decorator = click.option(
    "--as-of",
    "today",
    callback=parse_day,
    metavar="DATE",
    help="Judge what holds on this day, not today; and reviews, waivers and holidays as of it.",
)
HORIZON: Decorator = click.option(
    "--horizon",
    callback=parse_span,
    metavar="TIME",
    help="How far ahead to look for law that is adopted and does not hold yet. Default: 12 months.",
)
SELECT: Decorator = click.option(
    "--select",
    multiple=True,
    callback=split_words,
    metavar="RULE",
    help="Run only these rules or categories. Repeat it, or separate them by commas.",
)
IGNORE: Decorator = click.option(
    "--ignore",
    multiple=True,
    callback=split_words,
    metavar="RULE",
    help="Leave these rules or categories out.",
)
COLOR: Decorator = click.option(
    "--color",
    type=WordChoice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Whether to colour the text; auto also heeds NO_COLOR and FORCE_COLOR.",
)
NO_CACHE: Decorator = click.option(
    "--no-cache",
    is_flag=True,
    help="Read and judge everything anew, and keep nothing (as CXLINT_NO_CACHE=1 does).",
)
ALLOW_EMPTY: Decorator = click.option(
    "--allow-empty", is_flag=True, help="Accept that there is no policy file at all."
)
OUTPUT: Decorator = click.option(
    "--output",
    "-o",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to write it; without this option, to standard output.",
)
BASELINE: Decorator = click.option(
    "--baseline",
    "baseline_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Findings accepted earlier, as `cxlint baseline` wrote them.",
)
