from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from bare import rule
from hypothesis import given
from hypothesis import strategies as st

from cxlint.language.entity import Entity
from cxlint.linting.model.finding import Finding, Hit, Spot
from cxlint.linting.suppressions.apply_waivers import mark_waived
from cxlint.linting.suppressions.comments import directives
from cxlint.linting.suppressions.waivers import WaiverSet, comment_waivers, entry_waivers
from cxlint.parsing.document import At, Document, Problem, parse

TODAY = datetime.date(2026, 11, 21)


RULES = {
    made.id: made
    for made in (
        rule("handoff-loop", formerly=("circle",)),
        rule("silo"),
        rule("fee-hidden"),
        rule("grave", lockable="locked"),
        rule("waiver-unused", "waivers"),
    )
}


def one(text: str) -> Document:
    return parse("chat.yaml", text.encode())[0]


def found(id_: str, document: Document, *path: str | int, entity: str = "channel/chat") -> Finding:
    return Finding(
        rule=RULES[id_],
        severity="error",
        message="",
        remedy={"": ""},
        document=document,
        span=document.span(path),
        entity=entity,
        fingerprint="",
    )


def judge(
    findings: list[Finding],
    collected: WaiverSet,
    *,
    ran: frozenset[str] = frozenset(RULES),
    locked: frozenset[str] = frozenset(),
    today: datetime.date = TODAY,
) -> tuple[list[str], list[Problem]]:
    told, problems = mark_waived(
        findings, collected, rules=RULES, today=today, locked=locked, ran=ran
    )
    return [f"{f.status}: {f.excuse}" if f.excuse else f.status for f in told], problems


def names(problems: list[Problem]) -> list[str]:
    return [f"{p.rule}/{p.case}" if p.case else p.rule for p in problems]


def commented(text: str, *ids: str, **how: object) -> tuple[list[str], list[Problem]]:
    """Judge findings of these rules at channels.chat.goes_to."""
    document = one(text)
    findings = [found(id_, document, "channels", "chat", "goes_to") for id_ in ids]
    return judge(findings, comment_waivers([document]), **how)  # type: ignore[arg-type]


BESIDE = "channels:\n  chat: {kind: chat, goes_to: bot}  # cxlint: "


def test_a_comment_beside_the_line_excuses_with_its_reason() -> None:
    told, problems = commented(
        BESIDE + "allow[handoff-loop] moves in March", "handoff-loop", "silo"
    )
    assert told == ["waived: moves in March", "new"]
    assert not problems


@pytest.mark.parametrize(
    "written",
    [
        "#cxlint:allow[handoff-loop] why",
        "#  cxlint:  allow [ handoff-loop ]   why",
        "# cxlint: allow[handoff-loop]: why",
        "# cxlint: allow[handoff-loop] - why",
        "# cxlint: allow[handoff-loop] why  # <- silo",
        "# seen in May # cxlint: allow[handoff-loop] why",
        "# <- silo  # cxlint: allow[handoff-loop] why",
        "# cxlint: allow[circle] why",
        "# CXLint: allow[handoff-loop] why",
    ],
)
def test_forms_of_a_comment(written: str) -> None:
    told, problems = commented(BESIDE.partition("#")[0] + written, "handoff-loop")
    assert told == ["waived: why"]
    assert not problems


def test_each_rule_may_have_its_own_reason_in_one_line() -> None:
    told, problems = commented(
        BESIDE + "allow[silo] one # cxlint: allow[handoff-loop] two", "handoff-loop", "silo"
    )
    assert told == ["waived: two", "waived: one"]
    assert not problems


def test_comments_above_excuse_the_first_line_below_them() -> None:
    text = (
        "channels:\n  # cxlint: allow[silo] one\n  # told to the board\n"
        "  # cxlint: allow[handoff-loop] two\n  chat: {kind: chat, goes_to: bot}\n"
    )
    told, problems = commented(text, "handoff-loop", "silo")
    assert told == ["waived: two", "waived: one"]
    assert not problems


