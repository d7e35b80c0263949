"""Opsgenie: escalations, schedules, rotations and teams, in Terraform and as lists in YAML.

Sources: https://registry.terraform.io/providers/opsgenie/opsgenie/latest/docs, and the YAML of
https://github.com/cloudposse/terraform-opsgenie-incident-management. The delay of a rule counts
from the beginning of the alert.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers.opsgenie import fields
from cxlint.importers.opsgenie.things import LISTS, holds_things, read_things
from cxlint.importers.registry import Meaning
from cxlint.importers.shared.vendor_things import open_sketch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.importers.policy_sketch import Names, Sketch
    from cxlint.parsing.document import Document
    from cxlint.parsing.hcl_parser import Hcl

TITLE = "Opsgenie"
SYNTAXES = ("hcl", "yaml")

FIELDS = fields.FIELDS

MEANINGS = (
    Meaning("escalation", "an escalation: its rules are the levels, by their delays"),
    Meaning("repeat", "how often the escalation begins again"),
    Meaning(
        "schedule, schedule rotation",
        "a team, its people, and the hours in which it is on call, with the days on which "
        "rotations begin and end; one that is switched off is never on call",
    ),
    Meaning("team", "a team, and its people where they are listed"),
    Meaning(
        "routing rule, notification policy, ignore action",
        "an escalation that calls nobody, where it takes every alert and tells nobody; else "
        "nothing: it sorts what machines report",
    ),
    Meaning("maintenance", "a time in which the integrations that it switches off call nobody"),
    Meaning("users, services, alert policies, integrations", "nothing: what machines report"),
)


def claims(source: Hcl | Document) -> bool:
    """Whether it holds a resource of Opsgenie, or nothing but lists of its things."""
    return holds_things(source)


def owns(key: str, value: object) -> bool:
    """Whether what stands under a key is a list of Opsgenie's, even if it is called like a section.

    A file that has more than such lists is not claimed.
    """
    return key in LISTS and isinstance(value, list)


def read(source: Hcl | Document, names: Names) -> Iterator[Sketch]:
    """Yield one sketch of all the things of a file."""
    from cxlint.importers.opsgenie.escalations import put_escalation
    from cxlint.importers.opsgenie.maintenance import put_maintenance
    from cxlint.importers.opsgenie.schedules import add_rotations, open_rotations, put_schedules
    from cxlint.importers.opsgenie.teams import note_routes, put_silences, put_team

    sketch = open_sketch(source, names)
    things = list(read_things(source))
    rotations = open_rotations(things)
    sketch.seen = len(things)
    for thing in things:
        if thing.kind in ("teams", "schedules"):
            put_team(sketch, thing)
        if thing.kind in ("schedules", "schedule_rotations"):
            add_rotations(sketch, rotations, thing)
        elif thing.kind == "escalations":
            put_escalation(sketch, thing)
        elif thing.kind == "maintenances":
            put_maintenance(sketch, thing)
    put_schedules(sketch, things, rotations)
    note_routes(sketch, things)
    put_silences(sketch, things)
    fields.look_at_things(sketch, source, things)
    yield sketch
