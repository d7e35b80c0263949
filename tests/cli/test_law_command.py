"""What `cxlint check`, `cxlint law` and `cxlint explain` tell of the law."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from cxlint.language import schema

POLICY = """\
organization: {name: Casa, jurisdictions: [ES, JP], size: {employees: 400}, sells: [distance]}
channels: {hotline: {kind: voice, goes_to: care, respond: {within: 5 minutes, for: 80%}}}
teams: {care: {seats: 6}}
intents: {complaint: {start: hotline, concerns: complaint}}
promises: {reply: {intents: [complaint], resolution: 60 days}}
"""
DAY = ("--as-of", "2026-11-29")
ADVICE = "This is no legal advice, and silence is no clearance"


def found(cxlint: Any, *options: str) -> list[dict[str, Any]]:
    result = cxlint("check", "policy", "--select", "law", "--format", "json", *options)
    report = json.loads(result.out)
    assert schema.accept("report", report)
    held: list[dict[str, Any]] = report["findings"]
    return held


def told(findings: list[dict[str, Any]]) -> dict[str, str]:
    return {each["law"]["id"].removeprefix("law/"): each["law"]["verdict"] for each in findings}


def test_a_finding_says_law_verdict_first_day_and_grade(cxlint: Any, write: Any) -> None:
    write("policy/a.yaml", POLICY)
    calls = next(each for each in found(cxlint, *DAY) if "calls" in each["law"]["id"])
    assert calls["law"] == {
        "id": "law/es-calls-95-in-3-minutes",
        "verdict": "upcoming",
        "first_day": "2026-12-29",
        "grade": "primary",
    }
    assert calls["severity"] == "warning"
    assert calls["message"].startswith(
        "hotline: 80% within 5 minutes. Ley 10/2025, article 10.3 will ask for 95% within 3 minutes"
    )


def test_a_fact_that_is_missing_is_told_once_and_of_each_obligation(
    cxlint: Any, write: Any
) -> None:
    write("policy/a.yaml", POLICY.replace("size: {employees: 400}, ", "industry: retail, "))
    held = found(cxlint, *DAY)
    assert told(held)["es-calls-95-in-3-minutes"] == "unknown"
    assert told(held)["es-complaint-15-working-days"] == "unknown"
    assert told(held)["es-any-trader-15-days"] == "breach"
    text = cxlint("check", "policy", "--select", "law", *DAY).out
    assert text.count("the policy does not say organization.size") == 1


def test_two_laws_on_one_line_are_told_together(cxlint: Any, write: Any) -> None:
    write("policy/a.yaml", POLICY)
    held = told(found(cxlint, *DAY))
    assert held["es-any-trader-15-days"] == "breach"
    assert held["es-complaint-15-working-days"] == "upcoming"
    text = cxlint("check", "policy", "--select", "law", *DAY).out
    assert "error: law/es-any-trader-15-days" in text
    assert "warning: law/es-complaint-15-working-days" not in text
    assert "what follows    - reply: 60 days. Ley 10/2025, article 17.1" in text


@pytest.mark.parametrize("form", ["text", "markdown", "github", "json"])
def test_every_run_says_what_was_compared_and_what_was_not(
    form: str, cxlint: Any, write: Any
) -> None:
    write("policy/a.yaml", "organization: {jurisdictions: [GB, JP]}\n")
    result = cxlint("check", "policy", "--select", "law", "--format", form, *DAY)
    said = " ".join((result.out + result.err).split())
    assert "compared with notes on" in said
    assert ADVICE in said
    assert "no notes of the law of JP itself are held" in said


def test_old_notes_are_said_and_never_fail(cxlint: Any, write: Any) -> None:
    write("policy/a.yaml", "organization: {jurisdictions: [GB]}\n")
    result = cxlint("check", "policy", "--select", "law", "--as-of", "2028-01-01",
                    "--fail-on", "info", "--format", "json")  # fmt: skip
    held = json.loads(result.out)["findings"]
    assert told(held) == {"GB": "stale"}
    assert result.code == 0


def test_a_further_horizon_never_takes_anything_away(cxlint: Any, write: Any) -> None:
    write("policy/a.yaml", POLICY)
    near = told(found(cxlint, "--as-of", "2025-06-01", "--horizon", "0 days"))
    far = told(found(cxlint, "--as-of", "2025-12-27", "--horizon", "2 years"))
    assert {id_ for id_, word in near.items() if word == "breach"} <= far.keys()
    assert "es-calls-95-in-3-minutes" in far
    assert "es-calls-95-in-3-minutes" not in near


def test_a_waiver_names_an_obligation(cxlint: Any, write: Any) -> None:
    waiver = (
        "waivers:\n  - {rule: law/es-calls-95-in-3-minutes, at: channel/hotline, owner: legal,\n"
        "     reason: the group was below all three bounds in 2025, expires: 2027-03-31,\n"
        "     approved_by: general counsel,\n"
        "     opinion: {by: counsel, on: DAY, of: 80% within 5 minutes}}\n"
    )
    calls = "law/es-calls-95-in-3-minutes"

    def status(day: str, policy: str = POLICY) -> dict[str, str]:
        write("policy/a.yaml", policy + waiver.replace("DAY", day))
        return {each["law"]["id"]: each["status"] for each in found(cxlint, *DAY)}

    assert status("2026-10-01")[calls] == "waived"
    assert status("2026-10-01")["law/es-any-trader-15-days"] == "new"
    assert status("2025-12-26")[calls] == "waived"
    assert status("2025-12-25")[calls] == "new"
    assert status("2026-10-01", POLICY.replace("80%", "70%"))[calls] == "new"
    assert "waiver-expired" in cxlint("check", "policy", *DAY).out


WAIVED = """\
organization: {jurisdictions: [JURISDICTION], sells: [distance]}
channels: {mail: {kind: email, goes_to: care}}
teams: {care: {seats: 6}}
intents: {complaint: {start: mail, concerns: complaint}}
promises: {reply: {intents: [complaint], resolution: 40 days}}
returns:
  - {id: row, reasons: [changed mind], window: 14 days, fee: 3 GBP, refund: gift card,
     refund_within: 14 days}
