"""The fields of Opsgenie's things: which are read, and which change nothing.

Sources: https://registry.terraform.io/providers/opsgenie/opsgenie/latest/docs, a page for each
resource, and https://github.com/cloudposse/terraform-opsgenie-incident-management.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers.known_fields import ANY, Irrelevance, KnownFields, look_around
from cxlint.importers.shared import terraform_fields
from cxlint.parsing.hcl_parser import Hcl

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.importers.policy_sketch import Sketch
    from cxlint.importers.shared.vendor_things import VendorThing
    from cxlint.parsing.document import Document

LISTS = "file"
"""What is around the things of a file of YAML."""


def _within(outers: str, paths: str) -> str:
    return " ".join(f"{outer}.{path}" for outer in outers.split() for path in paths.split())


_RECIPIENTS = "rules.recipient rules.recipients"
_PERSON = "type id name username"
_HOURS = "start_hour start_min end_hour end_min"
_RESTRICTIONS = (
    _within("time_restriction.restrictions", f"{_HOURS} start_day end_day")
    + " " + _within("time_restriction.restriction", _HOURS)
)  # fmt: skip
_ROTATION = f"start_date end_date {_within('participants', _PERSON)} {_RESTRICTIONS}"
_NO_ROTATION = (
    "name type length time_restriction.type force_user_participants owner_team_id enabled order",
    "whose turn it is when; who has turns, and in which hours, is read",
)
_WORKED_OUT = "read as to whether its hours are worked out"
_FILTER = "type conditions dynamic"

READ = {
    "escalations": "name dynamic rules.delay rules.condition rules.notify_type rules.dynamic"
    " repeat.count " + _within(_RECIPIENTS, f"{_PERSON} team_name schedule_name escalation_name"),
    "schedules": "name enabled timezone " + _within("rotations", _ROTATION),
    "schedule_rotations": f"schedule_id schedule_name {_ROTATION} dynamic"
    " time_restriction.dynamic participant.type participant.id",
    "teams": "name ignore_members dynamic "
    + _within("members", "id username user_name name") + " member.id",
    "team_routing_rules": "name owner_team_name team_id order is_default time_restriction dynamic"
    " notify.type notify.id notify.name " + _within("criteria", _FILTER),
    "notification_policies": "name suppress enabled time_restriction time_restrictions dynamic "
    + _within("filter", _FILTER),
    "integration_actions": "name " + _within("ignore.filter", _FILTER),
    "api_integrations": "name enabled responders.type responders.id responders.name",
    "email_integrations": "name enabled responders.type responders.id responders.name",
    "maintenances": "description rules.state rules.entity.type rules.entity.id time.type"
    " time.start_date time.end_date",
}  # fmt: skip

IRRELEVANT = (
    *terraform_fields.AROUND,
    terraform_fields.LOCALS,
    terraform_fields.META,
    Irrelevance(ANY, "description tags", "for those who edit it"),
    Irrelevance(ANY, "owner_team_name owner_team_id", "to whom it belongs"),
    Irrelevance("escalations", "repeat.wait_interval repeat.reset_recipient_states",
                "how long until it begins again; how often it does is read"),
    Irrelevance("escalations", "rules.notify_type", "read where it is not whoever is on call"),
    Irrelevance("escalations", _within(_RECIPIENTS, "type"), "read where nothing says a name"),
    Irrelevance("escalations", "dynamic rules.dynamic", "read as to whether it is worked out"),
    Irrelevance("schedules", _within("rotations", _NO_ROTATION[0]), _NO_ROTATION[1]),
    Irrelevance("schedule_rotations", *_NO_ROTATION),
    Irrelevance("schedule_rotations", "dynamic time_restriction.dynamic", _WORKED_OUT),
    Irrelevance("schedules", "rotations.start_date",
                "read where several rotations make up the hours"),
    Irrelevance("schedule_rotations", "start_date",
                "read where several rotations make up the hours"),
    Irrelevance("schedules", "timezone", "read where its rotations are known"),
    Irrelevance("teams", _within("members", "id username user_name name") + " member.id",
                "read where all its members have a name"),
    Irrelevance("teams", "member.role members.role", "what somebody may edit"),
    Irrelevance("teams", "delete_default_resources", "how it is made"),
    Irrelevance("teams", "ignore_members dynamic", "read as to whether all members are named"),
    Irrelevance("team_routing_rules", "name owner_team_name team_id order is_default"
                " time_restriction timezone dynamic notify.name " + _within("criteria", _FILTER),
                "read as to whether all alerts of a team come to nobody"),
    Irrelevance("team_routing_rules", "notify.type notify.id",
                "read where an escalation is raised, or nobody is told"),
    Irrelevance("notification_policies", "name team_name team_id policy_description enabled"
                " suppress time_restriction time_restrictions dynamic "
                + _within("filter", _FILTER),
                "read as to whether it keeps every alert back"),
    Irrelevance("notification_policies", "de_duplication_action auto_close_action",
                "what becomes of an alert that comes again, or that nobody has closed"),
    Irrelevance("integration_actions", "name integration_name integration_id "
                + _within("ignore.filter", _FILTER),
                "read as to whether it keeps every alert back"),
    Irrelevance("integration_actions", "create close acknowledge add_note",
                "how what machines report becomes an alert"),
    Irrelevance("integration_actions", "ignore", "how an alert that is kept back is told apart"),
    *(Irrelevance(kind, "type allow_write_access ignore_responders_from_payload headers"
                  " suppress_notifications webhook_url api_key email_username",
                  "how what machines report comes in")
      for kind in ("api_integrations", "email_integrations")),
    *(Irrelevance(kind, "name enabled responders.type responders.id responders.name",
                  "read where an escalation is raised, or none of them is switched on")
      for kind in ("api_integrations", "email_integrations")),
    *(Irrelevance(kind, "*", "how what machines report is sorted and shown")
      for kind in ("alert_policies", "services", "service_incident_rules", "heartbeats",
                   "custom_roles", "incident_templates")),
    Irrelevance("maintenances", "description rules.entity.id time.start_date time.end_date",
                "read where an integration is switched off"),
    *(Irrelevance(kind, "*", "how somebody is reached; who is called is said by the levels")
      for kind in ("users", "user_contacts", "notification_rules")),
)  # fmt: skip

FIELDS = KnownFields(READ, IRRELEVANT)
"""What is known of the fields of an account."""


def look_at_things(sketch: Sketch, source: Hcl | Document, things: Sequence[VendorThing]) -> None:
    """Have the things of a file, and what is around them, held against what is known."""
    for thing in things:
        terraform_fields.look_at_record(sketch, FIELDS, thing.kind, thing.record)
    if isinstance(source, Hcl):
        terraform_fields.look_at_file(sketch, source)
    else:
        look_around(sketch, LISTS, source.data, [each.record.place for each in things])
