"""A policy that is announced, checked today and on the days on which it changes."""

from __future__ import annotations

import json

import pytest

ROWS = """\
returns:
- id: clothing
  categories: [clothing]
  reasons: [changed mind, defective, late, wrong item, undelivered]
  window: 100 days
  effective: {until: 2026-12-31}
- id: clothing-2027
  categories: [clothing]
  reasons: [changed mind, defective, late, wrong item, undelivered]
  window: 5 days
  effective: {from: 2027-01-01}
"""
FORMATS = ["text", "markdown", "json", "jsonl", "sarif", "junit", "github", "gitlab"]
EVERY_DAY = ["2026-12-31", "2027-01-01", "2027-01-02"]


def rules(result) -> set[str]:
    return {each["rule"] for each in json.loads(result.out)["findings"]}


def found(cxlint, day: str, *options: str) -> set[str]:
    return rules(cxlint("check", ".", "--as-of", day, "--format", "json", *options))


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_today_and_then(cxlint, write, ending: str) -> None:
    write("returns.yaml", ROWS.replace("\n", ending))
    assert "restrictive-return-window" not in found(cxlint, "2026-12-31")
    assert "restrictive-return-window" in found(cxlint, "2027-01-01")
    for day in EVERY_DAY:
        assert not found(cxlint, day) & {"return-table-overlap", "return-table-gap"}


def test_rows_that_both_hold_on_a_day_overlap_on_that_day(cxlint, write) -> None:
    write("returns.yaml", ROWS.replace("2026-12-31", "2027-01-01"))
    overlaps = ["return-table-overlap" in found(cxlint, day) for day in EVERY_DAY]
    assert overlaps == [False, True, False]


@pytest.mark.parametrize("form", FORMATS)
def test_what_took_no_part_is_told_in_every_format(cxlint, write, form: str) -> None:
    write("returns.yaml", ROWS)
    result = cxlint("check", ".", "--as-of", "2026-11-30", "--format", form)
    said = " ".join((result.out + result.err).split())
    assert "return/clothing-2027 (from 2027-01-01)" in said.replace("\\", "")
    assert "--as-of 2027-01-01" in said.replace("\\", "")


def test_what_is_left_out_is_told_in_json(cxlint, write) -> None:
    write("returns.yaml", ROWS)
    result = cxlint("check", ".", "--as-of", "2027-03-01", "--format", "json")
    (told,) = json.loads(result.out)["judged_by"]
    assert (told["kind"], told["count"]) == ("effective", 1)
    assert told["message"] == (
        "1 thing does not hold on 2027-03-01 and took no part: return/clothing (until 2026-12-31)"
    )


def test_a_row_that_ends_with_nothing_behind_it_is_told_before(cxlint, write) -> None:
    write("returns.yaml", ROWS.partition("- id: clothing-2027")[0])
    result = cxlint("check", ".", "--as-of", "2026-12-31", "--format", "json")
    (told,) = json.loads(result.out)["judged_by"]
    assert told["count"] == 0
    assert told["message"].endswith("check that as well: --as-of 2027-01-01")


def test_without_dates_nothing_is_told_of_them(cxlint, write) -> None:
    write("returns.yaml", "".join(f"{x}\n" for x in ROWS.splitlines() if "effective" not in x))
    result = cxlint("check", ".", "--format", "json")
    assert json.loads(result.out)["judged_by"] == []


WAIVERS = """\
waivers:
- rule: restrictive-return-window
  at: return/clothing-2027
  reason: agreed
  owner: us
  expires: 2027-06-30
"""


def test_a_waiver_of_what_is_to_come_is_not_called_unused(cxlint, write) -> None:
    write("returns.yaml", ROWS)
    write("waivers.yaml", WAIVERS)
    assert "waiver-unused" not in found(cxlint, "2026-12-31")
    write("waivers.yaml", WAIVERS.replace("clothing-2027", "clothing"))
    assert "waiver-unused" in found(cxlint, "2026-12-31")


def test_nor_is_a_comment_beside_it(cxlint, write) -> None:
    comment = "5 days  # cxlint: allow[restrictive-return-window] agreed"
    write("returns.yaml", ROWS.replace("5 days", comment))
    assert "waiver-unused" not in found(cxlint, "2026-12-31")
    assert "waiver-unused" not in found(cxlint, "2027-01-01")
    other = ROWS.replace("100 days", comment.replace("5 days", "100 days"))
    write("returns.yaml", other)
    assert "waiver-unused" in found(cxlint, "2026-12-31")


def test_the_graph_is_that_of_the_day(cxlint, write) -> None:
    write(
        "policy.yaml",
        "channels: {hotline: {kind: voice, goes_to: care}, chat: {kind: chat, goes_to: care, "
        "effective: {from: 2027-01-01}}}\nteams: {care: {seats: 4}}\n",
    )
    assert "chat" not in cxlint("graph", ".", "--as-of", "2026-12-31").out
    assert "chat" in cxlint("graph", ".", "--as-of", "2027-01-01").out
