"""The words of a text: one form for all ways to write them."""

from __future__ import annotations

import pytest

from cxlint.linting.text.phrases.tokenizer import Wordings, templates


def words(text: str) -> list[str]:
    return Wordings().of(text).words[:-1]


PHRASE = "there's nothing I can do"


@pytest.mark.parametrize(
    "written",
    [
        "there is nothing I can do",
        "THERE’S NOTHING I CAN DO",
        "theres nothing I can do",
        "there&#39;s nothing&nbsp;I can do",
        "there&rsquo;s <b>nothing</b> I<br/>can do",
        "there's **nothing** _I_ ~~can~~ `do`",
        "there's no\u00adthing\u00a0I\u2009can\n> do",
        "[there's nothing](https://example.com/a_b) I can do",
        "there's {name} nothing {{ticket.requester.first_name}} I ${x} can %s do",
        "there's, {name}, nothing I [NAME] can <<x>> do {% if a %}",
        'there\'s "nothing" I can do',
        "THERE\u02bcS noth\u200bing ⅰ can do",
    ],
)
def test_ways_to_write_it_make_no_difference(written):
    assert words(written) == words(PHRASE)


@pytest.mark.parametrize(
    "written",
    [
        "there's nothing. I can do",
        "there's nothing, I can do",
        "there's nothing\n\nI can do",
        "- there's nothing\n- I can do",
        "there's nothing - I can do",
        "there's nothing (I can do)",
        "<p>there's nothing</p><p>I can do</p>",
        "there's nothing, {name}. I can do",
        "there's nothing more I can do",
        "there's {nothing} I can do",
        "there's nothings I can do",
    ],
)
def test_what_stands_between_words_keeps_them_apart(written):
    assert " ".join(words(PHRASE)) not in " ".join(words(written))


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("can't", "cannot"), ("can't", "can not"), ("won't", "will not"), ("I'm", "I am"),
        ("we're", "we are"), ("that's", "that is"), ("isn't", "is not"), ("don't", "do not"),
        ("we've", "we have"), ("I'll", "I will"), ("let's", "let us"), ("dont", "do not"),
        ("geht's", "geht es"), ("f\u00fcr", "fu\u0308r"), ("f&uuml;r", "FÜR"),
        ("Straße", "STRASSE"),
        ("écrivez-nous", "écrivez nous"), ("it's", "it is"),
    ],
)  # fmt: skip
def test_contractions_and_letters_have_one_form(short, long):
    assert words(short) == words(long)


def test_the_place_of_words_is_that_of_what_is_written():
    text = "Well, _there&#39;s_ **nothing** {name} I can't do."
    wording = Wordings().of(text)
    first = wording.words.index("there")
    assert text[slice(*wording.stretch(first, first + 2))] == "there&#39;s"
    assert text[slice(*wording.stretch(first, first + 4))] == "there&#39;s_ **nothing** {name} I"
    assert wording.source_text(first, first + 4) == "there's nothing I"
    assert Wordings().of("There&rsquo;s").source_text(0, 2) == "There's"


def test_the_names_of_template_variables_are_read():
    wording = Wordings().of("Hi {{ticket.firstName}} and %s, from {AGENT_NAME}")
    assert [each.words for each in templates(wording)] == [
        {"ticket", "first", "name"}, {"s"}, {"agent", "name"},
    ]  # fmt: skip


@pytest.mark.thorough
@pytest.mark.parametrize(
    "hostile",
    ["{{a", "<a", "[A", "](", "&#", "'", "a'", "\n ", "{ ", "%a", ", ", "-- ", "_", "[a_", "\n\n"],
)
def test_half_a_megabyte_that_begins_things_and_never_ends_them_is_read(hostile):
    text = hostile * (500_000 // len(hostile))
    assert len(Wordings().of(text).words) <= len(text) + 1


@pytest.mark.parametrize(
    "address",
    ["https://x.org/there-is_nothing-I-can-do", "www.x.org/there-is/nothing-I-can-do?a=b",
     "[here](https://x.org/theres-nothing-i-can-do)", "https://x/{id}/there-is-nothing-I-can-do"],
)  # fmt: skip
def test_the_words_of_an_address_are_none(address):
    assert {"nothing", "there"}.isdisjoint(words(f"see {address} now"))
    assert words(f"see {address} now")[-1] == "now"


def test_words_that_stand_where_an_address_could_begin_are_words():
    assert words("the ability/power and/or so") == [
        "the", "ability", ",", "power", "and", ",", "or", "so",
    ]  # fmt: skip
