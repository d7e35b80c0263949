"""Zendesk's, PagerDuty's and Opsgenie's files with anything anywhere: never a crash."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vendor_files import complaints

from cxlint.importers.cross_references import VendorFile, join_documents
from cxlint.importers.opsgenie import importer as opsgenie
from cxlint.importers.pagerduty import importer as pagerduty
from cxlint.importers.zendesk import importer as zendesk
from cxlint.parsing import json_parser
from cxlint.parsing.document import Document
from cxlint.parsing.hcl_parser import Hcl, HclBlock

ACCOUNT = {
    "groups": [{"id": 1, "name": "Care", "url": "https://x.zendesk.com/api/v2/groups/1.json"}],
    "schedules": [{"id": 9, "name": "Office", "time_zone": "Berlin",
                   "intervals": [{"start_time": 1980, "end_time": 2460}]}],
    "sla_policies": [{"title": "All", "position": 1,
                      "filter": {"all": [{"field": "via_id", "operator": "is", "value": "29"}],
                                 "any": []},
                      "policy_metrics": [{"priority": "low", "metric": "first_reply_time",
                                          "target": 60, "business_hours": True}]}],
    "group_sla_policies": [{"title": "Own", "position": 1,
                            "filter": {"all": [{"field": "group_id", "operator": "includes",
                                                "value": ["1"]}]},
                            "policy_metrics": [{"priority": "low", "target": 60,
                                                "metric": "group_ownership_time"}]}],
    "triggers": [{"title": "T", "active": True, "position": 1,
                  "all": [{"field": "group_id", "operator": "is", "value": 1}], "any": [],
                  "actions": [{"field": "group_id", "value": "2"},
                              {"field": "priority", "value": "high"},
                              {"field": "notification_user",
                               "value": ["requester_id", "a", "b"]}]}],
    "automations": [{"title": "A", "conditions": {
                         "all": [{"field": "PENDING", "operator": "is", "value": "24"}],
                         "any": [{"field": "status", "operator": "less_than", "value": "solved"}]},
                     "actions": [{"field": "status", "value": "solved"},
                                 {"field": "notification_group", "value": ["1", "a", "b"]}]}],
    "macros": [{"title": "M", "actions": [{"field": "comment_value", "value": "Hello"}]}],
    "ticket_forms": [{"name": "F", "ticket_field_ids": [1]}],
}  # fmt: skip
ALERTS = {
    "escalations": [{"name": "e", "repeat": {"count": 1},
                     "rules": [{"condition": "if-not-acked", "delay": 0,
                                "recipient": {"type": "team", "team_name": "t"}}]}],
    "schedules": [{"name": "s", "timezone": "Europe/Rome", "owner_team_name": "t"}],
    "schedule_rotations": [{"name": "r", "schedule_name": "s",
                            "participants": [{"type": "user"}],
                            "time_restriction": {"type": "time-of-day", "restrictions": [
                                {"start_hour": 8, "start_min": 0, "end_hour": 20,
                                 "end_min": 0}]}}],
    "teams": [{"name": "t", "members": []}],
}  # fmt: skip

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["", " ", "x-y", "a/b", "<b", "1", "Create", "nan", "inf", "-5", "1e400",
                     "${a_b.c.id}", "{{x}}", "24x7", "\0", "group_id", "é" * 300]),
    st.just([]),
    st.just({}),
    st.just([[]]),
    st.just([None, "requester_id"]),
    st.just({"all": 3}),
)  # fmt: skip


def mutated(data: Any, draw: st.DataObject) -> Any:
    """Return the data with some of its parts replaced, doubled or taken out."""
    changed = copy.deepcopy(data)
    for _ in range(draw.draw(st.integers(1, 4))):
        paths = list(_paths(changed))
        *outer, last = draw.draw(st.sampled_from(paths))
        holder = changed
        for step in outer:
            holder = holder[step]
        what = draw.draw(st.sampled_from(["replace", "drop", "double"]))
        if what == "drop":
            del holder[last]
        elif what == "double" and isinstance(holder, list):
            holder.append(copy.deepcopy(holder[last]))
        else:
            holder[last] = copy.deepcopy(draw.draw(ODD))
        if not changed:
            return changed
    return changed


def _paths(data: Any, path: tuple[Any, ...] = ()) -> Any:
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in items:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from _paths(value, (*path, key))


def _is_missing(complaint: tuple[str, Any]) -> bool:
    """Whether it says that the account has not what one of its rules names."""
    rule, facts = complaint
    return rule == "undefined-reference" and str(facts["by"]).startswith("the ")


def judge(source: Any, importer: Any, name: str) -> None:
    """Read a source, and hold what it becomes to the language and to the lines of the file."""
    if not importer.claims(source):
        return
    carrier = Document("a", source.lines, None)
    carrier.foreign = VendorFile(name, source, importer.read)
    made = join_documents([carrier])
    told = [each for each in complaints(made) if not _is_missing(each)]
    assert told == []
    for document in made:
        for section, told in document.data.items():
            for key in told if isinstance(told, dict) else range(len(told)):
                document.span((section, key))


@pytest.mark.thorough
@settings(max_examples=150)
@given(st.data())
def test_accounts_of_any_kind(draw: st.DataObject) -> None:
    text = json.dumps(mutated(ACCOUNT, draw), indent=1)
    judge(json_parser.parse("a.json", text), zendesk, "zendesk")


@settings(max_examples=150)
@given(st.data())
def test_lists_of_opsgenie_of_any_kind(draw: st.DataObject) -> None:
    text = json.dumps(mutated(ALERTS, draw), indent=1)
    judge(json_parser.parse("a.json", text), opsgenie, "opsgenie")


VALUES = ["x", 5, -1, None, [], {}, "${var.x}", "${a}", "", True, [None, 3], [{"field": "NEW"}],
          "${pagerduty_team.a.id}", "${opsgenie_team.a.id}", "${zendesk_group.a.id}", 1e9,
          "25:99", {"all": [{"field": "group_id", "value": 1}]},
          "${jsonencode([1, [])}"]  # fmt: skip
KEYS = ["name", "title", "num_loops", "time_zone", "users", "escalation_delay_in_minutes", "id",
        "type", "start_time_of_day", "duration_seconds", "start_day_of_week", "delay", "field",
        "value", "operator", "target", "priority", "metric", "days_of_week", "start_time",
        "end_time", "schedule_id", "conditions", "actions", "position"]  # fmt: skip
BLOCKS = ["rule", "rules", "target", "layer", "restriction", "support_hours", "recipient",
          "repeat", "time_restriction", "restrictions", "participant", "all", "any", "action",
          "policy_metrics", "dynamic"]  # fmt: skip
KINDS = ["pagerduty_escalation_policy", "pagerduty_schedule", "pagerduty_service",
         "pagerduty_team", "opsgenie_escalation", "opsgenie_schedule", "opsgenie_team",
         "opsgenie_schedule_rotation", "zendesk_trigger", "zendesk_automation", "zendesk_group",
         "zendesk_sla_policy", "zendesk_macro", "zendesk_ticket_form", "zendesk_new"]  # fmt: skip


def filled(block: HclBlock, draw: st.DataObject, depth: int = 0) -> HclBlock:
    """Return a block with some attributes and blocks in it."""
    for key in draw.draw(st.lists(st.sampled_from(KEYS), max_size=5, unique=True)):
        block.attributes[key] = copy.deepcopy(draw.draw(st.sampled_from(VALUES)))
        block.places[key] = (2, 3)
    for kind in draw.draw(st.lists(st.sampled_from(BLOCKS), max_size=2)) if depth < 3 else []:
        block.blocks.append(filled(HclBlock(kind, (), (1, 2)), draw, depth + 1))
    return block


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_terraform_of_any_kind(draw: st.DataObject) -> None:
    root = HclBlock("", (), (0, 0))
    for kind in draw.draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=3)):
        root.blocks.append(filled(HclBlock("resource", (kind, "a"), (0, 1)), draw))
    source = Hcl("a.tf", "resource\n", root)
    for importer, name in ((zendesk, "zendesk"), (pagerduty, "pagerduty"), (opsgenie, "opsgenie")):
        judge(source, importer, name)


@pytest.mark.thorough
def test_very_many_rules_of_one_name_are_read() -> None:
    rule = {"title": "T", "all": [], "any": [], "actions": [{"field": "group_id", "value": "7"}]}
    source = json_parser.parse("a.json", json.dumps({"triggers": [rule] * 30_000}))
    source.foreign = VendorFile("zendesk", source, zendesk.read)
    (made,) = join_documents([source])
    assert len(made.data["steps"]["a: new tickets"]["options"]) == 30_000
