"""Every contact reason of the samples, at every channel: an answer, or why there is none."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from policies import network
from questions import ask, read_case

from cxlint.analysis.asking.trip import Clock
from cxlint.analysis.subject import Subject

SAMPLES = Path(__file__).parents[3] / "sample_policies"
MOMENTS = ("2026-12-04 16:30", "2026-12-06 03:00", "2026-12-24", "")


@pytest.mark.parametrize(
    "sample", ["northwind-outfitters", "harbor-mutual", "brightwave", "tidy", "everything-wrong"]
)
def test_every_question_has_an_answer_or_a_reason(sample):
    files = [each.read_text("utf-8") for each in sorted((SAMPLES / sample).rglob("*.yaml"))]
    subject = Subject(network(*files))
    currency = (subject.policy.single("organization", "currency") or ("EUR",))[0]
    asked = 0
    for number, intent in enumerate(subject.intents):
        for place, channel in enumerate([*intent.texts("start")[:2], ""]):
            stated = {
                "intent": intent.id,
                "value": f"{(5, 90, 2600)[(number + place) % 3]} {currency}",
                "at": MOMENTS[(number + place) % 4],
            }
            if subject.policy.find("channel", channel):
                stated["channel"] = channel
            found = ask(subject, read_case(subject, stated)).figures
            asked += 1
            assert len({each.name for each in found}) == len(found)
            for each in found:
                assert each.value is not None or each.why
    assert asked >= 10


def test_a_clock_has_the_same_moments_in_another_zone():
    moment = datetime.datetime(2026, 3, 29, 0, 30, tzinfo=datetime.UTC)
    assert Clock("Europe/Berlin").place(2 * int(moment.timestamp())) == moment
    assert Clock("Europe/Berlin").place(2 * int(moment.timestamp()) - 1) == moment
