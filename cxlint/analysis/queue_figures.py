"""Figures of channels and teams: loads, waits, people needed, mail, and hours nobody covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.analysis.quantity import Quantity
from cxlint.analysis.queues.closing_figures import (
    CLOSING,
    find_closing_figure,
    list_closing_figures,
)
from cxlint.analysis.queues.line_figures import (
    WEEK_TEXT,
    find_line_figure,
    list_line_figures,
    sees_line,
)
from cxlint.analysis.queues.loads import Gap
from cxlint.analysis.queues.mail_figures import (
    MAIL,
    find_mail_figure,
    list_mail_figures,
    takes_mail,
)
from cxlint.analysis.queues.measures import MEASURES
from cxlint.analysis.queues.partner_notes import find_note
from cxlint.analysis.queues.staffing import Staffing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.analysis.subject import Subject
    from cxlint.language.entity import Entity


def list_quantities(subject: Subject) -> Iterator[Quantity]:
    """Yield every figure that needs nothing but the policy."""
    staffing = Staffing(subject.network)
    for entity in (*staffing.channels, *staffing.policy.of("team")):
        yield from list_line_figures(staffing, entity)
        yield from list_mail_figures(staffing, entity)
        yield from list_closing_figures(staffing, entity)
        if entity.kind == "team" and (note := find_note(entity)).value is not None:
            yield note


def find_quantity(subject: Subject, name: str) -> Quantity | None:
    """Return a figure that is asked for by name, also of some hours: `….Mon 08-12`."""
    kind, _, rest = name.partition(".")
    if kind not in ("channel", "team"):
        return None
    named = [each for each in subject.policy.of(kind) if rest.startswith(f"{each.id}.")]
    if not named:
        return None
    entity = max(named, key=lambda each: len(each.id))
    return _find(Staffing(subject.network), entity, rest[len(entity.id) + 1 :])


def _find(staffing: Staffing, entity: Entity, rest: str) -> Quantity | None:
    if entity.kind == "team" and rest == "note":
        return find_note(entity)
    for ending in dict.fromkeys((*MEASURES, *MAIL, *CLOSING)):
        if rest == ending or rest.startswith(f"{ending}."):
            return _answer(staffing, entity, ending, rest[len(ending) + 1 :])
    return None


def _answer(staffing: Staffing, entity: Entity, ending: str, window: str) -> Quantity | None:
    if ending in CLOSING:
        return find_closing_figure(staffing, entity, ending, window)
    if ending in MEASURES and sees_line(staffing, entity):
        return find_line_figure(staffing, entity, ending, window)
    if ending in MAIL and takes_mail(staffing, entity) and window in ("", WEEK_TEXT):
        return find_mail_figure(staffing, entity, ending)
    name = ".".join(filter(None, (entity.kind, entity.id, ending, window)))
    return Quantity(name, why=_why_no_line(staffing, entity))


def _why_no_line(staffing: Staffing, entity: Entity) -> str:
    gap = staffing.loads.get(entity.id)
    if isinstance(gap, Gap):
        return gap.why
    if takes_mail(staffing, entity):
        return f"what arrives at {entity.id} is answered later: nobody stands in a line"
    return f"nothing says how many contacts arrive at {entity.id}"
