"""Flows: who is cut off where, what counts as help, and what makes one finding of many."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from policies import network

from cxlint.graph.outcomes_ahead import onward
from cxlint.linting.checks.dead_ends.cut_off import cut_off
from cxlint.linting.checks.dead_ends.no_outcome import no_outcome
from cxlint.linting.checks.dead_ends.undescribed import undescribed
from cxlint.linting.checks.dead_ends.unreached import unreached
from cxlint.linting.checks.menus.broken_offer import broken_offer
from cxlint.linting.checks.menus.same_choice import same_choice
from cxlint.linting.model.finding import Hit

SILENT = """\
channels: {line: {kind: voice, goes_to: menu}}
steps:
  menu: {kind: menu, options: [{say: orders, goes_to: care}], on_timeout: next}
  next: {kind: message, says: Goodbye., goes_to: over}
teams: {care: {seats: 4}}
outcomes: {over: {kind: ended}}
"""


def cut(text: str, *moves: str, **more: object) -> list[Hit]:
    return list(cut_off(network(text), moves=moves or ("timeout", "failure"), **more))  # type: ignore[arg-type]


def test_silence_that_only_leads_to_the_end_is_told_with_what_is_said_before() -> None:
    (hit,) = cut(SILENT)
    assert (hit.entity, hit.case) == ("step/menu", "told")
    assert hit.at.path == ("steps", "menu", "on_timeout")
    assert hit.facts["places"] == ["menu"]


@pytest.mark.parametrize(
    "following",
    [
        "{kind: voicemail, goes_to: over}",
        "{kind: callback}",
        "{kind: work, by: care}",
        "{kind: elsewhere}",
        "{kind: unknown, goes_to: over}",
        "{kind: message, goes_to: [over, care]}",
        "{kind: menu, options: [{say: again, goes_to: menu}]}",
        "{kind: message, goes_to: line}",
        "{kind: message, goes_to: resolved}",
        "{kind: transfer, goes_to: care}",
        "{kind: branch, goes_to: over, on_failure: care}",
        "{kind: message, goes_to: nowhere-known}",
    ],
)
def test_whoever_finds_people_a_choice_or_another_way_is_not_cut_off(following: str) -> None:
    assert not cut(SILENT.replace("{kind: message, says: Goodbye., goes_to: over}", following))


def test_a_way_that_only_a_further_fault_opens_is_none() -> None:
    text = SILENT.replace("goes_to: over}", "goes_to: over, on_error: care}")
    assert len(cut(text)) == 1


def test_places_to_which_no_channel_leads_are_left_alone() -> None:
    assert not cut(SILENT.replace("channels: {line: {kind: voice, goes_to: menu}}\n", ""))


def test_after_a_survey_nothing_better_was_to_be_had() -> None:
    assert not cut(SILENT.replace("goes_to: care}]", "goes_to: next}]"))


@pytest.mark.parametrize(
    ("says", "case"),
    [
        ("Goodbye.", "told"),
        ("We are there from 9 am.", "pointed"),
        ("Wir sind Montag bis Freitag da.", "pointed"),
        ("Fermé, revenez lundi.", "pointed"),
        ("See example.com", "pointed"),
        ("Write to help@example.org", "pointed"),
        ("Call 0800 555-0199", "pointed"),
        ("In 24 steps you are done with version 2.0", "told"),
    ],
)
def test_a_text_that_names_a_time_or_another_way_is_told_apart(says: str, case: str) -> None:
    (hit,) = cut(SILENT.replace("Goodbye.", f'"{says}"'))
    assert hit.case == case


def test_a_graver_or_milder_case_and_no_cases_at_all() -> None:
    (hit,) = cut(SILENT, severities={"told": "info"})
    assert hit.severity == "info"
    (hit,) = cut(SILENT, apart=False)
    assert (hit.case, hit.severity) == ("", None)


def test_only_steps_of_the_kinds_that_are_meant() -> None:
    assert cut(SILENT, kinds=["menu"])
    assert not cut(SILENT, kinds=["bot"])


def test_a_branch_behind_a_menu_belongs_to_the_menu() -> None:
    text = SILENT.replace("on_timeout: next", "goes_to: which").replace(
        "  next:", "  which: {kind: branch, goes_to: care, on_failure: next}\n  next:"
    )
    (hit,) = cut(text, kinds=["menu"])
    assert hit.entity == "step/menu"
    assert hit.at.path == ("steps", "which", "on_failure")
    shared = text.replace("goes_to: menu}", "goes_to: [menu, which]}")
    assert not cut(shared, kinds=["menu"])


def test_many_of_one_file_are_one_finding() -> None:
    menus = "".join(f"  m{n}: {{kind: menu, goes_to: care, on_timeout: over}}\n" for n in range(9))
    text = f"""\
