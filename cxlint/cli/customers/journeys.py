"""`cxlint journeys`: what each contact reason costs the customer, in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cxlint.cli import options, screen, session
from cxlint.errors import UserError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from cxlint.analysis.quantity import Quantity
    from cxlint.analysis.subject import Subject
    from cxlint.policy.policy import Policy
    from cxlint.reporting.journeys.layout import Block

HELP = """Work out what each contact reason costs the customer under the policy in PATHS:
contacts, handoffs, approvals, effort and time, each on average and at worst, and
whether the promise holds. Then how the lines are staffed.

Broken promises do not make it fail: that is what check is for.

\b
Example:
  cxlint journeys policies/
  cxlint journeys policies/ --explain refund
"""


FORMS_WITH_A_MOMENT = ("due.from", "elapsed_hours.from", "deadline.start")
"""How the names of figures begin that end with a moment."""


@click.command(help=HELP, short_help="Show what each contact reason costs customers.")
@options.PATHS
@click.option(
    "--by",
    type=options.WordChoice(["intent", "channel", "value"]),
    default="intent",
    show_default=True,
    help="A row for each contact reason, for each channel in which it begins, or for each band "
    "of what its cases are worth, where the approvals depend on it.",
)
@click.option(
    "--explain",
    "intent",
    default="",
    metavar="INTENT",
    help="How the figures of this contact reason come about, with file and line.",
)
@click.option(
    "--quantity",
    default="",
    metavar="NAME",
    help="Only this figure, as the JSON names it; some hold a moment: 'due.from 2026-11-20T16:30'.",
)
@options.format_option(("text", "json", "markdown"), "How to write the figures.")
@options.AS_OF
@options.CONFIG
@options.ALLOW_EMPTY
def command(
    *,
    paths: tuple[Path, ...],
    by: str,
    intent: str,
    quantity: str,
    form: str,
    today: datetime.date,
    config_file: Path | None,
    allow_empty: bool,
) -> int:
    """Write the figures to standard output."""
    from cxlint.analysis.subject import Subject
    from cxlint.graph.builder import build

    if intent and quantity:
        raise UserError("--explain and --quantity ask for different things; name one of them")
    request = session.request(paths, config_file=config_file, today=today)
    with screen.progress() as progress:
        policy = session.read_some(request, progress, allow_empty=allow_empty).policy
        if policy.unsure("intent") and not any(policy.of("intent")):
            raise UserError("no contact reason is understood; cxlint check says why")
        asked = _find_intent(policy, intent)
        alone = policy.find("intent", asked) if asked else None
        subject = Subject(build(policy), None if alone is None else [alone])
        figures = _find_figures(subject, quantity, by)
        written = _render(policy, figures, by=by, intent=asked, quantity=quantity, form=form)
    screen.write(written)
    return session.report_unread(policy)


def _find_intent(policy: Policy, id_: str) -> str:
    """Return the contact reason of that id, or nothing where none is asked for."""
    if not id_ or policy.find("intent", id_):
        return id_
    from cxlint.suggest import unknown

    raise UserError(unknown("contact reason", id_, policy.ids(("intent",))))


def _find_figures(subject: Subject, name: str, by: str) -> Sequence[Quantity]:
    """Return all figures, also of parts of the cases if asked for; or the one of that name."""
    from cxlint.analysis.catalogue import find_quantity, list_quantities

    if not name:
        return [*list_quantities(subject), *_list_parts(subject, by)]
    found = find_quantity(subject, name)
    if found is not None:
        return [found]
    from cxlint.suggest import did_you_mean

    hint = did_you_mean(name, _list_names(subject, name))
    advice = hint or "; --format json lists all there are"
    raise UserError(f"there is no figure called {name!r}{advice}")


def _list_names(subject: Subject, name: str) -> Iterator[str]:
    """Yield what figures are called, also with the moment that a name has behind its form."""
    from cxlint.analysis.catalogue import list_quantities

    yield from (each.name for each in list_quantities(subject))
    _, separator, moment = name.partition(" ")
    prefixes = ("", *(f"journey.{each.id}." for each in subject.intents))
    if separator:
        yield from (f"{each}{form} {moment}" for each in prefixes for form in FORMS_WITH_A_MOMENT)


def _list_parts(subject: Subject, by: str) -> Iterator[Quantity]:
    """Yield the figures that are worked out only where a row is asked for of each part."""
    from cxlint.analysis import case_parts

    if by == "channel":
        yield from case_parts.list_by_channel(subject)
    if by == "value":
        yield from case_parts.list_by_value(subject)


def _render(
    policy: Policy, figures: Sequence[Quantity], *, by: str, intent: str, quantity: str, form: str
) -> str:
    from cxlint.reporting.journeys import explanation, figures_json, layout, overview
    from cxlint.reporting.journeys.misread import list_misread, record_misread

    if form == "json":
        prefixes = (f"journey.{intent}.", f"intent.{intent}.")
        chosen = [each for each in figures if not intent or each.name.startswith(prefixes)]
        return figures_json.render_figures(chosen, policy.today, record_misread(policy))
    blocks: Iterable[Block]
    if quantity:
        blocks = explanation.list_figures(figures, overview.read_currency(policy))
    elif intent:
        blocks = overview.explain_intent(policy, figures, intent, by)
    else:
        blocks = overview.list_blocks(policy, figures, by)
    blocks = (*list_misread(policy), *blocks)
    if form == "markdown":
        return layout.render_markdown(blocks)
    return layout.render_text(blocks, screen.terminal_width())
