"""Carets stand under what they mark, whatever stands before it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cxlint.parsing.document import Span
from cxlint.reporting.writing.control_characters import cells, columns
from cxlint.reporting.writing.excerpt import excerpt


def marked(line: str, start: int, end: int, width: int = 72) -> tuple[str, str]:
    pair = excerpt(line, Span(1, start + 1, 1, end + 1), width)
    assert pair is not None
    return pair


def above(shown: str, carets: str) -> str:
    """Return what stands above the carets, by columns."""
    first = len(carets) - len(carets.lstrip())
    column, kept = 0, ""
    for ch in shown:
        if first <= column < len(carets):
            kept += ch
        column += columns(ch)
    return kept


def test_plain() -> None:
    assert marked("  - {from: a, to: b}", 5, 9) == ("  - {from: a, to: b}", "     ^^^^")


def test_tabs() -> None:
    assert marked("a:\tb", 3, 4) == ("a:    b", "      ^")


def test_wide_and_combining_characters() -> None:
    assert marked("受付: cafe\u0301 x", 4, 9) == ("受付: cafe\u0301 x", "      ^^^^")


def test_control_characters() -> None:
    assert marked("a\x1bb c", 2, 3) == ("a\\x1bb c", "     ^")


def test_ci_commands() -> None:
    assert marked("a ##[error]b", 11, 12) == ("a #\\#[error]b", "            ^")


def test_a_long_line_is_cut_on_both_sides() -> None:
    line = f"{'a' * 500}MARK{'b' * 500}"
    shown, carets = marked(line, 500, 504)
    assert shown.startswith("…aaa")
    assert shown.endswith("bbb…")
    assert above(shown, carets) == "MARK"
    assert columns(shown) <= 72


def test_a_long_mark_shows_its_beginning() -> None:
    shown, carets = marked(f"key: {'v' * 500}", 5, 505)
    assert shown.startswith("key: vvv")
    assert shown.endswith("…")
    assert columns(shown) == len(carets) == 72


def test_a_mark_at_the_end_of_a_long_line() -> None:
    shown, carets = marked(f"{'a' * 500} end", 501, 504)
    assert above(shown, carets) == "end"
    assert not shown.endswith("…")


def test_a_place_of_no_length_or_beyond_the_line_has_one_caret() -> None:
    assert marked("abc", 1, 1) == ("abc", " ^")
    assert marked("abc", 9, 12) == ("abc", "   ^")


def test_a_place_over_several_lines_is_marked_to_the_end_of_the_first() -> None:
    assert excerpt("say: |  ", Span(1, 6, 3, 2), 72) == ("say: |", "     ^")


def test_a_blank_line_has_none() -> None:
    assert excerpt("  ", Span(1, 1, 1, 2), 72) is None


@given(
    st.text(alphabet=st.sampled_from("ab: \t受\u0301\x1b注é#[🙂"), min_size=1, max_size=300),
    st.data(),
)
def test_carets_are_under_the_mark(line: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(line) - 1))
    end = data.draw(st.integers(start + 1, len(line)))
    width = data.draw(st.integers(20, 100))
    pair = excerpt(line, Span(1, start + 1, 1, end + 1), width)
    if pair is None:
        assert not line.strip()
        return
    shown, carets = pair
    assert columns(shown) <= width
    assert len(carets) <= width
    seen = "".join(cells(line)[start:end])
    visible = above(shown, carets).rstrip("…").lstrip("\u0301")
    if not columns(seen):
        return
    assert seen.lstrip("\u0301").startswith(visible.rstrip())
    if columns("".join(cells(line))) <= width:
        assert carets.strip() == "^" * columns(seen)


def test_an_accent_at_the_edge_has_its_caret_within_the_width() -> None:
    line = f"{':' * 13}\x1b\x1b\u0301"
    shown, carets = excerpt(line, Span(1, 16, 1, 17), 20) or ("", "")
    assert columns(shown) <= 20
    assert carets.endswith("^")
    assert len(carets) <= 20
