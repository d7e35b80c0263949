"""A baseline that cxlint wrote before still holds: of every sample, and however it was changed.

`tests/linting/yesterday` holds the baselines of the samples, by the version of fingerprints with
which they were written. They are never written again: whoever changes what a finding is, or what a
rule is called, adds those of the day before.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
YESTERDAY = ROOT / "tests" / "linting" / "yesterday"
DAY = ("--as-of", "2026-11-20")
FILE = "cxlint-baseline.yaml"
OF_WAIVERS = "waiver-"
LOCKED = {
    "unreadable-file", "unknown-key", "wrong-value", "missing-key", "duplicate-key", "duplicate-id",
}  # fmt: skip
"""Reading faults, which were accepted once and are no more."""

NEWCOMERS = {
    "entry-never-applies", "escalation-ends-when-touched", "escalation-on-one-person",
    "nobody-else-warned", "rest-without-owner",
    "channel-not-covered-for-intent", "competitor-reviews-unwatched", "gap-between-dates",
    "hollow-phrase", "inert-key", "law/fact-missing", "law/us-call-text-revocation",
    "law/eu-basic-rate-phone", "law/eu-legal-guarantee", "law/gb-fault-reject-30-days",
    "case-closed-by-words", "case-rules-off", "case-without-priority", "effect-overwritten",
    "mail-loop", "message-every-hour", "rule-never-acts", "same-target-for-all-priorities",
    "taken-back-at-every-change", "told-twice",
    "long-expired", "no-recovery-playbook", "not-in-force", "offboarding-blame", "opt-out-slow",
    "reason-not-covered", "return-table-gap", "slow-refund", "stale-citation",
    "answer-not-given", "key-given-twice", "wrong-key-is-a-choice",
    "delivery-price-contradiction", "delivery-price-unstated", "delivery-table-overlap",
    "delivery-time-unstated", "express-not-quicker", "undelivered-not-covered",
    "script-contradicts-hours", "script-contradicts-promise",
    "deadlock", "endless-reminder", "only-timeout-leads-on", "unsynchronised-merge",
    "channel-understaffed", "closed-unsolved", "technical-text",
    "aim-below-promise", "ambiguous-escalation", "notice-nobody-receives", "unexplained-extension",
    "escalation-to-nobody", "same-escalation-for-all-priorities", "alarm-not-escalated",
    "alarm-muted-for-long",
    "target-beyond-resolution", "approval-latency", "deterring-limit", "journey-effort",
    "journey-over-budget", "promise-exceeds-path", "promise-outside-hours", "ratchet-worse",
    "coverage-gap promise/return-by-mail", "refund-hours-narrower team/night-crew",
    "return-table-overlap return/rack-to-a-store",
    # what the sample has shown since
    "no-first-contact-authority team/billing", "no-first-contact-authority team/claims-handlers",
    "priority-without-target promise/f1-gifts", "approved-twice remedy/f1-repair",
    "priority-without-target promise/f1-gifts-in-a-hurry", "rigid-uniform-policy remedy/f1-repair",
    "no-delegate-approver remedy/f1-repair", "advocacy-missing script/a8-over",
}  # fmt: skip

NEW_FILE = "/n1-"
"""How all that the policy in which everything is wrong has in its newest file is called."""
"""Rules that were silent where they speak today, and what a rule that was there did not find."""

MENDED = {
    "excess-data-collection step/a1-menu", "passed-off handoff/front-desk->technicians",
    "passed-off handoff/returns-are-elsewhere", "passed-off handoff/lead-decides",
    "rigid-uniform-policy remedy/f1-waiver", "rigid-uniform-policy remedy/repair",
    "no-human-option step/a1-meter", "no-human-option step/sim-form",
}  # fmt: skip
"""False alarms of yesterday: nobody wonders what an order number is for, a team in which nobody
works passes nobody on, who may grant any sum is held by no fixed limit, and what customers only
hear on the way to a person is no move.
"""

OLD = ("--baseline", FILE)
MAIL = """\
channels:
  mail: {kind: email, goes_to: care}
