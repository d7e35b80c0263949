"""The fields of Zendesk's things: which are read, and which change nothing.

Source: https://developer.zendesk.com/api-reference/ticketing/business-rules/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.known_fields import ANY, Irrelevance, KnownFields
from cxlint.importers.zendesk.envelopes import find_listings

if TYPE_CHECKING:
    from cxlint.importers.policy_sketch import Path, Sketch

ENVELOPE = "file"
"""What is around the things of a file."""

_PARTS = " ".join(
    f"{holder}{of}.{key}"
    for holder in ("", "conditions.", "filter.")
    for of in ("all", "any")
    for key in ("field", "operator", "value", "values")
)
_RULE = f"{_PARTS} actions.field actions.value"

_VALUES = " ".join(
    f"{holder}{of}.{key}"
    for holder in ("", "conditions.")
    for of in ("all", "any")
    for key in ("value", "values")
)

READ = {
    ANY: "title name raw_title raw_name id active",
    "trigger": f"{_RULE} position",
    "automation": f"{_RULE} position",
    "macro": "actions.field actions.value",
    "sla_policy": f"{_PARTS} position policy_metrics.priority policy_metrics.metric"
    " policy_metrics.target policy_metrics.target_in_seconds policy_metrics.business_hours",
    "group_sla_policy": f"{_PARTS} policy_metrics.metric policy_metrics.target"
    " policy_metrics.target_in_seconds policy_metrics.business_hours",
    "schedule": "intervals.start_time intervals.end_time time_zone holidays.name"
    " holidays.start_date holidays.end_date",
    "group_membership": "group_id",
    "group": "deleted",
    "ticket_form": "ticket_field_ids",
    "ticket_field": "visible_in_portal editable_in_portal",
    ENVELOPE: "next_page meta.has_more",
}

IRRELEVANT = (
    Irrelevance(ENVELOPE, "bootstrap count previous_page after_url before_url links meta"
                " after_cursor before_cursor end_of_stream",
                "how an answer is cut into pages, or a template is laid out"),
    Irrelevance(ENVELOPE, "next_page", "read where a rule names what the answer does not hold"),
    Irrelevance(ANY, "url created_at updated_at deleted_at usage_1h usage_24h usage_7d usage_30d"
                " app_installation via_type", "how the account keeps it"),
    Irrelevance(ANY, "description", "for those who edit it"),
    Irrelevance(ANY, "default", "whether the account came with it"),
    Irrelevance(ANY, "id", "read where another thing names it"),
    Irrelevance(ANY, "raw_title raw_name", "read where it has no title and no name"),
    Irrelevance("trigger", "category_id", "under which heading editors find it"),
    Irrelevance("trigger", _VALUES, "read where a condition asks for a value, and the"
                " action sets one"),
    Irrelevance("automation", f"{_VALUES} actions.value",
                "read where a condition asks for a value, and the action sets or tells one"),
    Irrelevance("macro", "active title actions.field actions.value restriction position",
                "read of those whose words customers read"),
    Irrelevance("trigger", "active", "read of a rule that changes something"),
    Irrelevance("automation", "active", "read of a rule that changes something"),
    Irrelevance("group", "reference_id", "how another program knows it"),
    Irrelevance("group_sla_policy", "position policy_metrics.priority",
                "read as one time for all its rows, the longest"),
    Irrelevance("group", "is_public", "who among the agents sees it"),
    Irrelevance("schedule", "holidays.id", "how the account keeps it"),
    Irrelevance("schedule", "holidays_url", "where its holidays are kept"),
    Irrelevance("ticket_form", "display_name raw_display_name end_user_visible in_all_brands"
                " restricted_brand_ids agent_conditions end_user_conditions position",
                "where a form is shown; which of its fields is asked is said by the fields"),
    *(
        Irrelevance(kind, "*", "customers do not meet it, or it is read with what names it")
        for kind in (
            "view", "ticket_field", "brand", "target", "webhook", "organization", "user",
            "trigger_category", "organization_membership", "group_membership", "user_field",
            "organization_field",
        )
    ),
)  # fmt: skip

FIELDS = KnownFields(READ, IRRELEVANT)
"""What is known of the fields of an account."""


def look_at_things(sketch: Sketch, data: Any) -> None:
    """Have the things of a file, and what is around them, held against what is known."""
    around: dict[Path, dict[str, Any]] = {}
    for listing in find_listings(data):
        for thing, place in listing.things:
            if isinstance(thing, dict):
                sketch.look(listing.kind, thing, place)
            _note_around(data, place, around)
    for place, held in around.items():
        sketch.look(ENVELOPE, held, place)


def _note_around(data: Any, place: Path, around: dict[Path, dict[str, Any]]) -> None:
    """Note the envelopes on the way to a thing, without what leads to things."""
    for length, step in enumerate(place):
        if isinstance(data, dict):
            here = place[:length]
            if here not in around:
                around[here] = dict(data)
            around[here].pop(str(step), None)
        data = data[step]