waivers:
"""
WAIVER = """\
  - {rule: law/RULE, at: AT, owner: legal, reason: read otherwise, expires: 2026-03-31,
     approved_by: general counsel, opinion: {by: counsel, on: 2025-06-01, of: 'OF'}}
"""


def waiver(rule: str, at: str, of: str) -> str:
    return WAIVER.replace("RULE", rule).replace("AT", at).replace("OF", of)


def statuses(cxlint: Any, law: str, day: str) -> list[str]:
    held = found(cxlint, "--as-of", day, "--horizon", "0 days")
    return [each["status"] for each in held if each["law"]["id"] == f"law/{law}"]


def test_an_opinion_ends_when_the_law_asks_something_else(cxlint: Any, write: Any) -> None:
    told = waiver("es-any-trader-15-days", "promise/reply", "40 days")
    write("policy/a.yaml", WAIVED.replace("JURISDICTION", "ES") + told)
    said = {day: statuses(cxlint, "es-any-trader-15-days", day)
            for day in ("2025-12-27", "2025-12-28")}  # fmt: skip
    assert said == {"2025-12-27": ["waived"], "2025-12-28": ["new"]}


def test_an_opinion_ends_with_its_own_time(cxlint: Any, write: Any) -> None:
    told = waiver("gb-refund-14-days", "return/row", "fee: 3 GBP")
    write("policy/a.yaml", WAIVED.replace("JURISDICTION", "GB") + told)
    assert statuses(cxlint, "gb-refund-14-days", "2026-03-31") == ["waived", "new"]
    assert statuses(cxlint, "gb-refund-14-days", "2026-04-01") == ["new", "new"]


def test_an_opinion_ends_with_the_line_it_was_about_and_with_no_other(
    cxlint: Any, write: Any
) -> None:
    law, day = "gb-refund-14-days", ("--as-of", "2026-03-01")
    told = waiver(law, "return/row", "fee: 3 GBP") + waiver(law, "return/row", "refund: gift card")
    write("policy/a.yaml", WAIVED.replace("JURISDICTION", "GB") + told)
    assert statuses(cxlint, law, "2026-03-01") == ["waived", "waived"]
    assert "waiver-expired" not in cxlint("check", "policy", *day).out
    write("policy/a.yaml", WAIVED.replace("JURISDICTION", "GB").replace("3 GBP", "4 GBP") + told)
    assert sorted(statuses(cxlint, law, "2026-03-01")) == ["new", "waived"]
    assert "waiver-expired" in cxlint("check", "policy", *day).out


def test_what_practice_says_of_the_same_follows_from_the_law(cxlint: Any, write: Any) -> None:
    write(
        "policy/a.yaml",
        "organization: {jurisdictions: [US]}\n"
        "communications: {preferences: {opt_out: {within: 30 days, scope: everything}}}\n",
    )
    report = json.loads(cxlint("check", "policy", "--format", "json", *DAY).out)
    rules = {each["rule"] for each in report["findings"]}
    assert "law/us-email-opt-out" in rules
    assert "opt-out-slow" not in rules
    text = " ".join(cxlint("check", "policy", *DAY).out.split())
    assert "what follows - customers who say no keep getting messages for 30 days" in text
    without = cxlint("check", "policy", "--ignore", "law", "--format", "json", *DAY)
    assert "opt-out-slow" in {each["rule"] for each in json.loads(without.out)["findings"]}


def test_obligations_are_chosen_as_rules_are(cxlint: Any, write: Any) -> None:
    write("policy/a.yaml", POLICY)
    one = cxlint(
        "check", "policy", "--select", "law/es-any-trader-15-days", "--format", "json", *DAY
    )
    assert set(told(json.loads(one.out)["findings"])) == {"es-any-trader-15-days"}
    none = cxlint("check", "policy", "--ignore", "law", "--format", "json", *DAY)
    assert not any("law" in each for each in json.loads(none.out)["findings"])
    wrong = cxlint("check", "policy", "--select", "law/es-any-trader", *DAY)
    assert wrong.code == 2
    assert "did you mean 'law/es-any-trader-15-days'?" in wrong.err


def test_what_was_accepted_before_it_counts_is_found_when_it_does(cxlint: Any, write: Any) -> None:
    write("policy/a.yaml", POLICY)
    assert cxlint("baseline", "policy", "--as-of", "2026-12-28").code == 0

    def status(day: str) -> str:
        held = found(cxlint, "--as-of", day, "--baseline", "cxlint-baseline.yaml")
        (calls,) = (each["status"] for each in held if "calls" in each.get("law", {"id": ""})["id"])
        return str(calls)

    assert status("2026-12-28") == "baselined"
    assert status("2026-12-29") == "new"


def test_what_goes_wrong_with_the_law_is_told_beside_all_else(
    cxlint: Any, write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no notes")

    monkeypatch.setattr("cxlint.law.verdicts.judge", fail)
    write("policy/a.yaml", POLICY)
    result = cxlint("check", "policy", *DAY)
    assert result.code == 3
    assert "RuntimeError: no notes" in result.out
    assert "channel-target-too-slow" in result.out


def test_nothing_is_loaded_where_no_jurisdiction_is_named(write: Any, tmp_path: Any) -> None:
    write("policy/a.yaml", "teams: {care: {seats: 6}}\n")
    code = (
        "import sys; from cxlint.cli.app import run; run(['check', 'policy']); "
        "print([name for name in sys.modules if 'law' in name and name.startswith('cxlint')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_law_of_a_policy_is_listed(cxlint: Any, write: Any) -> None:
    write("policy/a.yaml", POLICY)
    text = cxlint("law", "policy", *DAY)
    assert text.code == 0
    assert "2026-12-29  law/es-calls-95-in-3-minutes" in text.out
    listed = json.loads(cxlint("law", "policy", "--format", "json", *DAY).out)
    assert schema.accept("law", listed)
    standing = {each["id"]: each["standing"] for each in listed["obligations"]}
    assert standing["law/es-any-trader-15-days"] == "breach"
    assert standing["law/es-bank-complaint-1-month"] == "unknown"
    assert listed["without_notes"] == ["JP"]
    change = next(
        each for each in listed["changes"] if each["id"] == "law/es-calls-95-in-3-minutes"
    )
    assert (change["day"], change["at"][0]["line"]) == ("2026-12-29", 2)


def test_what_changes_is_written_as_a_calendar(cxlint: Any, write: Any) -> None:
    write("policy/a.yaml", POLICY)
    lines = cxlint("law", "policy", "--format", "ics", *DAY).out.splitlines()
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert "DTSTART;VALUE=DATE:20261229" in lines
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") > 3
    assert all(len(line.encode()) <= 75 for line in lines)


def test_a_policy_without_jurisdiction_is_asked_for_one(cxlint: Any, write: Any) -> None:
    write("policy/a.yaml", "teams: {care: {seats: 6}}\n")
    result = cxlint("law", "policy")
    assert result.code == 2
    assert "organization.jurisdictions" in result.err


def test_an_obligation_is_explained(cxlint: Any) -> None:
    out = " ".join(cxlint("explain", "law/es-calls-95-in-3-minutes").out.split())
    assert "with time to adapt until 2026-12-28" in out
    assert "Ley 10/2025" in out
    assert cxlint("explain", "law/fact-missing").code == 0
    wrong = cxlint("explain", "law/es-calls-95-in-3-minute")
    assert (wrong.code, "did you mean" in wrong.err) == (2, True)


def test_a_configuration_says_how_obligations_count(cxlint: Any, write: Any) -> None:
    write("policy/a.yaml", POLICY)
    write("cxlint.yaml", "rules: {law/ES: off, law/es-any-trader-15-days: info}\n")
    held = {each["law"]["id"]: each["severity"] for each in found(cxlint, *DAY)}
    assert held["law/es-any-trader-15-days"] == "info"
    assert "law/es-calls-95-in-3-minutes" not in held
    write("cxlint.yaml", "rules: {law/EZ: off}\n")
    assert "no rule or category 'law/EZ'" in cxlint("check", "policy").err


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ("[DEE, EU]", "there are no notes of the law of 'DEE'; did you mean 'DE'?"),
        ("[de]", "there are no notes of the law of 'de'; did you mean 'DE'?"),
        ("[UK]", "there are no notes of the law of 'UK'; did you mean 'GB'?"),
        ("[XX]", "there is nothing to compare. Notes are held of AU, BR"),
        ("[]", "organization.jurisdictions names none"),
    ],
)
def test_a_jurisdiction_without_notes_is_no_report(cxlint, write, stated, said):
    write("p/a.yaml", f"organization: {{name: a, jurisdictions: {stated}}}\n")
    result = cxlint("law", "p")
    assert result.code == 2
    assert said in result.err


def test_what_is_not_held_is_said_first(cxlint, write):
    write("p/a.yaml", "organization: {name: a, jurisdictions: [DK, EU]}\n")
    assert cxlint("law", "p").out.splitlines()[1] == "no notes of the law of DK itself are held"


def test_a_file_that_cannot_be_read_makes_the_law_fail(cxlint, write, folder):
    write("p/a.yaml", "organization: {name: a, jurisdictions: [EU]}\n")
    assert cxlint("law", "p").code == 0
    write("p/b.yaml", "teams: [unclosed\n")
    result = cxlint("law", "p")
    assert result.code == 2
    assert "could not read p/b.yaml" in result.err
    write("p/b.yaml", "organization: {sells: [distanse]}\n")
    assert "parts of the policy were not understood" in cxlint("law", "p").err
    (folder / "empty").mkdir()
    assert "no policy file in empty" in cxlint("law", "empty").err