teams:
  care: {}
  finance: {}
"""
PROMISES = (
    "  a: {channels: [mail], resolution: 3 days}\n",
    "  b: {channels: [mail], resolution: 4 days}\n",
)
HANDOFFS = """\
handoffs:
  - {from: care, to: finance, when: refund, context: none}
  - {from: finance, to: care, when: refused, context: none}
"""


def sample(name: str) -> str:
    folder = Path("sample_policies") / name
    return (folder if (ROOT / folder).is_dir() else folder.parent / "published" / name).as_posix()


def findings(cxlint, *arguments: str) -> list[dict]:
    out = cxlint("check", *arguments, *DAY, "--format", "json").out
    return json.loads(out)["findings"]


def unknown(cxlint, *arguments: str) -> list[str]:
    """Return what a run and its baseline do not have in common."""
    return [
        f"{each['rule']} {each['entity']} {each['message']}"
        for each in findings(cxlint, *arguments)
        if each["status"] == "new"
        and not each["rule"].startswith(OF_WAIVERS)
        and each["rule"] not in LOCKED | NEWCOMERS
        and not (each["rule"] == "baseline-stale" and " is locked: " in each["message"])
    ]


def _unlocked(found: list[dict]) -> list[dict]:
    return [each for each in found if each["rule"] not in {*LOCKED, "baseline-stale"}]


@pytest.fixture
def baseline_of_version_1(write):
    """Write a baseline as the first version did."""
    from cxlint.linting.model.fingerprints import fingerprint_v1

    def into(*accepted: tuple[str, str, tuple[str, ...]]) -> None:
        entries = "".join(
            f'  - {{rule: {rule}, entity: "{entity}", '
            f'fingerprint: "{fingerprint_v1(rule, entity, *key)}"}}\n'
            for rule, entity, key in accepted
        )
        write(FILE, f"version: 1\nfindings:\n{entries}")

    return into


@pytest.mark.parametrize(
    ("version", "name"),
    [(file.parent.name, file.stem) for file in sorted(YESTERDAY.glob("*/*.yaml"))],
)
def test_of_every_sample(cxlint, monkeypatch, version: str, name: str) -> None:
    monkeypatch.chdir(ROOT)
    baseline = YESTERDAY / version / f"{name}.yaml"
    told = unknown(cxlint, sample(name), "--baseline", str(baseline))
    stale = [each.split()[:3] for each in told if each.startswith("baseline-stale")]
    assert {f"{rule} {entity}" for _, entity, rule in stale} <= MENDED
    told = [each for each in told if not each.startswith("baseline-stale")]
    told = [each for each in told if " ".join(each.split()[:2]) not in NEWCOMERS]
    told = [each for each in told if NEW_FILE not in each.split()[1]]
    assert told == [], "a rule that is new finds these; add the rule to this test as a newcomer"


@pytest.mark.parametrize("name", ["brightwave", "online-only", "everything-wrong"])
def test_migrating_keeps_every_entry(cxlint, monkeypatch, folder, name: str) -> None:
    written = folder / "b.yaml"
    shutil.copy(YESTERDAY / "1" / f"{name}.yaml", written)
    monkeypatch.chdir(ROOT)
    before = findings(cxlint, sample(name), "--baseline", str(written))
    result = cxlint("baseline", sample(name), *DAY, "--output", str(written), "--migrate")
    assert result.code == 0
    left = [line.split() for line in result.out.splitlines() if line.startswith("not matched")]
    lost = {words[2] for words in left if f"{words[2]} {words[3]}" not in MENDED}
    assert lost <= LOCKED
    assert "version: 2" in written.read_text()
    after = findings(cxlint, sample(name), "--baseline", str(written))
    assert [each["status"] for each in _unlocked(after)] == [
        each["status"] for each in _unlocked(before)
    ]


@pytest.mark.parametrize("promises", [PROMISES, PROMISES[::-1]])
@pytest.mark.parametrize(("one", "other"), [("a", "b"), ("b", "a")])
def test_whichever_of_two_rows_came_first(
    cxlint, write, baseline_of_version_1, promises, one: str, other: str
) -> None:
    write("p.yaml", "promises:\n" + "".join(promises) + MAIL)
    rule = "inconsistent-standards"
    baseline_of_version_1((rule, f"promise/{one}", ("promise", "resolution", other)))
    arguments = ("p.yaml", "--select", f"{rule},baseline-stale", "--baseline", FILE)
    assert unknown(cxlint, *arguments) == []


def test_another_fault_is_new_all_the_same(cxlint, write, baseline_of_version_1) -> None:
    write("p.yaml", "promises:\n" + "".join(PROMISES) + MAIL)
    rule = "inconsistent-standards"
    baseline_of_version_1((rule, "promise/c", ("promise", "resolution", "d")))
    arguments = ("p.yaml", "--select", f"{rule},baseline-stale", "--baseline", FILE)
    assert [each.split()[0] for each in unknown(cxlint, *arguments)] == ["baseline-stale", rule]


def test_the_one_that_stands_for_all_may_be_another(cxlint, write, baseline_of_version_1) -> None:
    write("p.yaml", "channels:\n" + "".join(f"  {id_}: {{kind: email}}\n" for id_ in "abcd"))
    baseline_of_version_1(("online-only", "channel/d", ()))
    arguments = ("p.yaml", "--select", "online-only,baseline-stale", "--baseline", FILE)
    assert [each["entity"] for each in findings(cxlint, *arguments)] == ["channel/a"]
    assert unknown(cxlint, *arguments) == []


def test_migrating_says_what_it_cannot_match(cxlint, write, folder, baseline_of_version_1) -> None:
    write("p.yaml", MAIL + HANDOFFS)
    baseline_of_version_1(("silo", "team/gone", ()), ("unowned-state", "step/away", ("x",)))
    result = cxlint("baseline", "p.yaml", *DAY, "--migrate")
    assert "not matched: silo  team/gone  (line 3 before)" in result.out
    assert f"{FILE}: 0 of 2 carried over, 2 not matched" in result.out
    assert result.out.count("nothing like it is found any more") == 2
    assert "findings: []" in (folder / FILE).read_text()


def test_migrating_accepts_nothing_new_and_twice_is_once(cxlint, write, folder) -> None:
    write("p.yaml", MAIL + HANDOFFS)
    write(FILE, "version: 1\nfindings: []\n")
    cxlint("baseline", "p.yaml", *DAY, "--migrate")
    once = (folder / FILE).read_text()
    assert "findings: []" in once
    cxlint("baseline", "p.yaml", *DAY, "--migrate")
    assert (folder / FILE).read_text() == once


def test_migrating_takes_all_rules_and_needs_a_baseline(
    cxlint, write, baseline_of_version_1
) -> None:
    write("p.yaml", MAIL)
    assert "there is no such baseline" in cxlint("baseline", "p.yaml", "--migrate").err
    baseline_of_version_1(("silo", "team/gone", ()))
    some = cxlint("baseline", "p.yaml", "--migrate", "--select", "dead-end")
    assert (some.code, "goes without --select" in some.err) == (2, True)
    some = cxlint("baseline", "p.yaml", "--select", "dead-end")
    assert (some.code, "run cxlint baseline --migrate first" in some.err) == (2, True)


def test_writing_over_an_older_one_says_only_what_changed(cxlint, write, folder) -> None:
    write("p.yaml", "promises:\n" + "".join(PROMISES) + MAIL)
    cxlint("baseline", "p.yaml", *DAY, "--select", "inconsistent-standards")
    (entry,) = findings(cxlint, "p.yaml", "--select", "inconsistent-standards")
    former = entry["former_fingerprints"][0]
    text = (folder / FILE).read_text()
    write(FILE, text.replace("version: 2", "version: 1").replace(entry["fingerprint"], former))
    result = cxlint("baseline", "p.yaml", *DAY, "--select", "inconsistent-standards")
    assert result.out == f"{FILE}: 1 accepted, 0 added, 0 dropped\n"
    assert (folder / FILE).read_text() == text


CIRCLE = """\
channels:
  web: {kind: voice, goes_to: a}
