"""What an importer draws: names that nothing else bears, and the place of every stroke."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from cxlint.importers.policy_sketch import LONGEST_ID, LONGEST_NAME, Names, tidy
from cxlint.parsing.document import Document

SOURCE = Document("a/flow.json", "{}", {})


def sketch(name: str = "Main", names: Names | None = None):
    return (names or Names()).sketch(SOURCE, name, ())


def test_an_element_always_has_the_same_id_and_no_other_has_it():
    drawn = sketch()
    ids = [drawn.id("1", "Ask"), drawn.id("2", "Ask"), drawn.id("3", "Ask"), drawn.id("1")]
    assert ids == ["Main: Ask", "Main: Ask (2)", "Main: Ask (3)", "Main: Ask"]


def test_a_hundred_thousand_elements_of_one_name_are_told_apart_at_once():
    drawn = sketch()
    ids = {drawn.id(str(number), "Play prompt") for number in range(100_000)}
    assert len(ids) == 100_000
    assert "Main: Play prompt (100000)" in ids


def test_flows_of_one_name_are_numbered():
    names = Names([("channels", "Main (2)")])
    told = [sketch("Main", names).name for _ in range(3)]
    assert told == ["Main", "Main (3)", "Main (4)"]


def test_an_element_and_a_flow_do_not_share_an_id():
    names = Names()
    assert sketch("Main", names).id("menu") == "Main: menu"
    assert sketch("Main: menu", names).name == "Main: menu (2)"
    assert sketch("Other: x", names).name == "Other: x"
    assert sketch("Other", names).id("x") == "Other: x (2)"


def test_what_is_shared_has_one_id_in_all_flows():
    names = Names()
    one, two = sketch("One", names), sketch("Two", names)
    assert one.share("teams", "Billing", {}, ()) == two.share("teams", " Billing ", {}, ())
    assert [each[1] for each in (*one.shared, *two.shared)] == ["Billing", "Billing"]


@pytest.mark.parametrize("flow_first", [True, False])
def test_a_flow_and_a_queue_of_one_name_are_two_places(flow_first):
    names = Names()
    if flow_first:
        drawn = sketch("Support", names)
        assert drawn.share("teams", "Support", {}, ()) == "Support (team)"
        assert sketch("Other", names).share("teams", "Support", {}, ()) == "Support (team)"
    else:
        assert sketch("Other", names).share("teams", "Support", {}, ()) == "Support"
        assert sketch("Support", names).name == "Support (2)"


def test_what_is_no_place_may_be_called_like_one():
    drawn = sketch("Support")
    assert drawn.share("schedules", "Support", {}, ()) == "Support"


def test_a_team_that_a_policy_file_defines_keeps_its_name():
    names = Names([("teams", "Support")])
    drawn = sketch("Support", names)
    assert drawn.name == "Support (2)"
    assert drawn.share("teams", "Support", {}, ()) == "Support"


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("a/b\n c", "a b c"),
        ("", "unnamed"),
        (" / ", "unnamed"),
        ("<< x", "x"),
        ("x-ray", "x ray"),
        ("y" * 200, "y" * (LONGEST_ID - 1) + "…"),
    ],
)
def test_ids_are_tidy(said, known):
    assert tidy(said) == known


@given(st.text(max_size=120))
def test_whatever_something_is_called_its_id_is_one(said):
    known = tidy(said)
    assert known
    assert len(known) <= LONGEST_ID
    assert "/" not in known
    assert "\n" not in known
    assert not known.startswith(("x-", "<"))
    assert len(sketch(said).name) <= LONGEST_NAME


def test_every_stroke_has_its_place():
    drawn = sketch()
    drawn.enter("channel", {"kind": "voice"}, (1,))
    drawn.put("steps", drawn.id("a"), {"kind": "menu"}, (2,))
    drawn.place(("steps", "Main: a", "goes_to"), (3,))
    address = drawn.add("handoffs", {"from": "x"}, (4,))
    assert address == ("handoffs", 0)
    assert drawn.origins == {
        (): (),
        ("channels", "Main"): (1,),
        ("steps", "Main: a"): (2,),
        ("steps", "Main: a", "goes_to"): (3,),
        ("handoffs", 0): (4,),
    }
    assert drawn.data["channels"] == {"Main": {"kind": "voice"}}


def test_words_that_say_nothing_name_nothing():
    drawn = Names().sketch(SOURCE, "Main", (), "", "arn:1")
    drawn.lead(("steps", "a", "goes_to"), "", "b")
    drawn.known_as("Billing", "", "+1")
    assert drawn.also == ("Main", "arn:1")
    assert drawn.leads[0].words == ("b",)
    assert drawn.known == [("+1", "Billing")]
