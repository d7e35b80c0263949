"""The fields of Zendesk's things: which are read, and which change nothing.

Source: https://developer.zendesk.com/api-reference/ticketing/business-rules/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers.known_fields import ANY, Irrelevance, KnownFields, look_around
from cxlint.importers.shared import terraform_fields
from cxlint.parsing.hcl_parser import Hcl

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.importers.policy_sketch import Sketch
    from cxlint.importers.zendesk.resources import Thing
    from cxlint.parsing.document import Document

ENVELOPE = "file"
"""What is around the things of a file."""

_PART = "field operator value values custom_field_id"
_ACTION = "field value custom_field_id target notification_subject"


def _within(outers: str, paths: str) -> str:
    return " ".join(f"{outer}.{path}" for outer in outers.split() for path in paths.split())


_LISTS = "all any conditions.all conditions.any"
_RULE = f"{_within(_LISTS, _PART)} {_within('actions action', _ACTION)}"
_FILTER = _within("all any filter.all filter.any", "field operator value values")
_TARGET = "policy_metrics.metric policy_metrics.target policy_metrics.target_in_seconds"

READ = {
    ANY: "title name raw_title raw_name active",
    "trigger": f"{_RULE} position",
    "automation": f"{_RULE} position",
    "macro": _within("actions action", "field value target notification_subject") + " title active",
    "sla_policy": f"{_FILTER} position policy_metrics.priority {_TARGET}"
    " policy_metrics.business_hours",
    "group_sla_policy": f"{_FILTER} {_TARGET} policy_metrics.business_hours",
    "group": "deleted id",
    "schedule": "intervals.start_time intervals.end_time time_zone holidays.name"
    " holidays.start_date holidays.end_date",
    "group_membership": "group_id",
    "ticket_form": "ticket_field_ids",
    "ticket_field": "id title raw_title visible_in_portal editable_in_portal active",
    ENVELOPE: "next_page count meta.has_more",
}

IRRELEVANT = (
    *terraform_fields.AROUND,
    terraform_fields.LOCALS,
    terraform_fields.META,
    Irrelevance(ENVELOPE, "bootstrap previous_page after_url before_url links meta"
                " after_cursor before_cursor end_of_stream",
                "how an answer is cut into pages, or a template is laid out"),
    Irrelevance(ENVELOPE, "next_page count",
                "read where a rule names what the answer does not hold"),
    Irrelevance(ANY, "url created_at updated_at deleted_at usage_1h usage_24h usage_7d usage_30d"
                " app_installation via_type", "how the account keeps it"),
    Irrelevance(ANY, "description", "for those who edit it"),
    Irrelevance(ANY, "default", "whether the account came with it"),
    Irrelevance(ANY, "id", "how the account keeps it, or read where another thing names it"),
    Irrelevance("group", "deleted", "read where its members are not at hand"),
    Irrelevance("group", "id", "read where a rule names it"),
    Irrelevance(ANY, "raw_title raw_name", "read where it has no title and no name"),
    Irrelevance(ANY, "title name active", "read of what is in use, and of rules"),
    Irrelevance("trigger", "category_id", "under which heading editors find it"),
    *(Irrelevance(kind, _within(_LISTS, "value values"),
                  "read where the operator asks for a value; of several, where it is none alone")
      for kind in ("trigger", "automation")),
    *(Irrelevance(kind, f"position {_within('actions action', _ACTION)}",
                  "read of rules that are no headings")
      for kind in ("trigger", "automation")),
    Irrelevance("macro", f"active title {_within('actions action', _ACTION)}",
                "read of those whose words customers read"),
    Irrelevance("macro", "restriction position", "which agents see it, and where"),
    Irrelevance("ticket_field", "id title raw_title visible_in_portal editable_in_portal active",
                "read of those that a form asks"),
    Irrelevance("ticket_form", "ticket_field_ids", "read where the fields are in the file"),
    Irrelevance("group", "reference_id", "how another program knows it"),
    Irrelevance("group_sla_policy", "position policy_metrics.priority",
                "read as one time for all its rows, the longest"),
    Irrelevance("group", "is_public", "who among the agents sees it"),
    Irrelevance("schedule", "holidays.id", "how the account keeps it"),
    Irrelevance("schedule", "holidays_url", "where its holidays are kept"),
    Irrelevance("ticket_form", "display_name raw_display_name end_user_visible in_all_brands"
                " restricted_brand_ids agent_conditions end_user_conditions position",
                "where a form is shown; which of its fields is asked is said by the fields"),
    Irrelevance("ticket_field", "type position required collapsed_for_agents title_in_portal"
                " raw_title_in_portal required_in_portal regexp_for_validation tag removable"
                " custom_field_options custom_field_option system_field_options sub_type_id"
                " agent_description agent_can_edit key raw_description custom_statuses"
                " relationship_target_type relationship_filter creator_user_id creator_app_name",
                "how a field is filled in; that customers are asked for it is read"),
    *(
        Irrelevance(kind, "*", "customers do not meet it, or it is read with what names it")
        for kind in (
            "view", "brand", "target", "webhook", "organization", "user",
            "trigger_category", "organization_membership", "group_membership", "user_field",
            "organization_field", "attachment", "dynamic_content", "support_address", "locale",
        )
    ),
)  # fmt: skip

FIELDS = KnownFields(READ, IRRELEVANT)
"""What is known of the fields of an account."""


def look_at_things(sketch: Sketch, source: Hcl | Document, things: Sequence[Thing]) -> None:
    """Have the things of a file, and what is around them, held against what is known."""
    for thing in things:
        if FIELDS.knows(thing.kind) or isinstance(source, Hcl):
            terraform_fields.look_at_record(sketch, FIELDS, thing.kind, thing.record)
    if isinstance(source, Hcl):
        terraform_fields.look_at_file(sketch, source)
    else:
        look_around(sketch, ENVELOPE, source.data, [each.record.place for each in things])
