"""The fields of PagerDuty's things: which are read, and which change nothing.

Sources: https://registry.terraform.io/providers/PagerDuty/pagerduty/latest/docs, a page for each
resource, and https://developer.pagerduty.com/api-reference.
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

ANSWER = "answer"
"""What is around the things of an answer of the API."""

_USERS = ("user", "user_contact_method", "user_notification_rule", "user_handoff_notification_rule")
_AROUND = (
    "addon", "alert_grouping_setting", "automation_actions_action",
    "automation_actions_action_service_association", "automation_actions_action_team_association",
    "automation_actions_runner", "automation_actions_runner_team_association", "business_service",
    "business_service_subscriber", "enablement", "event_orchestration_integration",
    "event_orchestration_service_cache_variable", "event_orchestration_global_cache_variable",
    "extension", "extension_servicenow", "incident_custom_field", "incident_custom_field_option",
    "incident_type", "incident_type_custom_field", "incident_workflow", "incident_workflow_trigger",
    "jira_cloud_account_mapping_rule", "response_play", "service_custom_field",
    "service_custom_field_value", "service_dependency", "service_integration", "slack_connection",
    "tag", "tag_assignment", "webhook_subscription",
)  # fmt: skip


def _within(outers: str, paths: str) -> str:
    return " ".join(f"{outer}.{path}" for outer in outers.split() for path in paths.split())


_RULES = "rule escalation_rules"
_TARGETS = "rule.target escalation_rules.targets"
_LAYERS = "layer schedule_layers"
_RESTRICTIONS = "layer.restriction schedule_layers.restrictions"

_ORDERED = "position disabled conditions time_frame dynamic actions.suppress"
_ORCHESTRATED = (
    "dynamic set.id set.dynamic set.rule.disabled set.rule.condition set.rule.actions"
    " set.rule.dynamic catch_all.actions"
)

_URGENCY = "incident_urgency_rule.type incident_urgency_rule.urgency " + _within(
    "incident_urgency_rule.during_support_hours incident_urgency_rule.outside_support_hours",
    "type urgency",
)

READ = {
    ANSWER: "more",
    ANY: "type",
    "escalation_policy": "name summary id num_loops services.id services.summary dynamic "
    + _within(_RULES, "escalation_delay_in_minutes") + " rule.dynamic "
    + _within(_TARGETS, "id type") + " escalation_rules.targets.summary",
    "schedule": "name summary id time_zone dynamic layer.dynamic layer.users"
    " schedule_layers.users.user.id schedule_layers.users.user.summary "
    + _within(_LAYERS, "start end") + " "
    + _within(_RESTRICTIONS, "type start_time_of_day start_day_of_week duration_seconds"),
    "service": f"name summary status escalation_policy.id {_URGENCY} scheduled_actions"
    " support_hours.start_time support_hours.end_time support_hours.days_of_week"
    " support_hours.time_zone",
    "maintenance_window": "id description start_time end_time services.id services.summary",
    "team": "name summary id",
    "user": "id",
    "ruleset_rule": f"ruleset {_ORDERED}",
    "service_event_rule": f"service {_ORDERED}",
    "event_orchestration_global": _ORCHESTRATED,
    "event_orchestration_service": _ORCHESTRATED,
}  # fmt: skip

IRRELEVANT = (
    *terraform_fields.AROUND,
    terraform_fields.LOCALS,
    terraform_fields.META,
    Irrelevance(ANSWER, "limit offset total", "how an answer is cut into pages"),
    Irrelevance(ANY, "self html_url created_at updated_at last_incident_timestamp deleted_at",
                "how the account keeps it"),
    Irrelevance(ANY, "description", "for those who edit it"),
    Irrelevance(ANY, "type", "read as to whether it is a thing, or only speaks of one"),
    Irrelevance(ANY, "id", "how the account keeps it"),
    Irrelevance("escalation_policy", "id", "read where it has no name, or a service names it"),
    Irrelevance("schedule", "id", "read where it has no name, or a level names it"),
    Irrelevance("escalation_policy", "services.id", "read where it has no summary"),
    Irrelevance("escalation_policy", "escalation_rules.targets.summary",
                "read where what is called is not in these files"),
    Irrelevance("schedule", "schedule_layers.users.user.id", "read where it has no summary"),
    Irrelevance("schedule", "schedule_layers.users.user.type", "all who have turns are users"),
    Irrelevance("service", "escalation_policy.summary escalation_policy.type",
                "said of the policy itself"),
    Irrelevance("escalation_policy", "dynamic rule.dynamic",
                "read as to whether its levels are worked out"),
    Irrelevance("schedule", "dynamic layer.dynamic",
                "read as to whether its hours are worked out"),
    Irrelevance("escalation_policy", "teams privilege on_call_handoff_notifications",
                "to whom it belongs, and who is told when a turn ends"),
    Irrelevance("escalation_policy", _within(_RULES, "id") + " "
                + _within(_TARGETS, "self html_url"), "how the account keeps it"),
    Irrelevance("escalation_policy", _within(_RULES, "escalation_rule_assignment_strategy"),
                "which of those named is called first; that they are is read"),
    Irrelevance("escalation_policy", _within(_RULES, "escalation_delay_in_minutes"),
                "read where another level follows"),
    Irrelevance("escalation_policy", _within(_TARGETS, "type"),
                "read where the target is no resource, and has no name"),
    Irrelevance("schedule", _within(_LAYERS, "start"), "read where another layer begins later"),
    Irrelevance("schedule", "teams overflow", "to whom it belongs, and how it is drawn"),
    Irrelevance("schedule", "escalation_policies", "said of those by themselves"),
    Irrelevance("schedule", _within(_LAYERS, "name id rendered_schedule_entries"
                " rendered_coverage_percentage"), "how a layer is called, and how it is drawn"),
    Irrelevance("schedule", _within(_LAYERS, "rotation_virtual_start"
                " rotation_turn_length_seconds"),
                "whose turn it is when; who is in a layer, and in which hours, is read"),
    Irrelevance("schedule", "final_schedule overrides_subschedule users http_cal_url"
                " personal_http_cal_url web_cal_url",
                "what follows from the layers; who stands in for a day is soon over"),
    Irrelevance("service", "name summary",
                "read where it has an escalation policy or hours, or is switched off"),
    Irrelevance("service", f"{_URGENCY} scheduled_actions dynamic",
                "read as to whether nothing of it is escalated, or nothing at times"),
    Irrelevance("service", "acknowledgement_timeout auto_resolve_timeout",
                "how long an alarm rests that somebody has taken on"),
    Irrelevance("service", "alert_creation alert_grouping alert_grouping_timeout"
                " alert_grouping_parameters auto_pause_notifications_parameters",
                "how what machines report is put together"),
    Irrelevance("service", "teams integrations addons response_play support_hours.type",
                "to whom it belongs, and what else is joined to it"),
    Irrelevance("team", "parent default_role", "in which other team it is"),
    *(Irrelevance(kind, "*", "how somebody is reached; who is called is said by the levels")
      for kind in _USERS),
    Irrelevance("user", "id", "read where levels name people by their ids"),
    Irrelevance("team_membership", "*", "who may edit what a team has; levels name people"),
    Irrelevance("maintenance_window", "type sequence_number teams created_by summary"
                " services.type services.self services.html_url",
                "how the account keeps it"),
    Irrelevance("maintenance_window", "id", "read where nothing describes it"),
    Irrelevance("maintenance_window", "services.id", "read where it has no summary"),
    *(Irrelevance(kind, "*", "it sorts what machines report, and where it is shown")
      for kind in _AROUND),
    *(Irrelevance(kind, "*", "it hands events to services; which of them is not said by alarms")
      for kind in ("ruleset", "event_orchestration", "event_orchestration_router",
                   "event_orchestration_unrouted")),
    Irrelevance("ruleset_rule", f"ruleset variable actions {_ORDERED}",
                "read as to whether no event of its set comes through"),
    Irrelevance("service_event_rule", f"service variable actions {_ORDERED}",
                "read as to whether no event of its service comes through"),
    *(Irrelevance(kind, f"{_ORCHESTRATED} set.rule.label",
                  "read as to whether it drops every event")
      for kind in ("event_orchestration_global", "event_orchestration_service")),
    Irrelevance("event_orchestration_global", "event_orchestration",
                "whose rules they are; that they drop every event is said of them by themselves"),
    Irrelevance("event_orchestration_service", "service enable_event_orchestration_for_service",
                "whose rules they are; that they drop every event is said of them by themselves"),
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
        look_around(sketch, ANSWER, source.data, [each.record.place for each in things])
