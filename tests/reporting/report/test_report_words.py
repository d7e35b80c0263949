"""What a page of the report says in words: the verdict, times, shares, in both languages."""

from __future__ import annotations

import pytest

from cxlint.reporting.report import messages
from cxlint.reporting.report.page_view import say_hours, say_verdict

VERDICT = {
    "fails": True, "failing": 1, "crashed": False, "says_nothing": False, "errors": 1,
    "warnings": 0, "infos": 0,
    "waived": 0, "baselined": 0, "causes": 1, "files": 1, "intents": 0, "intents_touched": 0,
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {},
            (
                "This policy does not pass: 1 finding has to be mended. "
                "The findings come down to 1 cause."
            ),
        ),
        (
            {"failing": 2, "errors": 2, "warnings": 3, "intents": 4, "intents_touched": 1},
            (
                "This policy does not pass: 2 findings have to be mended, and 3 further findings "
                "are worth a look. Errors touch 1 of 4 contact reasons."
            ),
        ),
        (
            {"fails": False, "failing": 0, "errors": 0, "infos": 1, "intents": 2},
            (
                "This policy passes: nothing in it fails, and 1 finding is worth a look. "
                "No error touches any of the 2 contact reasons."
            ),
        ),
        (
            {"fails": False, "failing": 0, "errors": 0, "causes": 0},
            "This policy passes: nothing was found.",
        ),
        (
            {"says_nothing": True, "fails": False, "failing": 0, "errors": 0},
            "Nothing is said in what was read, so nothing was judged.",
        ),
        (
            {"crashed": True, "fails": False, "failing": 0, "errors": 0},
            "cxlint could not finish: a rule broke off, so this report is not complete.",
        ),
    ],
)
def test_the_verdict_is_told_in_two_sentences(changes, said):
    assert " ".join(say_verdict({**VERDICT, **changes}, messages.load("en"))) == said


def test_german_divides_digits_with_points():
    told = say_verdict({**VERDICT, "failing": 1234, "errors": 1234}, messages.load("de"))
    assert "1.234 Befunde müssen behoben werden" in " ".join(told)


def test_a_language_without_messages_is_told_in_english():
    assert messages.load("xx") == messages.load("en")


@pytest.mark.parametrize(
    ("hours", "english", "german"),
    [
        (1, "1 hour", "1 Stunde"),
        (0.25, "0.2 hours", "0,2 Stunden"),
        (47, "47 hours", "47 Stunden"),
        (48, "2 days", "2 Tage"),
        (60, "2.5 days", "2,5 Tage"),
    ],
)
def test_times_are_told_in_hours_or_days(hours, english, german):
    assert say_hours(hours, messages.load("en")) == english
    assert say_hours(hours, messages.load("de")) == german


@pytest.mark.parametrize(
    ("share", "english", "german"),
    [
        (0.5, "50%", "50 %"),
        (0.031, "3.1%", "3,1 %"),
        (0.0001, "<0.1%", "<0,1 %"),
        (1, "100%", "100 %"),
    ],
)
def test_a_share_is_a_percentage(share, english, german):
    assert messages.load("en").percent(share) == english
    assert messages.load("de").percent(share) == german


@pytest.mark.parametrize(
    ("written", "english", "german"),
    [("2026-11-30", "2026-11-30", "30.11.2026"), ("unknown", "unknown", "unknown")],
)
def test_a_day_is_written_as_the_language_does(written, english, german):
    assert messages.load("en").day(written) == english
    assert messages.load("de").day(written) == german