channels: {{line: {{kind: voice, goes_to: [{", ".join(f"m{n}" for n in range(9))}]}}}}
steps:
{menus}teams: {{care: {{seats: 4}}}}
outcomes: {{over: {{kind: ended}}}}
"""
    (hit,) = cut(text)
    assert hit.facts["number"] == 9
    assert hit.facts["places"] == ["m0", "m1", "m2", "6 more places"]
    assert [label for _, label in hit.related] == [f"m{n}" for n in range(1, 9)]


def test_two_moves_of_one_menu_are_one_place() -> None:
    (hit,) = cut(SILENT.replace("on_timeout: next", "on_timeout: next, on_failure: next"))
    assert hit.facts["number"] == 1
    assert not hit.related


OFFERS = {"en": ["connect you"], "de": ["verbinde Sie"]}
NOT = {"en": ["cannot"], "de": ["nicht"]}


def offers(text: str) -> list[str]:
    return [
        str(hit.facts["phrase"]) for hit in broken_offer(network(text), phrases=OFFERS, unless=NOT)
    ]


def announcing(says: str, goes_to: str = "over") -> str:
    return f"""\
channels: {{line: {{kind: voice, goes_to: say}}}}
steps: {{say: {{kind: message, says: "{says}", goes_to: {goes_to}}}}}
teams: {{care: {{seats: 4}}, nobody: {{seats: 0}}}}
outcomes: {{over: {{kind: ended}}}}
"""


def test_an_announcement_counts_where_nobody_is_reached() -> None:
    assert offers(announcing("I connect you now.")) == ["connect you"]
    assert offers(announcing("Ich verbinde Sie.")) == ["verbinde Sie"]
    assert offers(announcing("I connect you now.", "nobody")) == ["connect you"]
    assert not offers(announcing("I connect you now.", "care"))
    assert not offers(announcing("I connect you now.", "line"))
    assert not offers(announcing("I cannot connect you."))
    assert not offers(announcing("I connect you now.").replace("goes_to: say", "name: x"))


def choices(text: str) -> list[tuple[str, str]]:
    return [(hit.entity, hit.case) for hit in same_choice(network(text), languages=["english"])]


MENU = """\
channels: {{line: {{kind: voice, goes_to: menu}}}}
steps:
  menu: {{kind: menu, options: [{{say: a, goes_to: {a}}}, {{say: b, goes_to: {b}}}]}}
  note-a: {{kind: task, goes_to: care}}
  note-b: {{kind: task, goes_to: care}}
  fork: {{kind: branch, goes_to: [care, over]}}
  round-and-round: {{kind: task, goes_to: round-and-round}}
