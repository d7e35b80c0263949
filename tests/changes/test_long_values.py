"""Of two long values a sentence shows where they differ."""

from __future__ import annotations

from cxlint.changes.pairing.sentences import LONGEST, shorten_both

WAY = "care within 1 day, then the heads of the department within 10 business days, "


def test_what_both_begin_with_is_left_out() -> None:
    old, new = shorten_both(f"{WAY * 3}then Wed", f"{WAY * 3}then Thu")
    assert (old, new) == ("… then Wed", "… then Thu")


def test_short_values_stay_whole() -> None:
    assert shorten_both("care, then Wed", "care, then Thu") == ("care, then Wed", "care, then Thu")
    assert shorten_both(None, "care") == (None, "care")


def test_what_differs_from_the_beginning_is_cut_at_the_end() -> None:
    old, new = shorten_both("a" * 500, "b" * 500)
    assert old is not None
    assert new is not None
    assert len(old) == len(new) == LONGEST
    assert old.endswith("…")
