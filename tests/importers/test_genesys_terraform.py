"""Genesys queues, flows and telephone numbers in Terraform."""

from __future__ import annotations

import textwrap
from typing import Any

import pytest

from cxlint.importers import detection
from cxlint.importers.cross_references import join_documents
from cxlint.importers.genesys import importer
from cxlint.parsing import document, hcl_parser

QUEUE = """\
resource "genesyscloud_routing_queue" "care" {
  name           = "Care"
  acw_timeout_ms = 300000
  media_settings_call {
    alerting_timeout_sec      = 30
    service_level_percentage  = 0.7
    service_level_duration_ms = 10000
  }
  members {
    user_id = genesyscloud_user.ann.id
  }
}
"""


def made(**texts: str) -> list[document.Document]:
    found = [
        each
        for name, text in texts.items()
        for each in detection.read_documents(
            name.replace("_tf", ".tf").replace("_yaml", ".yaml"), textwrap.dedent(text).encode(), {}
        )
    ]
    return join_documents(found)


def team(body: str) -> Any:
    (one,) = made(q_tf=f'resource "genesyscloud_routing_queue" "care" {{\n{body}\n}}\n')
    data: Any = one.data
    return data["teams"]


def test_other_resources_are_not_claimed() -> None:
    source = hcl_parser.parse("a.tf", 'resource "genesyscloud_user" "ann" {\n  name = "Ann"\n}\n')
    assert not importer.claims(source)


def test_a_queue_is_a_team_with_its_service_level() -> None:
    (one,) = made(queues_tf=QUEUE)
    data: Any = one.data
    assert data["teams"] == {
        "Care": {
            "sla": {"first_reply": "10 seconds"},
            "x-service-levels": {"call": "70% within 10 seconds"},
            "x-after-call-work": "5 minutes",
        }
    }
    assert one.span(("teams", "Care")).line == 2


def test_levels_that_differ_are_nobodys_first_reply() -> None:
    levels = """
    media_settings_call { service_level_duration_ms = 20000 }
    media_settings_email { service_level_duration_ms = 86400000 }
    media_settings_chat { service_level_duration_ms = 1 }
    """
    assert team(levels) == {
        "care": {"x-service-levels": {"call": "20 seconds", "email": "1 day"}},
    }


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("members = []", {"seats": 0}),
        ('members = []\nskill_groups = ["a"]', {}),
        ("members = []\nbullseye_rings {\n}", {}),
        ("members = [{user_id = 1}]", {}),
        ("", {}),
        ("acw_timeout_ms = var.after", {}),
    ],
)
def test_members_are_no_seats_but_nobody_is_nobody(body: str, told: dict[str, Any]) -> None:
    assert team(body) == {"care": told}


FLOW = "inboundCall:\n  name: {name}\n  startUpRef: ./tasks/task[A]\n  tasks: []\n"
IVR = """
resource "genesyscloud_flow" "open" {
  filepath = "${path.module}/flows/open_hours.yaml"
}
resource "genesyscloud_flow" "closed" {
  filepath = "flows/closed_hours.yaml"
}
resource "genesyscloud_architect_ivr" "main" {
  name                  = "Hotline"
  dnis                  = ["+13175550000"]
  open_hours_flow_id    = genesyscloud_flow.open.id
  closed_hours_flow_id  = genesyscloud_flow.closed.id
  holiday_hours_flow_id = data.genesyscloud_flow.holiday.id
}
"""


def test_numbers_lead_to_the_flows_of_the_files() -> None:
    found = made(
        ivr_tf=IVR,
        open_hours_yaml=FLOW.format(name="Open"),
        closed_hours_yaml=FLOW.format(name="Shut"),
    )
    data: dict[str, Any] = {}
    for each in found:
        for section, entities in each.data.items():  # type: ignore[attr-defined, union-attr]
            known = data.setdefault(section, {} if isinstance(entities, dict) else [])
            known.update(entities) if isinstance(entities, dict) else known.extend(entities)
    assert data["channels"]["Hotline"] == {
        "kind": "voice",
        "address": "+13175550000",
        "goes_to": "open (flow)",
        "closed": {"goes_to": "closed (flow)"},
    }
    assert data["steps"]["open (flow)"]["goes_to"] == "Open"
    assert data["steps"]["closed (flow)"]["goes_to"] == "Shut"
    (holiday,) = data["handoffs"]
    assert data["steps"][holiday["to"]] == {"kind": "elsewhere"}
    hotline = next(each for each in found if "Hotline" in str(each.data))
    assert hotline.span(("channels", "Hotline", "closed", "goes_to")).line == 12


def test_a_flow_whose_file_is_not_given_leads_elsewhere() -> None:
    (one,) = made(a_tf='resource "genesyscloud_flow" "x" {\n  filepath = "gone.yaml"\n}\n')
    data: Any = one.data
    assert data["steps"][data["steps"]["x (flow)"]["goes_to"]] == {"kind": "elsewhere"}
