"""The text that people read first: at 80 columns, without colour, whatever a policy says."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_reports import LOOP, RULES, clean, finding, large, nasty, rule, usual

from cxlint.linting.model.finding import Notice, Report, Spot
from cxlint.parsing.document import Document, Span
from cxlint.reporting import FORMATS, View, render
from cxlint.reporting.writing import statistics
from cxlint.reporting.writing.control_characters import columns
from cxlint.reporting.writing.wrapping import fold

HEADER = re.compile(r"^\S.*:\d+:\d+: (error|warning|info): [a-z-]+(  at .+)?$")
PLACE = re.compile(r"\([^ ]+:\d+\),?")


def test_everything_fits_into_80_columns() -> None:
    for line in render("text", usual()).splitlines():
        assert columns(line) <= 80 or HEADER.match(line)


@pytest.mark.parametrize("width", [40, 60, 100, 200])
def test_it_fits_other_widths(width: int) -> None:
    for line in render("text", usual(), View(width=width)).splitlines():
        whole = HEADER.match(line) or PLACE.fullmatch(line.strip())
        assert columns(line) <= max(width, 42) or whole


def test_the_place_of_evidence_is_told_whole_however_narrow_the_terminal() -> None:
    told = render("text", usual(), View(width=20)).split()
    for report_file in ("policies/channels.yaml:2", "policies/care/handoffs.yaml:3"):
        assert f"({report_file})" in told


def test_colour_changes_nothing_but_the_colour() -> None:
    coloured = render("text", usual(), View(color=True))
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render("text", usual())
    assert "\x1b" not in render("text", usual())


@given(st.text())
def test_text_from_a_policy_is_never_obeyed(text: str) -> None:
    told = render("text", nasty(text))
    assert not re.search(r"##\w*\[", told)
    for line in told.split("\n"):
        assert not line.lstrip().startswith("::")
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", line)
        if not line.startswith((" ", "crash: ", "1 error")):
            assert not line or HEADER.match(line)


def test_what_a_waiver_would_name_stands_behind_the_rule_or_below_it() -> None:
    found = usual().findings[0]._replace(entity="channel/chat")
    assert ": hassle-loop  at channel/chat\n" in render("text", usual()._replace(findings=(found,)))
    long = found._replace(entity="handoff/" + "long-" * 12 + "->care")
    first, second = render("text", usual()._replace(findings=(long,))).splitlines()[:2]
    assert first.endswith(": hassle-loop")
    assert second == f"  at {long.entity}"


def test_a_file_and_a_waiver_are_not_what_a_waiver_names() -> None:
    found = usual().findings[0]
    of_file = found._replace(entity="file/a.yaml")
    of_waiver = found._replace(rule=rule(category="waivers"))
    for each in (of_file, of_waiver):
        assert "  at " not in render("text", usual()._replace(findings=(each,)))


def test_sources_that_say_nothing_of_customers_go_unsaid() -> None:
    own = rule(sources=(("own", "a habit"), ("users", "a wish")))
    found = usual().findings[0]._replace(rule=own)
    assert "cxlint explain hassle-loop\n" in render("text", usual()._replace(findings=(found,)))


def test_excused_findings_are_counted_only() -> None:
    told = render("text", usual())
    assert "nobody calls at night" not in told
    assert "\n1 error, 1 warning, 1 info in 4 files (1 waived, 1 baselined); 1 fails; " in told


def test_files_are_told_by_what_tells_them_apart() -> None:
    first = usual().findings[0]
    files = (first.path, "policies/channels.yaml", "b/channels.yaml", "b/care/handoffs.yaml")
    told = " ".join(render("text", Report((first,), RULES, files)).split())
    assert "chat (policies/channels.yaml:2) -> bot (policies/care/handoffs.yaml:2)" in told


def test_a_long_way_is_told_by_its_ends() -> None:
    document = Document("a.yaml", "chat: bot\n", None)
    spots = tuple(Spot("a.yaml", Span(n, 1, n, 2), f"stop {n}") for n in range(1, 101))
    made = finding(LOOP, document, Span(1, 1, 1, 5), "x", witness=spots)
    told = " ".join(render("text", Report((made,), RULES, ("a.yaml",))).split())
    assert "stop 7 (a.yaml:7) -> … 86 more … -> stop 94 (a.yaml:94)" in told


def test_many_reasons_are_told_by_their_number() -> None:
    intents = tuple(f"reason-{n}" for n in range(20))
    report = usual()._replace(findings=(usual().findings[0]._replace(intents=intents),))
    assert "reason-11 and 8 more" in " ".join(render("text", report).split())


def test_shipped_rules_that_saw_nothing_share_a_sentence_when_asked_for() -> None:
    report = clean()._replace(notices=tuple(Notice("idle", "", f"rule-{n}") for n in range(3)))
    assert "rule-0" not in render("text", report)
    told = render("text", report, View(idle=True))
    assert "idle: 3 of 3 rules had nothing to look at: rule-0, rule-1, rule-2\n" in told


@pytest.mark.parametrize(("share", "told"), [("1/7", "about 14%"), ("1/500", "less than 1%")])
def test_the_share_of_contacts(share: str, told: str) -> None:
    first = usual().findings[0]._replace(share=Fraction(share))
    report = usual()._replace(findings=(first,))
    assert f"({told} of contacts)" in " ".join(render("text", report).split())


def test_a_notice_that_concerns_no_rule_is_told_in_its_words() -> None:
    told = render("text", clean()._replace(notices=(Notice("vacuous", "paths: b/** fits none"),)))
    assert "vacuous: paths: b/** fits none\n" in told


def test_an_empty_line_has_no_excerpt() -> None:
    made = finding(LOOP, Document("a.yaml", "", None), Span(1, 1, 1, 1), "the file is empty")
    assert "|" not in render("text", Report((made,), RULES, ("a.yaml",)))


def test_the_summary_says_what_would_fail() -> None:
    assert statistics.summary(clean()) == "nothing to report in 1 file"
    assert statistics.summary(usual()._replace(fail_on="warning")).endswith("; 2 fail at warning")
    mild = usual()._replace(findings=usual().findings[1:])
    assert statistics.summary(mild).endswith("; none fails")
    assert "1,000 files" in statistics.summary(clean()._replace(files=("x",) * 1000))


def test_what_was_judged_is_said_at_the_end() -> None:
    told = " ".join(render("text", clean()).split())
    assert told == (
        "nothing to report in 1 file: 12 of 157 rules had something to look at in what is said "
        "about channels. Nothing is said about approvals, feedback, staffing or returns."
    )
    told = " ".join(render("text", usual()).split())
    assert told.endswith(
        "; 1 fails; 60 of 157 rules had something to look at. Nothing is said about approvals or "
        "feedback."
    )


@pytest.mark.parametrize("form", FORMATS)
def test_what_was_judged_is_said_in_every_format_that_has_room(form: str) -> None:
    told = " ".join(render(form, clean()).split())
    assert ("staffing" in told) == (form != "gitlab")
    assert "all is well" not in told


def test_where_nothing_was_read_or_said_it_is_not_said_twice() -> None:
    empty = clean()._replace(empty_files=clean().files)
    assert statistics.ending(empty) == "nothing to report in 1 file; nothing is said in it"
    assert statistics.ending(clean()._replace(files=())).endswith("nothing was read")


def test_statistics_and_timing() -> None:
    many = large(4)._replace(timings=(("reading", 0.5), ("hassle-loop", 1.25)))
    assert statistics.statistics(many).splitlines()[0] == "      2  error    hassle-loop"
    assert statistics.timing(many).splitlines()[0] == "   1,250.0 ms  hassle-loop"


@given(st.text(), st.integers(30, 100))
def test_folding_loses_nothing_but_spaces(text: str, width: int) -> None:
    text = "".join(ch for ch in text if ch.isprintable())
    lines = fold(text, "  ", width)
    kept = "".join(lines).replace(" ", "").replace("\\::", "::")
    assert kept == text.replace(" ", "").replace("\\::", "::")


def test_folding_measures_wide_characters() -> None:
    assert fold("注文 " * 12, "  ", 32) == [f"  {' '.join(['注文'] * 6)}"] * 2


def test_a_huge_text_is_folded_quickly_and_cut() -> None:
    made = finding(LOOP, Document("a.yaml", "x\n", None), Span(1, 1, 1, 2), "ä " * 1_000_000)
    assert len(render("text", Report((made,), RULES, ("a.yaml",)))) < 3_000


def test_a_rule_without_sources_needs_none() -> None:
    made = finding(rule(sources=()), Document("a.yaml", "x\n", None), Span(1, 1, 1, 2), "m")
    assert "why             cxlint explain hassle-loop\n" in render("text", Report((made,), (), ()))
