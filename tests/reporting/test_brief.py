"""What a report says in short: what fails, what helps most, what is accepted."""

from __future__ import annotations

import datetime

import pytest
from made_reports import rule, usual

from cxlint.linting.model.finding import Extent, Finding, Notice, Report, Skipped
from cxlint.reporting import View, render
from cxlint.reporting.writing import brief
from cxlint.reporting.writing.entries import Entry

FIRST = usual().findings[0]


def _finding(name: str, severity: str = "error", **changes: object) -> Finding:
    return FIRST._replace(
        rule=rule(name), severity=severity, entity=f"channel/{name}", **changes
    )  # fmt: skip


def _report(*findings: Finding, **changes: object) -> Report:
    return usual()._replace(findings=findings, **changes)


def _told(report: Report, view: View | None = None) -> str:
    return " ".join(render("text", report, view or View()).split())


FOUR = (_finding("a"), _finding("b", "warning"), _finding("c", "warning"), _finding("d", "info"))


def test_what_fails_and_by_whose_word() -> None:
    told = brief.failing_text(_report(*FOUR))
    assert told == (
        "1 error makes the check fail (exit code 1; --fail-on error). "
        "2 warnings and 1 remark (info) do not"
    )


def test_one_that_does_not_fail_does_not() -> None:
    assert brief.failing_text(_report(*FOUR[:2])).endswith(". 1 warning does not")


def test_where_warnings_fail_they_are_counted_with_the_errors() -> None:
    told = brief.failing_text(_report(*FOUR, fail_on="warning"))
    assert told == (
        "1 error and 2 warnings make the check fail (exit code 1; --fail-on warning). "
        "1 remark (info) does not"
    )


def test_where_nothing_fails() -> None:
    assert (
        brief.failing_text(_report(*FOUR[1:])) == "nothing makes the check fail (--fail-on error)"
    )


def test_where_the_exit_code_is_0_all_the_same() -> None:
    told = brief.failing_text(_report(FOUR[0], exit_zero=True))
    assert told == "1 error makes the check fail (exit code 0; --fail-on error, --exit-zero)"


def test_where_policies_differ_in_what_fails() -> None:
    report = _report(FOUR[0]._replace(fail_on="error"), FOUR[1]._replace(fail_on="warning"))
    assert "1 error and 1 warning make the check fail (exit code 1; as each policy says)" in (
        brief.failing_text(report)
    )


def test_a_crash_and_what_was_passed_over() -> None:
    crashed = _report(*FOUR, notices=(Notice("crash", "x", "a"),))
    assert brief.failing_text(crashed) == "1 rule did not run to the end (exit code 3)"
    skipped = _report(FOUR[1], skipped=(Skipped("link", 1),), fail_on_skipped=True)
    assert (
        brief.failing_text(skipped)
        == "what was passed over makes the check fail (--fail-on-skipped)"
    )


def _changes(*findings: Finding) -> list[str]:
    return [each.finding.rule.id for each in brief.advice([Entry(each) for each in findings])]


def test_three_changes_by_severity_then_by_what_is_touched() -> None:
    wide, narrow = Extent(share=0.6), Extent(share=0.1)
    found = (
        _finding("w", "warning", extent=wide),
        _finding("n", extent=narrow),
        _finding("many", extent=Extent(intents=9)),
        _finding("e", extent=wide),
    )
    assert _changes(*found) == ["e", "n", "many"]
    assert _changes(*reversed(found)) == ["e", "n", "many"]


def test_of_each_rule_one_change() -> None:
    assert _changes(FOUR[0], FOUR[0]._replace(entity="channel/z"), FOUR[1]) == ["a", "b"]


def test_of_what_touches_as_much_the_one_on_which_more_hangs() -> None:
    entries = [Entry(FOUR[0]), Entry(_finding("z"), kin=(FOUR[1],))]
    first = brief.advice(entries)[0]
    assert first.finding.rule.id == "z"
    assert first.effect == "bears on 2 findings"


