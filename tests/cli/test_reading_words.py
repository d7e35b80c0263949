"""What somebody reads who mistypes a policy: the place, the sentence, and what to write instead."""

from __future__ import annotations

import json
import os
import sys

import pytest

FIRST = "channels:\n  hotline: {kind: voice, goes_to: care}\nteams:\n  care: {seats: 3}\n"

MISTYPED = [
    ("channels:\n  a: {kind: voise}\n", "did you mean voice?", "write voice"),
    (
        "chanels: {}\n",
        "chanels is no section of a policy; did you mean channels?",
        "write channels, or begin",
    ),
    (f"{FIRST}chanels: {{}}\n", "channels, which stands there already?", "write it under channels"),
    ("channels:\n  a: {kind: chat, respond: 14}\n", "the number 14 does not say its unit", ""),
    ("channels:\n  a: {kind: chat, respond: 14 dys}\n", "no unit of time, did you mean days;", ""),
    ("channels:\n  a: {kind: chat, fee: 5 pounds}\n", "did you mean GBP;", ""),
    ("channels:\n  a: {kind: chat, fee: 5 dollars}\n", "did you mean USD;", ""),
    ("schedules:\n  week: Mo-Fr 09:00-18:00\n", "schedule week: 'Mo-Fr 09:00-18:00' is not", ""),
    ("channels:\n  a: {kind: chat, goes_to:}\n", "colon stands here without a", "space behind"),
    ("teams:\n  care: {seats: -1}\n", "a number, 0 or more", ""),
    ("channels:\n  hotline: voice\n", "it takes keys with values, as in {kind:", ""),
    ("handoffs:\n  - chat -> care\n", "handoff 1: it cannot be chat -> care", ""),
    (f"{FIRST}handoffs:\n  - {{from: hotlin, to: care}}\n", "mean hotline?", "refer to hotline"),
    ("channels:\n  a: {kind: chat, goes_to: b}\n", "no channel, step, team or outcome of that", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said", "change"), MISTYPED)
def test_what_is_mistyped_is_told_with_what_is_meant(cxlint, write, text, said, change):
    write("policy.yaml", text)
    found = json.loads(cxlint("check", "--select", "reading", "--format", "json").out)["findings"]
    (finding,) = found
    assert said in finding["message"]
    assert change in finding["remedy"]


def found(cxlint, *arguments: str) -> list[dict[str, object]]:
    out = cxlint("check", "--select", "reading", "--format", "json", *arguments).out
    return json.loads(out)["findings"]


def test_every_fault_of_a_schedule_is_shown_at_its_own_place(cxlint, write):
    write(
        "a.yaml",
        "schedules:\n  a:\n    open: Mon-Fri 09:00-18:00\n    holidays: [DE-BY, DE-XX]\n"
        "    exceptions:\n      - {from: 2026-03-02, to: 2026-03-01, open: closed}\n",
    )
    first, second = found(cxlint)
    assert (first["line"], first["column"]) == (4, 23)
    assert "'DE-XX' is no country or region" in first["message"]
    assert "write for example" not in first["message"]
    assert second["line"] == 6 and "2026-03-01 comes before 2026-03-02" in second["message"]


def test_a_merge_key_is_one_finding(cxlint, write):
    write("a.yaml", "channels:\n  a: &a {kind: chat}\n  b:\n    <<: *a\n    address: x\n")
    (finding,) = found(cxlint)
    assert finding["rule"] == "unknown-key"
    assert finding["remedy"].startswith("write the keys out")


def test_findings_of_reading_are_about_what_is_misread_not_the_file(cxlint, write):
    write(
        "a.yaml",
        "channels:\n  a: {kind: voise}\nhandoffs:\n  - {from: a, to: resolved, frm: a}\n"
        "communications:\n  campaigns:\n    sale: {kind: markting}\nfoo: 1\n",
    )
    entities = {finding["entity"] for finding in found(cxlint)}
    assert entities == {"channel/a", "handoff/a->resolved", "campaign/sale", "file/a.yaml"}


def test_a_waiver_names_what_is_misread_and_excuses_nothing(cxlint, write):
    write(
        "a.yaml",
        "channels:\n  a: {kind: voise}\nwaivers:\n  - {rule: wrong-value, at: channel/a, owner: x,"
        " reason: a new kind, expires: 2027-01-01, approved_by: y}\n",
    )
    run = ("--as-of", "2026-11-21")
    assert [finding["status"] for finding in found(cxlint, *run)] == ["new"]
    assert "waiver-of-locked-rule" in cxlint("check", *run).out


def test_a_fingerprint_outlives_rows_above_and_better_suggestions(cxlint, write):
    text = "teams:\n  care: {seats: 3}\nreturns:\n  - {categories: [a], window: 14}\n"
    last = "handoffs:\n  - {from: care, to: cara}\n"
    write("a.yaml", text + last)
    before = {finding["fingerprint"] for finding in found(cxlint)}
    text = text.replace("returns:", "returns:\n  - {categories: [b], window: 14 days}")
    write("a.yaml", text.replace("care: {", "caro: {}\n  care: {") + last)
    assert {finding["fingerprint"] for finding in found(cxlint)} == before


def test_utf_16_is_told_without_an_excerpt_of_noise(cxlint, write):
    write("a.yaml", "channels: {}\n".encode("utf-16"))
    out = cxlint("check").out
    assert "the file is UTF-16" in out
    assert "\ufffd" not in out and " |" not in out


def test_a_key_that_is_not_text_is_told_and_nothing_breaks(cxlint, write):
    write("a.yaml", "channels:\n  1: {kind: chat}\n")
    (finding,) = found(cxlint)
    assert "the key 1 is not text" in finding["message"]
    assert finding["remedy"] == 'write "1"'


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are always Unicode")
def test_a_file_whose_name_is_no_utf_8_is_reported_and_can_be_accepted(cxlint, write):
    write(os.fsdecode(b"gesch\xe4ft.yaml"), "")
    (finding,) = found(cxlint)
    assert finding["entity"] == "file/gesch\\udce4ft.yaml"
    assert "1 accepted" in cxlint("baseline", "--select", "empty-file").out
    accepted = found(cxlint, "--baseline", "cxlint-baseline.yaml")
    assert [finding["status"] for finding in accepted] == ["baselined"]


def test_an_id_is_defined_twice_even_where_the_second_is_misread(cxlint, write):
    write("a.yaml", "channels:\n  chat: {kind: chat}\n")
    write("b.yaml", "channels:\n  chat: {kind: chta}\n")
    assert [each["rule"] for each in found(cxlint)] == ["duplicate-id", "wrong-value"]


MANY = "channels:\n  a: {kind: chat, colour: blue}\n"
FEW = "teams:\n  a: {training: {mood: 3}}\n"
INNER = "channels:\n  a: {kind: chat, queue: {weather: rain}}\n"


@pytest.mark.parametrize(
    ("text", "said", "explained"),
    [
        (MANY, "and others (cxlint explain channels lists them)", "channels"),
        (FEW, "it takes every or last", ""),
        (INNER, "it takes long_wait, ends_after, mitigation or hold_content", ""),
        (
            "returns:\n- {window: 30 days, weather: rain}\n",
            "(cxlint explain returns lists them)",
            "returns",
        ),
    ],
)
def test_where_nothing_is_near_the_keys_are_listed(cxlint, write, text, said, explained):
    write("policy.yaml", text)
    found = json.loads(cxlint("check", "--select", "reading", "--format", "json").out)["findings"]
    (message,) = [each["message"] for each in found if each["rule"] == "unknown-key"]
    assert said in message
    if explained:
        assert message.count(", ") < 12
        assert cxlint("explain", explained).code == 0
