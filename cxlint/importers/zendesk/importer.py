"""Zendesk: SLA policies, triggers, automations, macros, groups and schedules.

Source: https://developer.zendesk.com/api-reference/ticketing/business-rules/. Read from answers of
the API, from accounts exported whole, and from Terraform. What is inactive does nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers.registry import Meaning
from cxlint.importers.shared.vendor_things import open_sketch
from cxlint.importers.zendesk import fields
from cxlint.importers.zendesk.resources import (
    holds_things,
    is_thing,
    list_complete,
    read_things,
    resembles_things,
)
from cxlint.parsing.hcl_parser import Hcl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.importers.policy_sketch import Names, Sketch
    from cxlint.parsing.document import Document

TITLE = "Zendesk"
SYNTAXES = ("json", "hcl")

FIELDS = fields.FIELDS

MEANINGS = (
    Meaning("SLA policy", "a promise for each priority with a target, in the order of positions"),
    Meaning(
        "requester_wait_time, total_resolution_time, agent_work_time",
        "the promised resolution; time that waits for the customer does not count",
    ),
    Meaning("group SLA policy", "what its teams owe other teams"),
    Meaning("trigger with a group", "a way to the team, or from the team of its condition"),
    Meaning("automation with a group, an alert or a priority", "a level of an escalation"),
    Meaning("trigger, automation", "a rule on cases: what it asks for, changes and sends"),
    Meaning("automation that solves or closes", "a wait, and how the contact ends"),
    Meaning("notification to the requester, comment of a macro", "a script"),
    Meaning("group", "a team; nobody is in one that no membership of a whole list names"),
    Meaning("schedule", "hours, and the holidays on which they do not hold"),
    Meaning("ticket form", "a form, and the fields it asks customers for"),
    Meaning("trigger, automation that is inactive", "a rule on cases that is switched off"),
    Meaning("trigger, automation that asks for what it sets", "nothing: it is a heading"),
    Meaning("whatever else is inactive", "nothing: it does nothing"),
    Meaning(
        "view, ticket field, brand, target, webhook, attachment, organization, user",
        "nothing: customers do not meet it",
    ),
)


def claims(source: Hcl | Document) -> bool:
    """Whether it holds things of Zendesk's, told by their form."""
    return holds_things(source)


def resembles(source: Document) -> bool:
    """Whether what was made out of a text that cannot be read is the beginning of an account."""
    return resembles_things(source.data)


def owns(key: str, value: object) -> bool:
    """Whether what stands under a key is Zendesk's, even where it is called like a section."""
    return is_thing(key, value)


def read(source: Hcl | Document, names: Names) -> Iterator[Sketch]:
    """Yield one sketch of all the things of a file."""
    from cxlint.importers.zendesk.things import put_account

    sketch = open_sketch(source, names)
    things = list(read_things(source))
    put_account(sketch, things, list_complete(source))
    fields.look_at_things(sketch, source, things)
    yield sketch
