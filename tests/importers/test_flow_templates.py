"""Flows that are yet to be filled in: templates of Terraform, and what names or encodes them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from test_amazon_connect import BYE, block
from test_amazon_connect import flow as connect_flow
from test_twilio_studio import flow, widget
from vendor_files import complaints, made_of

CONNECT: Any = connect_flow(
    block("ask", "GetParticipantInput", "care", Text="Press 1.", when={"1": "care"}),
    block("care", "TransferContactToQueue", QueueId="@", errors={"QueueAtCapacity": "bye"}),
    BYE,
)
TWILIO = flow(
    widget("Trigger", "trigger", ("incomingCall", "care")),
    widget("care", "send-to-flex", ("callFailure", None), workflow="@"),
)
TOKENS = ('"${sid}"', "${jsonencode(sid)}", '${ queues["care"].arn }')


def made(files: dict[str, str]) -> list[Any]:
    found = made_of(files)
    assert complaints(found) == []
    assert not any(each.problems for each in found)
    return [each.data for each in found]


@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize("told", [CONNECT, TWILIO])
def test_a_token_may_stand_for_a_value_with_or_without_quotes(told: Any, token: str) -> None:
    (data,) = made({"flow.json.tftpl": json.dumps(told, indent=1).replace('"@"', token)})
    assert len(data["channels"]) == 1
    assert any(id_.endswith(": care") for id_ in data["steps"])


@pytest.mark.parametrize(
    "named",
    [
        'templatefile("${path.module}/flow.json.tftpl", { sid = 1 })',
        'templatefile("flow.json.tftpl", {})',
        'templatefile(format("%s/flow.json.tftpl", path.module), local.values)',
    ],
)
def test_a_resource_leads_to_the_template_it_names(named: str) -> None:
    resource = f"""\
resource "aws_connect_contact_flow" "front" {{
  name    = "Front"
  type    = "CONTACT_FLOW"
  content = {named}
}}
"""
    template = json.dumps(CONNECT).replace('"@"', "${sid}")
    outline, told = made({"main.tf": resource, "flow.json.tftpl": template})
    assert [outline["channels"]["Front"]["goes_to"]] == list(told["channels"])


@pytest.mark.parametrize(
    "queue", ["aws_connect_queue.care.arn", '"${var.queue}"', 'lookup(var.queues, "care", "")']
)
def test_data_that_is_encoded_is_a_flow(queue: str) -> None:
    resource = f"""\
resource "aws_connect_contact_flow" "front" {{
  name    = "Front"
  type    = "CONTACT_FLOW"
  content = jsonencode({{
    Version = "2019-10-30", StartAction = "care"
    Actions = [
      {{ Identifier = "care", Type = "TransferContactToQueue",
        Parameters = {{ QueueId = {queue} }},
        Transitions = {{ NextAction = "end", Errors = [], Conditions = [] }} }},
      {{ Identifier = "end", Type = "DisconnectParticipant",
        Parameters = {{}}, Transitions = {{}} }}
    ]
  }})
}}
"""
    (data,) = made({"main.tf": resource})
    assert data["channels"]["Front"]["goes_to"] == "Front: care"


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(TWILIO, indent=1).replace('"@"', "$sid"),
        json.dumps(TWILIO, indent=1).replace('"@"', "{sid}"),
    ],
)
def test_what_no_template_has_is_a_slip_and_no_token(text: str) -> None:
    ((rule, _),) = complaints(made_of({"flow.json": text}))
    assert rule == "unreadable-file"