def test_a_comment_above_a_blank_line_excuses_nothing() -> None:
    text = "channels:\n  # cxlint: allow[silo] one\n\n  chat: {kind: chat, goes_to: bot}\n"
    told, problems = commented(text, "silo")
    assert told == ["new"]
    assert names(problems) == ["waiver-unused"]
    assert [at.span().line for at, _ in problems[0].related] == [4]


def test_a_comment_on_another_line_excuses_nothing() -> None:
    text = "channels:  # cxlint: allow[silo] one\n  chat: {kind: chat, goes_to: bot}\n"
    told, problems = commented(text, "silo")
    assert told == ["new"]
    assert names(problems) == ["waiver-unused"]


@pytest.mark.parametrize("reason", ["", "  ", " - ", " ...", "  # <- waiver-without-reason"])
def test_without_a_reason_it_does_not_excuse(reason: str) -> None:
    told, problems = commented(f"{BESIDE}allow[silo]{reason}", "silo")
    assert told == ["new"]
    assert names(problems) == ["waiver-without-reason"]


def test_an_unused_waiver_is_told_at_the_comment() -> None:
    told, problems = commented(BESIDE + "allow[silo] moves in March  # <- waiver-unused")
    assert told == []
    assert names(problems) == ["waiver-unused"]
    span = problems[0].at.span()
    document = problems[0].at.document
    assert document.line(2)[span.column - 1 : span.end_column - 1] == (
        "# cxlint: allow[silo] moves in March"
    )


def test_a_partly_unused_waiver_names_the_rules_to_drop() -> None:
    told, problems = commented(BESIDE + "allow[silo, fee-hidden, handoff-loop] why", "silo")
    assert told == ["waived: why"]
    assert names(problems) == ["waiver-unused/partly"]
    assert problems[0].facts["rules"] == ["fee-hidden", "handoff-loop"]
    span = problems[0].at.span()
    text = problems[0].at.document.line(2)
    assert text[span.column - 1 : span.end_column - 1] == "fee-hidden"


def test_of_rules_that_did_not_run_no_waiver_is_called_unused() -> None:
    _, problems = commented(BESIDE + "allow[silo] why", ran=frozenset({"handoff-loop"}))
    assert not problems


def test_of_rules_that_are_off_in_the_file_no_waiver_is_called_unused() -> None:
    collected = comment_waivers([one(BESIDE + "allow[silo] why")])
    _, problems = mark_waived(
        [],
        collected,
        rules=RULES,
        today=TODAY,
        locked=(),
        ran=RULES.keys(),
        counts=lambda id_, path: (id_, path) != ("silo", "chat.yaml"),
    )
    assert not problems


def test_an_unknown_rule_is_told_at_its_name() -> None:
    told, problems = commented(BESIDE + "allow[handof-loop, silo] why", "silo")
    assert told == ["waived: why"]
    assert names(problems) == ["waiver-unknown-rule/near"]
    assert problems[0].facts == {"id": "handof-loop", "near": "handoff-loop"}
    span = problems[0].at.span()
    assert (span.line, span.end_column - span.column) == (2, len("handof-loop"))


def test_a_category_is_no_rule_to_waive() -> None:
    told, problems = commented(BESIDE + "allow[handoffs] why", "silo")
    assert told == ["new"]
    assert [p.rule for p in problems] == ["waiver-unknown-rule"]


def test_a_locked_rule_is_not_excused() -> None:
    told, problems = commented(BESIDE + "allow[silo] why", "silo", locked=frozenset({"silo"}))
    assert told == ["new"]
    assert names(problems) == ["waiver-of-locked-rule"]
    told, problems = commented(BESIDE + "allow[grave] why", "grave")
    assert told == ["new"]
    assert names(problems) == ["waiver-of-locked-rule"]


def test_rules_about_waivers_cannot_be_waived() -> None:
    told, problems = commented(BESIDE + "allow[waiver-unused] why", "waiver-unused")
    assert told == ["new"]
    assert names(problems) == ["waiver-of-locked-rule/of-waivers"]


