"""SARIF: what GitHub needs, and the consumers' own validator."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import sarif_validator
import test_samples
from made_reports import LOOP, NASTY, clean, crashed, finding, large, nasty, usual

from cxlint.linting.model.finding import Report, Spot
from cxlint.parsing.document import Document, Span
from cxlint.reporting import View, render
from cxlint.reporting.formats.sarif import MOST_RESULTS
from cxlint.reporting.formats.sarif_results import MOST_STEPS
from cxlint.reporting.formats.sarif_rules import HOME

if TYPE_CHECKING:
    from pathlib import Path


def run(report: Report, view: View | None = None) -> dict:
    (only,) = json.loads(render("sarif", report, view or View()))["runs"]
    return only


def test_the_validator_finds_the_error_put_into_one_log_and_no_other(tmp_path: Path) -> None:
    several = nasty()._replace(
        rules=tuple(r._replace(title=NASTY, remedy={"": NASTY}) for r in LOOPS)
    )
    reports = {"usual": usual(), "clean": clean(), "crashed": crashed(), "nasty": nasty()}
    reports |= {"rules": several, "lines": usual(), "large": large(100), "long": long_witness()}
    reports |= {f"sample-{name.replace('/', '-')}": test_samples.report(name) for name in SAMPLES}
    logs = {}
    for name, report in reports.items():
        view = View(fingerprints="line" if name == "lines" else "semantic")
        logs[name] = render("sarif", report, View() if name.startswith("sample-") else view)
    logs["wrong"] = logs["usual"].replace('"ruleIndex":1', '"ruleIndex":7')
    files = [tmp_path / f"{name}.sarif" for name in logs]
    for file, log in zip(files, logs.values(), strict=True):
        file.write_text(log, encoding="utf-8")
    assert list(sarif_validator.complaints(files)) == ["wrong.sarif"]


LOOPS = (LOOP,)
SAMPLES = test_samples.ALL


def long_witness() -> Report:
    document = Document("a.yaml", "chat: bot\n", None)
    at = Span(1, 1, 1, 5)
    witness = tuple(Spot("a.yaml", at, f"stop {n}") for n in range(MOST_STEPS + 500))
    return Report((finding(LOOP, document, at, "a", witness=witness),), LOOPS, ("a.yaml",))


def test_every_rule_is_told_and_results_point_to_theirs() -> None:
    told = run(usual())
    rules = [rule["id"] for rule in told["tool"]["driver"]["rules"]]
    assert rules == ["hassle-loop", "short-return-window", "silent-when-closed"]
    for result in told["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]


def test_the_tool_and_shipped_rules_say_where_to_read_on() -> None:
    report = usual()._replace(
        rules=(
            LOOP._replace(path="rules/handoffs/hassle-loop.yaml"),
            LOOP._replace(id="own", path="own.yaml", shipped=False),
        )
    )
    driver = run(report)["tool"]["driver"]
    assert driver["informationUri"] == HOME
    shipped, own = driver["rules"]
    assert shipped["helpUri"] == f"{HOME}/blob/main/rules/handoffs/hassle-loop.md"
    assert "helpUri" not in own


def test_a_name_that_only_repeats_the_id_is_left_out() -> None:
    report = usual()._replace(rules=(LOOP, LOOP._replace(id="silo")))
    rules = run(report)["tool"]["driver"]["rules"]
    assert [rule.get("name") for rule in rules] == ["HassleLoop", None]


def test_absolute_paths_are_told_from_the_root() -> None:
    document = Document("/srv/shop/policies/a.yaml", "x: y\n", None)
    report = Report((finding(LOOP, document, Span(1, 1, 1, 2), "x"),), LOOPS, (document.path,))
    for start, uri in (
        ("/srv/shop", "policies/a.yaml"),
        ("/srv/bank", "../shop/policies/a.yaml"),
    ):
        (result,) = run(report, View(start=start))["results"]
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_a_result_has_one_place_on_one_line() -> None:
    for result in run(nasty())["results"] + run(usual())["results"]:
        (location,) = result["locations"]
        region = location["physicalLocation"]["region"]
        assert region["startLine"] == region["endLine"]
        assert region["startColumn"] < region["endColumn"]


def test_a_place_over_several_lines_is_told_by_its_first() -> None:
    document = Document("a.yaml", "chat: |\n  hello\n  you\n", None)
    told = run(Report((finding(LOOP, document, Span(1, 7, 3, 6), "x"),), LOOPS, ("a.yaml",)))
    region = told["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 1, "startColumn": 7, "endLine": 1, "endColumn": 8}


def test_related_places_are_linked_from_the_message() -> None:
    (result,) = [r for r in run(usual())["results"] if "relatedLocations" in r][:1]
    assert [place["id"] for place in result["relatedLocations"]] == [1]
    assert "[another channel that does](1)" in result["message"]["text"]


def test_text_from_a_policy_makes_no_links() -> None:
    text = run(nasty())["results"][0]["message"]["text"]
    assert r"\[see\](1)" in text
    assert "[see](1)" not in text.split("See [")[0]


def test_the_witness_is_a_code_flow() -> None:
    (flow,) = run(usual())["results"][0]["codeFlows"]
    (thread,) = flow["threadFlows"]
    labels = [step["location"]["message"]["text"] for step in thread["locations"]]
    assert labels == ["chat", "bot", "billing form", "mailbox", "bot"]
    assert thread["locations"][0]["importance"] == "essential"


def test_a_long_witness_keeps_both_its_ends() -> None:
    flow = run(long_witness())["results"][0]["codeFlows"][0]
    steps = flow["threadFlows"][0]["locations"]
    assert len(steps) == MOST_STEPS
    assert steps[-1]["location"]["message"]["text"] == f"stop {MOST_STEPS + 499}"


def test_fingerprints_do_not_depend_on_lines_and_twins_differ() -> None:
    first = usual().findings[0]
    moved = first._replace(span=Span(2, 1, 2, 3), message="other words", severity="info")
    report = Report((first, moved), LOOPS, (first.path,))
    one, two = (result["partialFingerprints"] for result in run(report)["results"])
    assert one["cxlint/v2"] == two["cxlint/v2"] == first.fingerprint
    assert one["primaryLocationLineHash"] == f"{first.fingerprint[:16]}:1"
    assert two["primaryLocationLineHash"] == f"{first.fingerprint[:16]}:2"


def test_fingerprints_by_line_or_none() -> None:
    by_line = run(usual(), View(fingerprints="line"))["results"]
    lines = [result["partialFingerprints"]["primaryLocationLineHash"] for result in by_line]
    assert len(set(lines)) == len(lines)
    assert [line.rpartition(":")[2] for line in lines] == ["1", "1", "2", "1", "2"]
    bare = run(usual(), View(fingerprints="none"))["results"]
    assert not any("partialFingerprints" in result for result in bare)


def test_waived_findings_are_suppressed_and_baselined_ones_unchanged() -> None:
    results = run(usual())["results"]
    assert [len(result.get("suppressions", ())) for result in results] == [0, 0, 1, 0, 0]
    assert results[2]["suppressions"][0]["justification"] == "nobody calls at night"
    states = [result["baselineState"] for result in results]
    assert states == ["new", "new", "new", "new", "unchanged"]
    assert "baselineState" not in run(nasty())["results"][0]


def test_a_waiver_beside_the_line_is_in_the_source() -> None:
    document = Document("a.yaml", "chat: bot\n", None)
    made = finding(LOOP, document, Span(1, 1, 1, 5), "x", status="waived", excuse="known")
    made = made._replace(beside=True)
    (result,) = run(Report((made,), LOOPS, ("a.yaml",)))["results"]
    assert result["suppressions"][0] == {
        "kind": "inSource", "status": "accepted", "justification": "known",
    }  # fmt: skip
    assert run(usual())["results"][2]["suppressions"][0]["kind"] == "external"


def test_crashes_and_vacuous_rules_are_notifications() -> None:
    (invocation,) = run(crashed())["invocations"]
    assert invocation["executionSuccessful"] is False
    (notice,) = invocation["toolExecutionNotifications"]
    assert notice["level"] == "error"
    assert notice["associatedRule"]["id"] == "hassle-loop"
    (invocation,) = run(usual())["invocations"]
    assert invocation["executionSuccessful"] is True
    assert [n["level"] for n in invocation["toolExecutionNotifications"]] == [
        "warning",
        "note",
        "warning",
        "note",
    ]
    judged = invocation["toolExecutionNotifications"][-1]
    assert judged["descriptor"]["id"] == "judged"
    assert judged["properties"]["looked"] == 60


def test_too_many_results_are_cut_gravest_first_and_it_says_so() -> None:
    told = run(large(MOST_RESULTS + 3_000))
    assert len(told["results"]) == MOST_RESULTS
    levels = [result["level"] for result in told["results"]]
    assert levels.count("error") == 2_667
    assert "note" not in levels
    last = told["invocations"][0]["toolExecutionNotifications"][-1]
    assert last["descriptor"]["id"] == "results-capped"
    assert "5000 of 8000" in last["message"]["text"]


def test_paths_are_relative_and_encoded() -> None:
    document = Document("./po:licies/ä b#.yaml", "x: y\n", None)
    report = Report((finding(LOOP, document, Span(1, 1, 1, 2), "x"),), LOOPS, (document.path,))
    (result,) = run(report)["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "po%3Alicies/%C3%A4%20b%23.yaml"


def test_category_names_the_run() -> None:
    assert run(clean(), View(category="returns"))["automationDetails"]["id"] == "cxlint/returns/"
