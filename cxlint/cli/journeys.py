"""`cxlint journeys`: what each contact reason costs the customer, in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cxlint.cli import options, screen, session
from cxlint.errors import UserError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence
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


@click.command(help=HELP, short_help="Show what each contact reason costs customers.")
@options.PATHS
@click.option(
    "--by",
    type=options.WordChoice(["intent", "channel"]),
    default="intent",
    show_default=True,
    help="A row for each contact reason, or for each channel in which it begins.",
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
@click.option(
    "--format",
    "form",
    type=options.WordChoice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="How to write the figures.",
)
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
    from cxlint.linting.run import engine

    if intent and quantity:
        raise UserError("--explain and --quantity ask for different things; name one of them")
    request = session.request(paths, config_file=config_file, today=today)
    with screen.progress() as progress:
        policy = engine.read(request, progress).policy
        if not policy.documents and not allow_empty:
            raise UserError(session.no_policy_text([request]))
        asked = _find_intent(policy, intent)
        subject = Subject(build(policy))
        figures = _find_figures(subject, quantity)
        written = _render(policy, figures, by=by, intent=asked, quantity=quantity, form=form)
    screen.write(written)
    return session.report_unread(policy)


def _find_intent(policy: Policy, id_: str) -> str:
    """Return the contact reason of that id, or nothing where none is asked for."""
    if not id_ or policy.find("intent", id_):
        return id_
    from cxlint.suggest import unknown

    raise UserError(unknown("contact reason", id_, policy.ids(("intent",))))


def _find_figures(subject: Subject, name: str) -> Sequence[Quantity]:
    """Return all figures, or the one of that name."""
    from cxlint.analysis.catalogue import find_quantity, list_quantities

    if not name:
        return list(list_quantities(subject))
    found = find_quantity(subject, name)
    if found is None:
        from cxlint.suggest import did_you_mean

        hint = did_you_mean(name, (each.name for each in list_quantities(subject)))
        raise UserError(
            f"there is no figure called {name!r}{hint or '; --format json lists all there are'}"
        )
    return [found]


def _render(
    policy: Policy, figures: Sequence[Quantity], *, by: str, intent: str, quantity: str, form: str
) -> str:
    from cxlint.reporting.journeys import explanation, figures_json, layout, overview

    if form == "json":
        prefixes = (f"journey.{intent}.", f"intent.{intent}.")
        chosen = [each for each in figures if not intent or each.name.startswith(prefixes)]
        return figures_json.render_figures(chosen, policy.today)
    blocks: Iterable[Block]
    if quantity:
        blocks = explanation.list_figures(figures, overview.read_currency(policy))
    elif intent:
        blocks = overview.explain_intent(policy, figures, intent, by)
    else:
        blocks = overview.list_blocks(policy, figures, by)
    if form == "markdown":
        return layout.render_markdown(blocks)
    return layout.render_text(blocks, screen.terminal_width())