@pytest.mark.parametrize(
    "written",
    [
        "# cxlint allow",
        "# cxlint allow[silo] why",
        "# cxlint: alow[silo] why",
        "# cxlint alow[silo] why",
        "# cxlint: ignore",
        "# cxlint: ignore[silo] why",
        "# cxlint ignore silo",
        "# cxlint-disable silo",
        "# cxlint: allow silo because",
        "# cxlint: allow[] why",
        "# cxlint: allow[silo,] why",
        "# cxlint: allow[silo why",
        "# cxlint:",
        "# cxlint: Allow[silo] why",
    ],
)
def test_what_was_meant_as_a_waiver_is_never_passed_over(written: str) -> None:
    told, problems = commented(BESIDE.partition("#")[0] + written, "silo")
    assert told == ["new"]
    assert names(problems) == ["waiver-malformed"]


@pytest.mark.parametrize(
    "written",
    [
        "# cxlint reads this file every morning",
        "# cxlint-policy 0.1 and cxlint.yaml are set up by the platform team",
        "# write `# cxlint: allow[rule] reason` to accept a finding",
        "# see docs#cxlint: allow[silo]",
        "# cxlint ignores what it cannot see",
    ],
)
def test_prose_is_no_waiver(written: str) -> None:
    _, problems = commented(BESIDE.partition("#")[0] + written, "silo")
    assert not problems


