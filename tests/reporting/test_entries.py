"""In which order findings are told, and what is told once."""

from __future__ import annotations

import random
import re
import textwrap
from typing import TYPE_CHECKING

import pytest
from made_reports import usual

from cxlint.linting.rules import loader
from cxlint.linting.trials import examples
from cxlint.reporting import View, render
from cxlint.reporting.writing.entries import MANY, MOST_PLACES, arrange

if TYPE_CHECKING:
    from cxlint.linting.model.finding import Report
    from cxlint.reporting.writing.entries import Entry

HEADLINE = re.compile(r"^\S.*?:(\d+):\d+: (error|warning|info): ([a-z-]+)", re.MULTILINE)


def _report(text: str, *chosen: str) -> Report:
    rules = loader.load()
    judged = frozenset(chosen or (id_ for id_, each in rules.items() if each.category != "reading"))
    return examples.report_on(textwrap.dedent(text).encode(), rules, judged)


def _entries(text: str, *chosen: str) -> list[Entry]:
    return arrange(_report(text, *chosen).open_findings, "severity")


DEAD_ENDS = """
channels:
  {first}: {{kind: app, goes_to: {first}-page}}
  {second}: {{kind: app, goes_to: {second}-page}}
steps:
  {first}-page: {{kind: page}}
  {second}-page: {{kind: page}}
intents:
  small: {{start: {small}, share: 5%}}
  large: {{start: {large}, share: 60%}}
"""


@pytest.mark.parametrize(("first", "second"), [("web", "till"), ("till", "web")])
@pytest.mark.parametrize("large", ["web", "till"])
def test_of_two_equally_grave_the_one_with_more_contacts_comes_first(
    first: str, second: str, large: str
) -> None:
    small = "till" if large == "web" else "web"
    text = DEAD_ENDS.format(first=first, second=second, small=small, large=large)
    entries = _entries(text, "dead-end")
    assert [each.finding.entity for each in entries] == [f"step/{large}-page", f"step/{small}-page"]


def test_without_shares_the_number_of_contact_reasons_counts() -> None:
    text = """
    channels:
      app: {kind: app, goes_to: app-page}
      web: {kind: app, goes_to: web-page}
    steps:
      app-page: {kind: page}
      web-page: {kind: page}
    intents:
      a: {start: app}
      b: {start: web}
      c: {start: web}
    """
    entries = _entries(text, "dead-end")
    assert [each.finding.entity for each in entries] == ["step/web-page", "step/app-page"]


CIRCLES = """
channels:
  app: {kind: app, goes_to: a}
  web: {kind: app, goes_to: c}
  shop: {kind: app, goes_to: e}
steps:
  a: {kind: page, goes_to: b, on_failure: resolved}
  b: {kind: page, goes_to: a}
  c: {kind: page, goes_to: d}
  d: {kind: page, goes_to: c}
  e: {kind: page, goes_to: f}
  f: {kind: page, goes_to: e}
intents:
  often: {start: app, share: 70%}
  now-and-then: {start: web, share: 10%}
  sometimes: {start: shop, share: 20%}
"""


def test_a_circle_without_an_exit_comes_before_one_that_can_be_left_and_then_the_larger() -> None:
    found = [each.finding for each in _entries(CIRCLES, "hassle-loop")]
    assert [(each.severity, each.intents) for each in found] == [
        ("error", ("sometimes",)),
        ("error", ("now-and-then",)),
        ("warning", ("often",)),
    ]


def test_severity_comes_before_how_much_is_touched() -> None:
    ranks = [("error", "warning", "info").index(each.finding.severity) for each in
             _entries(CIRCLES)]  # fmt: skip
    assert ranks == sorted(ranks)
    assert len({*ranks}) > 1


def test_what_could_not_be_read_comes_first() -> None:
    entries = _entries(CIRCLES.replace("{kind: page, goes_to: d}", "{kind: page, goes_too: d}"),
                       "hassle-loop", "unknown-key", "dead-end")  # fmt: skip
    assert entries[0].finding.rule.id == "unknown-key"
    assert entries[1].finding.extent.share > entries[0].finding.extent.share


@pytest.mark.parametrize("seed", range(4))
def test_the_order_does_not_depend_on_the_order_of_keys(seed: int) -> None:
    chosen = ("no-human-option", "not-mobile-friendly", "hassle-loop")
    lines = CIRCLES.splitlines()
    start, end = lines.index("steps:") + 1, lines.index("intents:")
    shuffled = lines[start:end]
    random.Random(seed).shuffle(shuffled)
    usually = _entries(CIRCLES, *chosen)
    found = _entries("\n".join([*lines[:start], *shuffled, *lines[end:]]), *chosen)
    weights = [(each.finding.rule.id, each.finding.extent) for each in found]
    assert weights == [(each.finding.rule.id, each.finding.extent) for each in usually]


def test_by_place_everything_is_told_by_itself_as_it_came() -> None:
    report = _report(DESK)
    entries = arrange(report.open_findings, "place")
    assert [each.finding for each in entries] == [*report.open_findings]
    assert not any(each.alike or each.kin for each in entries)


