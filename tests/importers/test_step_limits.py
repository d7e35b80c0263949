"""Circles that the platform of a flow ends after so many steps, and others."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from test_amazon_connect import block
from test_amazon_connect import flow as connect_flow
from test_twilio_studio import flow, widget
from vendor_files import judge

if TYPE_CHECKING:
    from collections.abc import Mapping

RULE = frozenset({"hassle-loop"})

ROUND = flow(
    widget("Trigger", "trigger", ("incomingCall", "ask")),
    widget("ask", "gather-input-on-call", ("keypress", "sorry"), ("timeout", "sorry")),
    widget("sorry", "say-play", ("audioComplete", "ask")),
)
ALONE = flow(
    widget("Trigger", "trigger", ("incomingCall", "ask")),
    widget("ask", "gather-input-on-call", ("keypress", "ask"), ("timeout", "ask")),
)
GENESYS = """\
inboundCall:
  name: main
  startUpRef: /inboundCall/menus/menu[first_1]
  menus:
    - menu:
        refId: first_1
        name: first
        audio: {tts: Press 1 to hear this again}
        choices:
          - menuJumpToMenu:
              name: again
              dtmf: digit_1
              targetMenuRef: /inboundCall/menus/menu[second_1]
    - menu:
        refId: second_1
        name: second
        audio: {tts: Press 1 to go back}
        choices:
          - menuJumpToMenu:
              name: back
              dtmf: digit_1
              targetMenuRef: /inboundCall/menus/menu[first_1]
"""


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"main.json": json.dumps(ROUND)}, "Twilio Studio stops the flow after 1,000 steps"),
        ({"main.json": json.dumps({"definition": json.dumps(ROUND)})}, "after 1,000 steps"),
        ({"main.json": json.dumps(ALONE)}, "when one widget runs 10 times in a row"),
        ({"main.yaml": GENESYS}, "goes to the error handling of the flow after 10,000 actions"),
    ],
)
def test_a_circle_says_when_its_platform_ends_it(files: Mapping[str, str], told: str) -> None:
    (found,) = judge(dict(files), RULE)
    assert ", until " in found.message
    assert told in found.message


AGAIN: Any = connect_flow(
    block("ask", "GetParticipantInput", "sorry", Text="?", when={"1": "sorry"}),
    block("sorry", "MessageParticipant", "ask", Text="Sorry."),
)


@pytest.mark.parametrize(
    "files",
    [
        {"main.json": json.dumps(AGAIN)},  # no page of Amazon's names a limit
        {
            "p.yaml": "channels: {hotline: {kind: voice, goes_to: ask}}\n"
            "steps:\n  ask: {kind: menu, goes_to: sorry}\n  sorry: {kind: message, goes_to: ask}\n"
        },
    ],
)
def test_of_other_circles_no_limit_is_claimed(files: Mapping[str, str]) -> None:
    (found,) = judge(dict(files), RULE)
    assert "until" not in found.message
