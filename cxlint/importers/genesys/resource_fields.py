"""The fields of Genesys Cloud's resources in Terraform: which are read, which change nothing.

Source: https://registry.terraform.io/providers/MyPureCloud/genesyscloud/, a page for each resource.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers.known_fields import Irrelevance, KnownFields
from cxlint.importers.shared import terraform_fields

if TYPE_CHECKING:
    from cxlint.importers.policy_sketch import Sketch
    from cxlint.parsing.hcl_parser import Hcl

PREFIX = "genesyscloud_"
QUEUE, IVR, FLOW = "routing_queue", "architect_ivr", "flow of a file"

_MEDIA = " ".join(
    f"media_settings_{each}" for each in ("call", "callback", "chat", "email", "message")
)
_INSIDE = (
    "architect_datatable", "architect_datatable_row", "architect_grammar",
    "architect_grammar_language", "architect_user_prompt", "auth_division", "auth_role",
    "flow_loglevel", "flow_milestone", "flow_outcome", "group", "group_roles", "integration",
    "integration_action", "integration_credential", "integration_custom_auth_action",
    "knowledge_knowledgebase", "location", "oauth_client", "processautomation_trigger",
    "routing_email_domain", "routing_email_route", "routing_language",
    "routing_queue_outbound_email_address", "routing_settings", "routing_skill",
    "routing_skill_group", "routing_utilization", "routing_utilization_label",
    "routing_wrapupcode", "script", "task_management_workbin",
    "task_management_workitem_schema", "task_management_worktype", "team",
    "telephony_providers_edges_did_pool", "telephony_providers_edges_site",
    "telephony_providers_edges_trunk", "user", "user_roles", "webdeployments_configuration",
    "webdeployments_deployment", "widget_deployment",
)  # fmt: skip
"""Resources that customers do not meet."""


def _within(outers: str, paths: str) -> str:
    return " ".join(f"{outer}.{path}" for outer in outers.split() for path in paths.split())


READ = {
    QUEUE: "name members groups skill_groups teams bullseye_rings acw_timeout_ms "
    + _within(_MEDIA,
              "service_level_percentage service_level_duration_ms"),
    FLOW: "filepath",
    IVR: "name dnis open_hours_flow_id closed_hours_flow_id holiday_hours_flow_id",
}  # fmt: skip

IRRELEVANT = (
    *terraform_fields.AROUND,
    terraform_fields.LOCALS,
    terraform_fields.META,
    Irrelevance(QUEUE, "description division_id acw_wrapup_prompt skill_evaluation_method"
                " auto_answer_only enable_transcription enable_audio_monitoring"
                " enable_manual_assignment suppress_in_queue_call_recording calling_party_name"
                " calling_party_number default_script_ids outbound_messaging_sms_address_id"
                " outbound_messaging_whatsapp_recipient_id outbound_email_address wrapup_codes"
                " queue_flow_id email_in_queue_flow_id message_in_queue_flow_id whisper_prompt_id"
                " on_hold_prompt_id direct_routing agent_owned_routing routing_rules"
                " conditional_group_routing_rules scoring_method peer_id source_queue_id"
                " last_agent_routing_mode canned_response_libraries",
                "how its people work; what is heard meanwhile is said by other flows"),
    Irrelevance(QUEUE, _within(_MEDIA,
                               "alerting_timeout_sec enable_auto_answer sub_type_settings"
                               " auto_end_delay_seconds auto_dial_delay_seconds mode"
                               " enable_auto_dial_and_end"), "how long it rings"),
    Irrelevance(QUEUE, "members groups skill_groups teams bullseye_rings",
                "read as to whether there is anybody"),
    Irrelevance(FLOW, "file_content_hash substitutions force_unlock name type description",
                "with what a flow is filled in"),
    Irrelevance(IVR, "description division_id did_range schedule_group_id",
                "where the hours of its flows are kept"),
    *(Irrelevance(kind, "*", "how the account works inside; customers do not meet it")
      for kind in _INSIDE),
)  # fmt: skip

_FIELDS = KnownFields(READ, IRRELEVANT)


def look_around(sketch: Sketch, source: Hcl) -> None:
    """Have what stands beside queues, flows and numbers in a file held against what is known.

    Those are looked at where they are read.
    """
    terraform_fields.look_at_file(sketch, source)
    for block in source.resources():
        kind = block.labels[0].removeprefix(PREFIX)
        if kind != block.labels[0] and kind not in (QUEUE, IVR, "flow"):
            terraform_fields.look_at_resource(sketch, _FIELDS, kind, block)
