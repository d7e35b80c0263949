"""PagerDuty: escalation policies, schedules, services, teams and event rules.

Sources: https://registry.terraform.io/providers/PagerDuty/pagerduty/latest/docs and the answers of
https://developer.pagerduty.com/api-reference. The delay of a rule counts from when its own targets
are called; the policy counts from the beginning. Where nobody is on call at any level at the time,
no incident is made: https://support.pagerduty.com/main/docs/why-incidents-fail-to-trigger.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers.pagerduty import fields
from cxlint.importers.pagerduty.things import find_whole, holds_things, read_things
from cxlint.importers.registry import Meaning
from cxlint.importers.shared.vendor_things import open_sketch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.importers.policy_sketch import Names, Sketch
    from cxlint.parsing.document import Document
    from cxlint.parsing.hcl_parser import Hcl

TITLE = "PagerDuty"
SYNTAXES = ("hcl", "json")

FIELDS = fields.FIELDS

MEANINGS = (
    Meaning("escalation policy", "an escalation: its rules are the levels"),
    Meaning("escalation_delay_in_minutes", "added up, when the next level is called"),
    Meaning("num_loops", "how often the escalation begins again"),
    Meaning(
        "schedule",
        "a team, its people, and the hours in which a layer has somebody on call, with the days on "
        "which layers begin and end; an empty place in a layer is nobody",
    ),
    Meaning("a target that a whole answer of the API does not list", "a team without seats"),
    Meaning("support_hours of a service", "hours"),
    Meaning(
        "a service that is disabled, or has no escalation policy", "an escalation that calls nobody"
    ),
    Meaning("team", "a team"),
    Meaning(
        "event rule, event orchestration",
        "an escalation that calls nobody, where it suppresses or drops every event; else nothing: "
        "it sorts what machines report",
    ),
    Meaning(
        "acknowledgement_timeout, auto_resolve_timeout of a service",
        "nothing: how long an alarm rests that somebody has taken on is no level of an escalation",
    ),
    Meaning(
        "incident_urgency_rule of a service",
        "whether what it reports is of low urgency, which is not escalated: at all times, or "
        "outside its hours if nothing raises it when they begin",
    ),
    Meaning("maintenance window", "a time in which its services call nobody"),
    Meaning(
        "overrides",
        "nothing: somebody stands in for somebody, and what is judged is what holds from week to "
        "week",
    ),
    Meaning("other things of PagerDuty", "nothing: they sort what machines report"),
)


def claims(source: Hcl | Document) -> bool:
    """Whether it holds a resource of PagerDuty, or an answer of its API."""
    return holds_things(source)


def owns(key: str, value: object) -> bool:
    """Whether what stands under a key is a list of PagerDuty's, even if called like a section."""
    from cxlint.importers.pagerduty.things import LISTS

    return key in LISTS and isinstance(value, list)


def read(source: Hcl | Document, names: Names) -> Iterator[Sketch]:
    """Yield one sketch of all the things of a file."""
    from cxlint.importers.pagerduty.escalations import put_policy
    from cxlint.importers.pagerduty.event_rules import put_event_rules
    from cxlint.importers.pagerduty.maintenance import put_window
    from cxlint.importers.pagerduty.schedules import put_schedule
    from cxlint.importers.pagerduty.services import put_service

    sketch = open_sketch(source, names)
    things = list(read_things(source))
    sketch.seen = len(things)
    whole = find_whole(source, things)
    for thing in things:
        if thing.kind == "team":
            team = sketch.share("teams", thing.name, {}, thing.record.at("name"))
            sketch.known_as(team, thing.address)
        elif thing.kind == "schedule":
            put_schedule(sketch, thing)
        elif thing.kind == "service":
            put_service(sketch, thing)
        elif thing.kind == "escalation_policy":
            put_policy(sketch, thing, whole)
        elif thing.kind == "maintenance_window":
            put_window(sketch, thing)
    put_event_rules(sketch, things)
    fields.look_at_things(sketch, source, things)
    yield sketch