steps:
  a: {kind: message, says: A, goes_to: b}
  b: {kind: message, says: B, goes_to: c}
  c: {kind: message, says: C, goes_to: a}
"""


@pytest.mark.parametrize("anchor", ["a->b", "b->c", "c->a"])
def test_whichever_move_of_a_circle_it_was_told_at(
    cxlint, write, baseline_of_version_1, anchor: str
) -> None:
    write("p.yaml", CIRCLE)
    baseline_of_version_1(("hassle-loop", f"next/{anchor}", ("a", "b", "c")))
    assert unknown(cxlint, "p.yaml", "--select", "hassle-loop,baseline-stale", *OLD) == []


@pytest.mark.parametrize(
    ("anchor", "places"), [("a->b", ("a", "b")), ("a->d", ("a", "b", "c")), ("x->y", ("x", "y"))]
)
def test_another_circle_is_new(
    cxlint, write, baseline_of_version_1, anchor: str, places: tuple[str, ...]
) -> None:
    write("p.yaml", CIRCLE)
    baseline_of_version_1(("hassle-loop", f"next/{anchor}", places))
    told = unknown(cxlint, "p.yaml", "--select", "hassle-loop,baseline-stale", *OLD)
    assert [each.split()[0] for each in told] == ["baseline-stale", "hassle-loop"]


def menus(*pairs: tuple[str, str]) -> str:
    """Return menus of which every choice leads to one place."""
    return "".join(
        f"  {menu}: {{kind: menu, options: "
        f"[{{say: X, goes_to: {place}}}, {{say: Y, goes_to: {place}}}]}}\n"
        for menu, place in pairs
    )


PLACES = "teams:\n  care: {seats: 2}\n  sales: {seats: 2}\n"
ONE_FINDING = ("--select", "choice-without-difference,baseline-stale", "--baseline", FILE)


@pytest.mark.parametrize("first", ["one", "two", "three"])
def test_what_was_one_finding_of_a_file_may_be_several(
    cxlint, write, baseline_of_version_1, first: str
) -> None:
    stated = menus(("one", "care"), ("two", "sales"), ("three", "care"))
    write("p.yaml", PLACES + "steps:\n" + stated)
    baseline_of_version_1(("choice-without-difference", f"step/{first}", ()))
    assert len(findings(cxlint, "p.yaml", *ONE_FINDING)) == 2
    assert unknown(cxlint, "p.yaml", *ONE_FINDING) == []


def test_what_was_one_finding_of_a_file_was_none_of_another(
    cxlint, write, baseline_of_version_1
) -> None:
    write("p.yaml", PLACES + "steps:\n" + menus(("one", "care")))
    write("q.yaml", "steps:\n" + menus(("two", "sales")))
    baseline_of_version_1(("choice-without-difference", "step/one", ()))
    assert [each.split()[1] for each in unknown(cxlint, ".", *ONE_FINDING)] == ["step/two"]


def test_a_file_that_version_1_saw_from_elsewhere(cxlint, write, baseline_of_version_1) -> None:
    write("shop/p.yaml", MAIL)
    write("shop/care/empty.yaml", "")
    arguments = ("shop", "--select", "empty-file,baseline-stale", "--baseline", FILE)
    for path in ("care/empty.yaml", "/home/ann/work/shop/care/empty.yaml", "empty.yaml"):
        baseline_of_version_1(("empty-file", f"file/{path}", ()))
        assert unknown(cxlint, *arguments) == []
    for path in ("mempty.yaml", "other/empty.yaml", "care/empty.yaml/x"):
        baseline_of_version_1(("empty-file", f"file/{path}", ()))
        assert [each.split()[0] for each in unknown(cxlint, *arguments)] == [
            "baseline-stale", "empty-file",
        ]  # fmt: skip


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a"), ("x/a", "x/b"), ("a/z", "b/y")])
def test_flows_of_one_name_whatever_their_numbers_were(
    cxlint, write, baseline_of_version_1, names: tuple[str, str]
) -> None:
    """Version 1 gave numbers by the names of files, which today are no part of what is found."""
    flow = json.loads((ROOT / "sample_policies/flows/harbour-lights-hotline.json").read_text())
    faultless = {**flow, "description": "A"}
    faultless["definition"] = {**flow["definition"], "states": flow["definition"]["states"][:1]}
    for name, stated in zip(names, (faultless, {**flow, "description": "Z"}), strict=True):
        write(f"{name}.json", json.dumps(stated))
    number = "" if names[1] < names[0] else " (2)"
    wanted = [f for f in findings(cxlint, ".") if f["rule"] == "choice-not-announced"]
    assert len(wanted) == 1
    entity = f"step/Harbour Lights hotline{number}: menu"
    baseline_of_version_1(("choice-not-announced", entity, ()))
    arguments = (".", "--select", "choice-not-announced,baseline-stale", "--baseline", FILE)
    assert unknown(cxlint, *arguments) == []


def test_a_number_of_today_is_none_of_version_1(cxlint, write, baseline_of_version_1) -> None:
    """Of three flows of one name the second and third are accepted: by the names of their files."""
    flow = json.loads((ROOT / "sample_policies/flows/harbour-lights-hotline.json").read_text())
    part = {**flow["definition"], "states": flow["definition"]["states"][:1]}
    for name, about, definition in (("a", "2", part), ("b", "3", None), ("c", "1", None)):
        stated = {"description": about, **flow, "definition": definition or flow["definition"]}
        write(f"{name}.json", json.dumps(stated))
    rule = "choice-not-announced"
    name = "step/Harbour Lights hotline ({}): menu".format
    baseline_of_version_1(*((rule, name(number), ()) for number in (2, 3)))
    arguments = (".", "--select", f"{rule},baseline-stale", "--baseline", FILE)
    assert len(findings(cxlint, *arguments)) == 2
    assert unknown(cxlint, *arguments) == []


def test_migrating_says_why_and_what_is_open(cxlint, write, baseline_of_version_1) -> None:
    write("p.yaml", MAIL + "chanels: {}\n" + HANDOFFS)
    baseline_of_version_1(
        ("unknown-key", "file/p.yaml", ("chanels",)),
        ("silo", "handoff/x->y", ("x",)),
        ("no-such-rule", "team/care", ()),
    )
    result = cxlint("baseline", "p.yaml", *DAY, "--migrate")
    assert result.code == 0
    lines = result.out.splitlines()
    assert [line.rpartition(": ")[2] for line in lines[:3]] == [
        "the rule is locked, so nobody may accept it",
        "nothing like it is found any more",
        "there is no such rule",
    ]
    assert lines[3:] == [
        f"{FILE}: 0 of 3 carried over, 3 not matched",
        "open now: 1 of silo, 1 of unknown-key (cxlint check shows them)",
    ]


def test_handoffs_may_get_ids_and_other_ids(cxlint, write) -> None:
    def ids(*given: str) -> str:
        plain = HANDOFFS
        for id_ in given:
            plain = plain.replace("{from", f"{{id: {id_}, from", 1).replace("{id", "{ID", 1)
        return plain.replace("{ID", "{id")

    write("p.yaml", MAIL + HANDOFFS)
    cxlint("baseline", "p.yaml", *DAY)
    accepted = [each["rule"] for each in findings(cxlint, "p.yaml", "--baseline", FILE)]
    assert {"ping-pong-handoff", "silo"} & set(accepted)
    for given in (("one", "two"), ("zz", "aa"), ("only",)):
        write("p.yaml", MAIL + ids(*given))
        assert unknown(cxlint, "p.yaml", "--baseline", FILE) == []
    write("p.yaml", (MAIL + HANDOFFS).replace("to: finance", "to: leads") + "x: 1\n")
    assert unknown(cxlint, "p.yaml", "--baseline", FILE) != []


def test_files_may_be_cut_joined_and_moved(cxlint, write, folder) -> None:
    faulty = MAIL + HANDOFFS + "chanels: {}\n"
    write("one.yaml", faulty)
    cxlint("baseline", ".", *DAY)
    (folder / "one.yaml").unlink()
    sections = faulty.replace("\nteams", "\n---\nteams").replace("\nhandoffs", "\n---\nhandoffs")
    for number, text in enumerate(sections.replace("\nchanels", "\n---\nchanels").split("---\n")):
        write(f"policy/part-{9 - number}.yaml", text)
    assert unknown(cxlint, ".", "--baseline", FILE) == []


def test_a_file_that_cannot_be_read_is_the_same_from_every_folder(
    cxlint, write, folder, monkeypatch
) -> None:
    (folder / "r" / ".git").mkdir(parents=True)
    write("r/policies/care/broken.yaml", "channels: [\n")
    told = set()
    for start, named in (
        ("r", "."),
        ("r/policies", "."),
        ("r/policies/care", "broken.yaml"),
        (".", "r"),
    ):
        monkeypatch.chdir(folder / start)
        (each,) = findings(cxlint, named, "--select", "unreadable-file")
        told.add((each["entity"], each["fingerprint"]))
    assert [entity for entity, _ in told] == ["file/policies/care/broken.yaml"]


@pytest.mark.parametrize("name", ["menu.json", "a.b.json", "care/Main line.json"])
def test_a_flow_that_states_no_name_may_lie_in_a_file_of_any(cxlint, write, folder, name) -> None:
    flow = (ROOT / "sample_policies/flows/harbour-lights-hotline.json").read_text()
    stated = json.loads(flow)
    assert stated.pop("friendly_name")
    flow = json.dumps(stated)
    write("hotline.json", flow)
    cxlint("baseline", ".", *DAY)
    before = findings(cxlint, ".", "--baseline", FILE)
    assert len(before) >= 4
    assert any("hotline: " in each["entity"] for each in before)
    (folder / "hotline.json").unlink()
    write(name, flow)
    assert unknown(cxlint, ".", "--baseline", FILE) == []
    after = findings(cxlint, ".", "--baseline", FILE)
    assert sorted(each["fingerprint"] for each in after) == sorted(
        each["fingerprint"] for each in before
    )


def test_a_flow_that_states_its_name_has_it_whatever_its_file_is_called(cxlint, write, folder):
    flow = (ROOT / "sample_policies/flows/harbour-lights-hotline.json").read_text()
    write("Harbour Lights hotline.json", flow)
    before = {each["fingerprint"] for each in findings(cxlint, ".")}
    (folder / "Harbour Lights hotline.json").unlink()
    write("other.json", flow)
    assert {each["fingerprint"] for each in findings(cxlint, ".")} == before != set()


def test_two_flows_of_one_name_are_told_apart_by_their_folders(cxlint, write, folder) -> None:
    flow = (ROOT / "sample_policies/flows/harbour-lights-hotline.json").read_text()
    policy = "handoffs: [{from: desk, to: 'Harbour Lights hotline (2)'}]\nteams: {desk: {}}\n"
    write("p.yaml", policy)
    found = []
    for one, other in (("a", "z"), ("z", "a")):
        write(f"north/{one}.json", flow)
        write(f"south/{other}.json", flow)
        told = findings(cxlint, ".")
        assert "undefined-reference" not in {each["rule"] for each in told}
        found.append(sorted((each["entity"], each["fingerprint"]) for each in told))
        for file in folder.glob("*/*.json"):
            file.unlink()
    assert found[0] == found[1]
    assert any("Harbour Lights hotline (south): " in entity for entity, _ in found[0])
    assert not any("(2)" in entity for entity, _ in found[0])