def _pages(number: int, kind: str = "page") -> str:
    names = [f"page-{n}" for n in range(number)]
    channels = "".join(f"  app-{n}: {{kind: app, goes_to: {n}}}\n" for n in names)
    steps = "".join(f"  {n}: {{kind: {kind}}}\n" for n in names)
    return f"channels:\n{channels}steps:\n{steps}"


def test_the_same_of_many_things_is_told_once_with_all_places() -> None:
    report = _report(_pages(12), "dead-end")
    (entry,) = arrange(report.open_findings, "severity")
    assert {each.fingerprint for each in entry.findings} == {
        each.fingerprint for each in report.findings
    }
    assert [label for label, _ in entry.alike] == [f"page-{n}" for n in range(1, 12)]
    told = " ".join(render("text", report).split())
    assert "at step/page-0 and 11 more" in told
    assert "the same for page-1 (" in told
    listed = told.partition("the same for ")[2].partition(" the way there ")[0]
    assert len(re.findall(r"page-\d+ \(policy\.yaml:\d+\)", listed)) == MOST_PLACES
    assert " and 1 more; --verbose shows all" in told
    assert "page-11" in render("text", report, View(verbose=True))
    assert "12 errors in 1 file; 12 fail" in told


@pytest.mark.parametrize("number", [1, MANY - 1])
def test_few_are_told_one_by_one(number: int) -> None:
    entries = _entries(_pages(number), "dead-end")
    assert [entry.alike for entry in entries] == [()] * number


def test_what_differs_in_more_than_one_thing_is_not_the_same() -> None:
    text = """
    channels:
      mail-a: {kind: email, respond: 5 days}
      mail-b: {kind: email, respond: 6 days}
      mail-c: {kind: email, respond: 7 days}
    """
    entries = _entries(text, "channel-target-too-slow")
    assert len(entries) == 3
    alike = _entries(re.sub("[67] days", "5 days", text), "channel-target-too-slow")
    assert [len(each.alike) for each in alike] == [2]


def test_a_waived_one_is_none_of_those_alike() -> None:
    text = _pages(4).replace(
        "page-3: {kind: page}", "page-3: {kind: page}  # cxlint: allow dead-end: closing in May"
    )
    report = _report(text, "dead-end")
    (entry,) = arrange(report.open_findings, "severity")
    assert len(entry.findings) == len(report.open_findings)


DESK = """
channels:
  store: {kind: in_person, open: "Mon-Sat 10:00-18:00", goes_to: store-staff}
teams:
  store-staff: {tier: 1, open: "Mon-Sat 10:00-18:00", may: {refund: 0 EUR}}
  care: {tier: 1, open: "Mon-Fri 09:00-17:30", may: {refund: any}}
handoffs:
  - {from: store-staff, to: care, carried_by: customer}
intents:
  return: {start: store, remedy: refund, share: 20%}
remedies:
  refund: {asked_by: customer, tiers: [{by: care, up_to: any}]}
"""


def test_what_a_desk_may_not_is_told_once_with_all_that_comes_of_it() -> None:
    report = _report(DESK)
    heads = [each.finding.rule.id for each in arrange(report.open_findings, "severity")]
    assert heads.count("second-contact-for-refund") == 1
    assert "approval-laden-path" not in heads
    assert "approval-laden-path" in {each.rule.id for each in report.open_findings}
    told = " ".join(render("text", report).split())
    assert "what follows - for refund, store-staff may grant nothing" in told
    assert "), error approval-laden-path" in told
    assert "so no-delegate-approver" not in told
    for form in ("text", "markdown"):
        shown = " ".join(render(form, report).split())
        for each in report.open_findings:
            for consequence in each.consequences:
                assert consequence.message in shown.replace("&#58;", ":") or form == "markdown"
                assert f":{consequence.span.line}" in shown


def test_a_desk_with_a_limit_of_its_own_is_another_cause() -> None:
    text = DESK.replace("may: {refund: 0 EUR}}", "may: {refund: 0 EUR}}\n"
        "  desk: {tier: 1, open: 'Mon-Sat 10:00-18:00', may: {refund: 20 EUR}}").replace(
        "goes_to: store-staff}", "goes_to: store-staff}\n"
        "  line: {kind: voice, open: 'Mon-Sat 10:00-18:00', goes_to: desk}").replace(
        "start: store,", "start: [store, line],")  # fmt: skip
    heads = {each.finding.rule.id for each in _entries(text)}
    assert {"second-contact-for-refund", "approval-laden-path"} <= heads


def test_a_circle_is_never_told_as_what_follows() -> None:
    for entry in _entries(CIRCLES):
        assert not any(each.rule.id == "hassle-loop" for each in entry.kin)


def test_machine_formats_know_nothing_of_it() -> None:
    report = _report(DESK)
    for form in ("json", "jsonl", "sarif", "gitlab", "junit"):
        assert render(form, report, View(sort="place")) == render(form, report)
    assert [m[3] for m in HEADLINE.finditer(render("text", report, View(sort="place")))] == [
        each.rule.id for each in report.open_findings
    ]


def test_findings_made_by_hand_have_no_kin() -> None:
    assert all(not each.alike and not each.kin for each in arrange(usual().open_findings,
               "severity"))  # fmt: skip
