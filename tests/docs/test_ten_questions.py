"""The ten questions that the page answers are answered so today, by the lines that it names."""

from __future__ import annotations

import re
import shlex
from itertools import pairwise

import pytest
from doc_pages import ROOT, cxlint, pieces, text

PAGE = "docs/ten-questions.md"
SHOWN = [
    (piece.body.strip(), after.body)
    for piece, after in pairwise(pieces(PAGE))
    if piece.language == "sh"
]
BY_HAND = {
    "northwind-outfitters/returns/shoes.yaml": {
        9: "window: 14 days", 10: "from: shipment", 12: "fee: 15%",
        13: "shipping_paid_by: customer", 14: "shipping_cost: 6.90 EUR",
        15: "refund: store credit",
    },
    "northwind-outfitters/returns/clothing.yaml": {
        50: "returnable: false", 51: "because: hygiene", 52: "alternatives:",
    },
    "northwind-outfitters/returns/gear.yaml": {
        9: "window: 30 days", 10: "from: delivery", 34: "window: 100 days", 35: "from: delivery",
    },
    "northwind-outfitters/stores/stores.yaml": {10: "within: 5 minutes"},
    "northwind-outfitters/finance/approvals.yaml": {39: "up_to: 200 EUR"},
    "brightwave/devices/returns.yaml": {
        9: "window: 10 days", 10: "from: order", 12: "fee: $45", 14: "shipping_cost: $12",
        15: "refund: original payment", 24: "window: 30 days", 25: "from: delivery",
        26: "fee: 10%", 27: "shipping_paid_by: us",
    },
    "brightwave/contact/voice.yaml": {29: "within: 20s"},
    "brightwave/contact/menus.yaml": {
        15: "effort: 30 seconds", 27: "effort: 1 minute", 38: "effort: 1 minute",
        50: "effort: 1 minute",
    },
    "brightwave/billing/approvals.yaml": {
        9: "up_to: $15", 11: "up_to: $75", 12: "timeout: {after: 2 days",
    },
    "harbor-mutual/contact/phone.yaml": {9: "open: always"},
    "harbor-mutual/harbor.yaml": {35: "Mon-Sat 08:00-20:00", 36: "Mon-Sat 20:00-08:00"},
    "harbor-mutual/claims/teams.yaml": {34: "resolution: 12 hours"},
    "harbor-mutual/returns/returns.yaml": {
        42: "window: 90 days", 43: "from: delivery", 44: "fee: none",
        45: "shipping_paid_by: customer", 46: "refund: store credit",
    },
}  # fmt: skip
"""What stands on the lines that the page counts with."""


@pytest.mark.parametrize(("command", "answer"), SHOWN)
def test_the_question_is_answered_as_the_page_says(command, answer):
    made = cxlint(*shlex.split(command)[1:])
    assert made.returncode == 0
    assert made.stdout.startswith(answer)


def test_there_are_ten_of_all_three_organizations():
    assert len(SHOWN) == 10
    for name in ("northwind-outfitters", "brightwave", "harbor-mutual"):
        assert sum(name in command for command, _ in SHOWN) >= 2


@pytest.mark.parametrize("file", BY_HAND)
def test_what_is_counted_with_stands_on_the_lines_that_the_page_names(file):
    lines = (ROOT / "sample_policies" / file).read_text("utf-8").splitlines()
    for number, said in BY_HAND[file].items():
        assert said in lines[number - 1]


def test_every_line_that_the_page_names_is_looked_up():
    listed = re.findall(r"\blines? (\d+(?:(?:, | and )\d+)*)", text(PAGE))
    named = {int(number) for each in listed for number in re.findall(r"\d+", each)}
    known = {number for lines in BY_HAND.values() for number in lines}
    assert {9, 10, 12, 34, 50, 52} <= named
    assert named - known <= {13}  # the postage of shoes and phones, beside line 14