teams: {{care: {{seats: 4}}}}
outcomes: {{over: {{kind: ended}}}}
"""


@pytest.mark.parametrize(
    ("a", "b", "told"),
    [
        ("care", "care", [("step/menu", "")]),
        ("note-a", "note-a", [("step/menu", "")]),
        ("note-a", "note-b", [("step/menu", "noted")]),
        ("note-a", "care", [("step/menu", "noted")]),
        ("care", "menu", []),
        ("over", "over", []),
        ("fork", "care", []),
        ("round-and-round", "care", []),
    ],
)
def test_choices_that_come_to_one_place(a: str, b: str, told: list[tuple[str, str]]) -> None:
    assert choices(MENU.format(a=a, b=b)) == told


def test_what_a_branch_behind_a_menu_looks_at_are_its_choices() -> None:
    text = MENU.format(a="care", b="care").replace(
        "kind: menu, options", "kind: menu, goes_to: keyed}\n  keyed: {kind: branch, options"
    )
    assert choices(text) == [("step/menu", "")]


def lost(text: str) -> list[object]:
    return [hit.facts["places"] for hit in unreached(network(text), found=["page"])]


def test_steps_that_nothing_leads_to_are_told_once_a_file() -> None:
    text = MENU.format(a="care", b="note-a")
    assert lost(text) == [["fork", "note-b", "round-and-round"]]
    assert not lost(text.replace("goes_to: menu", "name: x"))
    found = text.replace("kind: task", "kind: page").replace("kind: branch", "kind: page")
    assert not lost(found)


def test_it_does_not_matter_in_which_file_a_lost_step_stands() -> None:
    inside = "steps: {a: {kind: task, goes_to: b}, b: {kind: task, goes_to: a}}"
    (hit,) = unreached(network(SILENT, inside), found=[])
    assert hit.facts["places"] == ["a", "b"]


def test_where_steps_may_be_missing_nothing_is_called_unreached() -> None:
    assert not list(unreached(network(MENU.format(a="care", b="care"), "steps: [a\n"), found=[]))


def test_undescribed_steps_count_where_customers_come_to_them() -> None:
    text = SILENT.replace("kind: message", "kind: elsewhere")
    (hit,) = undescribed(network(text), kinds=["elsewhere"])
    assert hit.entity == "step/next"
    assert not list(undescribed(network(text), kinds=["unknown"]))
    alone = text.replace("goes_to: menu", "name: x")
    assert not list(undescribed(network(alone), kinds=["elsewhere"]))
    back = text.replace("kind: elsewhere", "kind: elsewhere, leads_back: true")
    assert back != text
    assert not list(undescribed(network(back), kinds=["elsewhere"]))


@pytest.mark.parametrize(
    ("choice", "told"), [("bills", 1), ("good-bye", 1), ("end_call", 0), ("To hang up", 0)]
)
def test_a_choice_that_hangs_up_is_fine_where_that_is_the_choice(choice: str, told: int) -> None:
    text = SILENT.replace("options: [", f"options: [{{say: {choice}, goes_to: over}}, ")
    hits = list(no_outcome(network(text), goodbyes=["end call", "hang up"]))
    assert len(hits) == told


KINDS = ["menu", "message", "task", "branch", "voicemail", "elsewhere", "transfer", "form"]
NAMES = ["a", "b", "c", "d", "care", "over", "line"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(KINDS),
            *(st.none() | st.sampled_from(NAMES) for _ in range(4)),
        ),
        min_size=4,
        max_size=4,
    )
)
def test_nobody_is_called_cut_off_whom_a_walk_finds_help_for(
    steps: list[tuple[str | None, ...]],
) -> None:
    keys = ("goes_to", "on_timeout", "on_error", "on_failure")
    lines = [
        f"  {name}: {{kind: {kind}"
        + "".join(f", {key}: {to}" for key, to in zip(keys, targets, strict=True) if to)
        + "}\n"
        for name, (kind, *targets) in zip("abcd", steps, strict=True)
    ]
    made = network(
        "channels: {line: {kind: voice, goes_to: a}}\nsteps:\n"
        + "".join(lines)
        + "teams: {care: {seats: 2}}\noutcomes: {over: {kind: ended}}\n"
    )
    left = onward(made)
    for move in made.moves:
        if not left.cuts_off(move):
            continue
        seen, ends = {move.target.id}, False
        walk = [move.target]
        for node in walk:
            ends = ends or node.id == "over"
            assert node.id not in ("care", "line")
            assert node.kind == "outcome" or node.entity is not None
            assert not node.is_person
            for further in made.leaving[node.number]:
                if further.kind != "error" and further.target.id not in seen:
                    seen.add(further.target.id)
                    walk.append(further.target)
        assert ends


def test_what_is_left_is_worked_out_once() -> None:
    made = network(SILENT)
    assert onward(made) is onward(made)
    assert onward(network(SILENT)) is not onward(made)


def test_what_is_said_of_several_places_is_true_of_each() -> None:
    text = """\