def test_a_change_for_many_things_says_how_many() -> None:
    alike = tuple((f"x{n}", FOUR[1]) for n in range(11))
    (advice,) = brief.advice([Entry(_finding("z", remedy="say for z how soon"), alike)])
    assert advice.sentence == "z and 11 more: say for z how soon - bears on 12 findings"


@pytest.mark.parametrize(
    ("extent", "told"),
    [
        (Extent(), ""),
        (Extent(share=0.224, intents=3), "touches up to 22% of contacts"),
        (Extent(share=1.2), "touches up to 100% of contacts"),
        (Extent(share=0.001), "touches up to 1% of contacts"),
        (Extent(intents=1, channels=4), "touches 1 contact reason"),
        (Extent(channels=2), "touches 2 channels"),
    ],
)
def test_what_a_change_touches(extent: Extent, told: str) -> None:
    (advice,) = brief.advice([Entry(_finding("a", extent=extent))])
    assert advice.effect == told
    assert not advice.sentence.endswith(" - ")


@pytest.mark.parametrize(
    ("remedy", "told"),
    [
        ("say how soon mail is answered", "say how soon mail is answered"),
        (
            (
                "publish only hours that are staffed, let another team or a partner take the rest, "
                "or promise what can be kept - a callback when it opens"
            ),
            "publish only hours that are staffed",
        ),
        (
            (
                "carry the context from care to finance (context: full, or in part), give both a "
                "system they share, or transfer warm"
            ),
            "carry the context from care to finance (context: full, or in part)",
        ),
        (
            (
                "offer something instead of money, of which everybody has something in the end; "
                "beside it customers need the reason"
            ),
            "offer something instead of money, of which everybody has something in the end",
        ),
        (
            (
                'say what is possible instead of "I have limitations, or rules; sorry", such as '
                '"let me see what I can do"'
            ),
            'say what is possible instead of "I have limitations, or rules; sorry"',
        ),
        (
            (
                "choose a basis of what the young do, need, or have been as customers (behaviour, "
                "need, tenure)"
            ),
            (
                "choose a basis of what the young do, need, or have been as customers (behaviour, "
                "need, tenure)"
            ),
        ),
        ("one " * 40, "one " * 40),
    ],
)
def test_a_long_change_is_told_by_its_first_part(remedy: str, told: str) -> None:
    assert brief.shorten_change(remedy) == told


def test_what_is_accepted_and_what_of_it_ends_soon() -> None:
    today = datetime.date(2026, 11, 30)
    waived = FOUR[0]._replace(status="waived", excused_until=datetime.date(2026, 12, 10))
    later = waived._replace(excused_until=datetime.date(2027, 6, 30))
    accepted = FOUR[1]._replace(status="baselined")
    assert brief.accepted_text(_report(*FOUR)) == ""
    assert brief.accepted_text(_report(later, today=today)) == "1 finding by a waiver"
    assert brief.accepted_text(_report(accepted, accepted, waived, later, today=today)) == (
        "2 findings by the baseline and 2 findings by waivers, 1 of these only until 2026-12-10"
    )


def test_few_findings_need_no_summary() -> None:
    assert "in short" not in _told(_report(*FOUR[:3]))
    assert "what fails" not in render("markdown", _report(*FOUR[:3]))
    assert _told(_report(*FOUR)).count("in short what fails 1 error") == 1
    assert "**what fails** 1 error" in render("markdown", _report(*FOUR))


def test_the_summary_has_no_empty_line_and_fits() -> None:
    report = _report(*FOUR)
    summary = render("text", report).partition("in short\n")[2].partition("\n\n")[0]
    assert "accepted" not in summary
    assert all(line.strip() and len(line) <= 80 for line in summary.splitlines())
    assert "looked at" in summary
    assert "score" not in summary


def test_a_baseline_and_waivers_alone_are_told_with_what_stands() -> None:
    accepted = tuple(each._replace(status="baselined") for each in FOUR)
    assert "nothing to report in 4 files (4 baselined)" in _told(_report(*accepted))