QUOTED = """\
scripts:
  a: "first # cxlint: allow[silo] no
    # cxlint: alow[silo] no"
  b: 'it # cxlint: ignore'
  c: |  # cxlint: allow[silo] yes
    text
    # cxlint: allow[silo] no

    # cxlint: allow[silo] no
  # cxlint: allow[silo] yes
  d: >-
    # cxlint: allow
  e: plain words  # cxlint: allow[silo] yes
  f: {g: [h, "# cxlint: allow"]}
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_text_in_scalars_is_no_comment(newline: str) -> None:
    document = one(QUOTED.replace("\n", newline))
    assert [(c.text, c.covered_line) for c in directives(document)] == [
        (": allow[silo] yes", 5),
        (": allow[silo] yes", 11),
        (": allow[silo] yes", 13),
    ]


def test_a_file_in_which_only_text_names_the_tool_has_no_comments() -> None:
    assert list(directives(one('a: "b # cxlint: allow"\n'))) == []


def test_odd_characters_do_not_move_places() -> None:
    document = one('\ufeffa: "\u2028\U0001f600\x85"  # cxlint: allow[silo] why\nb: "# cxlint: x"\n')
    (waiver,) = comment_waivers([document]).waivers
    span = waiver.names[0][1].span()
    assert (waiver.line, document.line(1)[span.column - 1 : span.end_column - 1]) == (1, "silo")


def test_all_documents_of_a_file_are_looked_at_once() -> None:
    documents = parse("chat.yaml", b"a: 1\n---\nb: 2  # cxlint: allow[silo] why\n")
    assert [waiver.line for waiver in comment_waivers(documents).waivers] == [3]


def test_a_file_that_cannot_be_read_has_no_waivers() -> None:
    documents = parse("chat.yaml", b"a: 1  # cxlint: allow[silo] why\nb: [\n")
    assert comment_waivers(documents) == WaiverSet()


PIECES = (
    "a: ~b: ~- ~# cxlint~: allow[silo]~ why~\n~\n  ~  ~\"~'~|~>-~#~[~]~{~}~,~---\n~\r~\u2028~\x85"
    "~\U0001f600~&x ~*x~!!str ~\t~word"
)


@given(st.lists(st.sampled_from(PIECES.split("~")), max_size=30).map("".join))
def test_a_comment_is_what_can_be_left_out_without_changing_what_is_said(text: str) -> None:
    documents = parse("chat.yaml", text.encode())
    collected = comment_waivers(documents)
    if any(problem.rule == "unreadable-file" for one in documents for problem in one.problems):
        assert collected == WaiverSet()
        return
    for comment in directives(documents[0]):
        without = text[: comment.start] + "#" + text[comment.end :]
        again = parse("chat.yaml", without.encode())
        assert [one.data for one in again] == [one.data for one in documents]


def entries(text: str) -> WaiverSet:
    document = one(text)
    listed = document.data["waivers"]  # type: ignore[index,call-overload]
    return entry_waivers(
        Entity("waiver", str(number), data, document, ("waivers", number))
        for number, data in enumerate(listed)
    )


def entry(**changed: str) -> str:
    said = {
        "rule": "silo",
        "at": "channel/chat",
        "owner": "head of service",
        "reason": "one desk from March",
        "expires": "2026-12-31",
        "approved_by": "board",
    }
    said.update(changed)
    lines = "\n    ".join(f"{key}: {value}" for key, value in said.items() if value)
    return f"waivers:\n  - {lines}\n"


CHAT = one("channels:\n  chat: {kind: chat, goes_to: bot}\n")


def test_an_entry_excuses_findings_about_its_entity() -> None:
    silo = found("silo", CHAT, "channels", "chat")
    other = silo._replace(entity="channel/mail")
    told, problems = judge([silo, other], entries(entry()))
    assert told == [
        "waived: one desk from March (owner head of service, approved by board, until 2026-12-31)",
        "new",
    ]
    assert not problems


def test_an_entry_may_name_several_entities_and_each_must_be_needed() -> None:
    silo = found("silo", CHAT, "channels", "chat")
    told, problems = judge([silo], entries(entry(at="[channel/chat, channel/mail]")))
    assert told[0].startswith("waived")
    assert names(problems) == ["waiver-unused/partly"]
    assert problems[0].facts["where"] == "at channel/mail"


def test_an_unused_entry_shows_what_it_may_have_been_meant_for() -> None:
    silo = found("silo", CHAT, "channels", "chat")
    told, problems = judge([silo], entries(entry(at="channels/chat")))
    assert told == ["new"]
    assert names(problems) == ["waiver-unused"]
    assert [at.span().line for at, _ in problems[0].related] == [2]


@pytest.mark.parametrize(
    ("day", "status"), [("2026-11-20", "new"), ("2026-11-21", "waived"), ("2026-11-22", "waived")]
)
def test_an_entry_holds_through_its_last_day(day: str, status: str) -> None:
    told, problems = judge([found("silo", CHAT, "channels", "chat")], entries(entry(expires=day)))
    assert told[0].partition(":")[0] == status
    assert names(problems) == (["waiver-expired"] if status == "new" else [])


def test_an_entry_without_a_reason_does_not_excuse() -> None:
    told, problems = judge([found("silo", CHAT, "channels", "chat")], entries(entry(reason="")))
    assert told == ["new"]
    assert names(problems) == ["waiver-without-reason"]


def test_an_incomplete_entry_says_what_it_lacks() -> None:
    collected = entries(entry(owner="", expires="", approved_by=""))
    told, problems = judge([found("silo", CHAT, "channels", "chat")], collected)
    assert told == ["waived: one desk from March"]
    assert names(problems) == ["waiver-incomplete"]
    assert problems[0].facts["missing"] == ["owner", "expires", "approved_by"]


def test_nobody_approves_a_waiver_of_their_own() -> None:
    _, problems = judge(
        [found("silo", CHAT, "channels", "chat")], entries(entry(approved_by="Head of Service"))
    )
    assert names(problems) == ["waiver-incomplete/self-approved"]
    assert problems[0].at.span().line == 7


def test_a_graph_finding_is_excused_where_it_points_and_nowhere_else() -> None:
    text = (
        "handoffs:\n"
        "  - {from: a, to: b}\n"
        "  - {from: b, to: a}  # cxlint: allow[handoff-loop] other arc of the circle\n"
    )
    document = one(text)
    loop = found("handoff-loop", document, "handoffs", 0, "to", entity="step/a")
    told, problems = judge([loop], comment_waivers([document]))
    assert told == ["new"]
    assert names(problems) == ["waiver-unused"]
    assert problems[0].related[0][0].span().line == 2


def shared_by(number: int) -> Finding:
    """Return a finding that says the same of several channels, and points to the first."""
    text = "channels:\n" + "".join(f"  c{n}: {{kind: chat}}\n" for n in range(number))
    document = one(text)
    first, *others = (At(document, ("channels", f"c{n}")) for n in range(number))
    members = tuple(f"channel/c{n}" for n in range(number))
    finding = found("silo", document, *first.path, entity="channel/c0")
    return finding._replace(
        cause=Hit(first, "channel/c0", members=members),
        related=tuple(Spot(at.document.path, at.span(), "") for at in others),
    )


@pytest.mark.parametrize("member", [1, 2, 3, 19])
def test_a_waiver_at_another_of_several_things_is_told_where_to_go(member: int) -> None:
    told, problems = judge([shared_by(20)], entries(entry(at=f"channel/c{member}")))
    assert told == ["new"]
    assert names(problems) == ["waiver-unused/shared"]
    assert problems[0].facts["place"] == ["channel/c0"]


def test_a_comment_at_another_of_several_things_is_told_where_to_go() -> None:
    finding = shared_by(20)
    line = "  c15: {kind: chat}"
    text = finding.document.text.replace(line, f"{line}  # cxlint: allow[silo] a reason")
    told, problems = judge([finding], comment_waivers([one(text)]))
    assert (told, names(problems)) == (["new"], ["waiver-unused/shared"])


def test_a_waiver_at_all_of_several_things_is_of_use_in_all_its_parts() -> None:
    everywhere = "[channel/c1, channel/c0, channel/c2]"
    told, problems = judge([shared_by(3)], entries(entry(at=everywhere)))
    assert told[0].startswith("waived")
    assert not problems


def test_a_waiver_at_what_shares_nothing_is_unused_as_ever() -> None:
    told, problems = judge([shared_by(3)], entries(entry(at="channel/c3")))
    assert (told, names(problems)) == (["new"], ["waiver-unused"])
    told, problems = judge([shared_by(3)], entries(entry(at="[channel/c0, channel/c3]")))
    assert names(problems) == ["waiver-unused/partly"]


def test_the_rule_files_have_a_message_for_every_case() -> None:
    cases: dict[str, set[str]] = {}
    for problem in (
        *commented(BESIDE + "allow[silo]", "silo")[1],
        *commented(BESIDE + "allow[silo] a")[1],
        *commented(BESIDE + "allow[silo, fee-hidden] a", "silo")[1],
        *commented(BESIDE + "allow[silos, qqq] a")[1],
        *commented(BESIDE + "allow[grave, waiver-unused] a")[1],
        *commented(BESIDE + "alow")[1],
        *judge([], entries(entry(expires="2020-01-01")))[1],
        *judge([], entries(entry(owner="", at="")))[1],
        *judge([], entries(entry(owner="board")))[1],
        *judge([shared_by(3)], entries(entry(at="channel/c2")))[1],
    ):
        cases.setdefault(problem.rule, set()).add(problem.case)
        data = parse("", Path(f"rules/waivers/{problem.rule}.yaml").read_bytes())[0].data
        assert isinstance(data, dict)
        message = data["message"] if isinstance(data["message"], dict) else {"": data["message"]}
        assert message[problem.case].format_map(problem.facts)
        assert data["remedy"].format_map(problem.facts)
    assert cases == {
        "waiver-without-reason": {""},
        "waiver-unused": {"", "partly", "shared"},
        "waiver-unknown-rule": {"", "near"},
        "waiver-of-locked-rule": {"", "of-waivers"},
        "waiver-malformed": {""},
        "waiver-expired": {""},
        "waiver-incomplete": {"", "self-approved"},
    }


def test_places_of_problems_are_places() -> None:
    _, problems = commented(BESIDE + "allow[x, silo] a")
    assert all(isinstance(problem.at, At) for problem in problems)


def test_a_category_in_a_waiver_is_told_that_it_is_one() -> None:
    document = one("chat: 1  # cxlint: allow[handoffs] because\n")
    _, problems = judge([], comment_waivers([document]))
    assert names(problems) == ["waiver-unknown-rule/category"]


def test_an_unused_waiver_shows_what_is_spelt_much_like_what_it_names() -> None:
    document = one("channels: {hotline: {}, chat: {}}\n")
    findings = [
        found("silo", document, "channels", "hotline", entity="channel/hotline"),
        found("silo", document, "channels", "chat", entity="channel/chat"),
    ]
    _, problems = judge(findings, entries(entry(at="channel/hotlin")))
    assert names(problems) == ["waiver-unused"]
    assert [label for _, label in problems[0].related] == ["silo finds channel/hotline"]