channels: {line: {kind: voice, goes_to: first}}
steps:
  first: {kind: menu, options: [{say: orders, goes_to: second}, {say: bills, goes_to: second}]}
  second: {kind: menu, options: [{say: new, goes_to: care}, {say: old, goes_to: care}]}
  third: {kind: menu, options: [{say: one, goes_to: care}, {say: two, goes_to: care}]}
teams: {care: {seats: 4}}
"""
    told = {
        (*hit.facts["places"], hit.facts["target"])  # type: ignore[misc]
        for hit in same_choice(network(text), languages=[])
    }
    assert told == {("first", "second"), ("second", "third", "care")}


SENT = """\
steps:
  from-agents: {kind: task, from_elsewhere: true, goes_to: to-care}
  to-care: {kind: transfer, goes_to: care, on_full: over, on_error: over}
teams: {care: {seats: 4}}
outcomes: {over: {kind: ended}}
"""


def test_whoever_is_sent_here_from_elsewhere_finds_a_queue_full_all_the_same() -> None:
    assert [hit.entity for hit in cut(SENT, "full")] == ["step/to-care"]
    assert not cut(SENT, "error")  # where they came from may take them back
    assert not cut(SENT.replace("from_elsewhere: true, ", ""), "full")


def test_what_breaks_where_only_the_unknown_follows_is_not_known_to_cost_anything() -> None:
    text = """\
    channels: {line: {kind: voice, goes_to: look-up}}
    steps:
      look-up: {kind: task, goes_to: other, on_error: over, on_full: over}
      other: {kind: elsewhere}
    outcomes: {over: {kind: ended}}
    """
    assert not cut(text, "error")
    assert cut(text, "full")
    assert cut(
        text.replace("goes_to: other", "goes_to: [other, care]") + "teams: {care: {}}", "error"
    )


def test_a_channel_that_repeats_what_a_step_does_is_not_told_beside_it() -> None:
    text = """\
    channels: {line: {kind: voice, goes_to: open, closed: {goes_to: over}}}
    steps: {open: {kind: branch, goes_to: care, on_closed: over}}
    teams: {care: {seats: 4}}
    outcomes: {over: {kind: ended}}
    """
    (hit,) = cut(text, "closed")
    assert hit.facts["places"] == ["open"]
    (hit,) = cut(text.replace(", on_closed: over", ""), "closed")
    assert hit.facts["places"] == ["line"]


@pytest.mark.parametrize("kind", ["bot", "form"])
def test_what_is_said_to_a_bot_may_be_anything_else_as_well(kind: str) -> None:
    text = f"""
    channels: {{chat: {{kind: chat, goes_to: talk}}}}
    steps:
      talk:
        kind: {kind}
        options: [{{say: agent, goes_to: care}}, {{say: text, goes_to: care}}]
        on_failure: sorry
      sorry: {{kind: message, says: Sorry., goes_to: over}}
    teams: {{care: {{seats: 4}}}}
    outcomes: {{over: {{kind: ended}}}}
    """
    assert not list(same_choice(network(text), languages=[]))
    assert list(same_choice(network(text.replace(f"kind: {kind}", "kind: menu")), languages=[]))
    assert list(
        same_choice(network(text.replace("on_failure: sorry", "on_failure: care")), languages=[])
    )


@pytest.mark.parametrize(
    ("says", "cuts"),
    [
        ("Press 1 for orders. Otherwise, you can now hang up.", 0),
        ("Were you helped? If not, press 1, or hang up.", 0),
        ("Drücken Sie die 1, oder Sie legen einfach auf; auch können Sie jetzt auflegen.", 0),
        ("Tapez 1, sinon vous pouvez raccrocher.", 0),
        ("Pulse 1; si no, puede colgar.", 0),
        ("Press 1 for orders. Please do not hang up.", 1),
        ("If this is an emergency, you can hang up and dial 911. Press 1 for orders.", 1),
        ("Press 1 for orders or 2 to hang up.", 1),
    ],
)
def test_whoever_may_simply_hang_up_gives_an_answer_by_silence(says: str, cuts: int) -> None:
    assert len(cut(SILENT.replace("kind: menu,", f"kind: menu, says: '{says}',"))) == cuts
