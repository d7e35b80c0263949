"""Long lists and paths in a sentence."""

from __future__ import annotations

import pytest

from cxlint.sentence_lists import LONGEST_PATH, shorten_list, shorten_path, shorten_path_ahead

NAMES = [f"p{number}" for number in range(1200)]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, []),
        (3, ["p0", "p1", "p2"]),
        (4, ["p0", "p1", "p2", "1 more"]),
        (9, ["p0", "p1", "p2", "6 more"]),
    ],
)
def test_the_first_few_are_named_and_the_rest_is_counted(number: int, said: list[str]) -> None:
    assert shorten_list(NAMES[:number], 3) == said


def test_a_list_that_is_little_longer_is_named_whole() -> None:
    assert shorten_list(NAMES[:4], 3, longest=4) == NAMES[:4]
    assert shorten_list(NAMES[:5], 3, longest=4) == ["p0", "p1", "p2", "2 more"]


def test_how_many_more_is_said_in_the_words_of_whoever_asks() -> None:
    assert shorten_list(NAMES, 1, rest="and {:,} more places") == ["p0", "and 1,199 more places"]


def test_a_short_path_is_told_whole() -> None:
    path = NAMES[:LONGEST_PATH]
    assert shorten_path(path) == shorten_path_ahead(path) == " -> ".join(path)
    assert shorten_path(["bot", "care"], between=" or ") == "bot or care"


def test_of_a_long_path_both_ends_are_told() -> None:
    path = NAMES[:12]
    assert shorten_path(path) == "p0 -> p1 -> p2 -> p3 -> p4 -> p5 -> (5 more) -> p11"
    assert " -> (many) -> p11" in shorten_path(path, between_ends="(many)")


def test_of_a_long_path_ahead_only_the_beginning_is_told() -> None:
    assert shorten_path_ahead(NAMES[:12]).endswith("p5 -> p6 -> (5 more)")
