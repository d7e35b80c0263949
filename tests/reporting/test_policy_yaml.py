"""What an import writes reads back as what was imported."""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis import example, given

from cxlint.importers.policy_sketch import tidy
from cxlint.parsing.document import Document, Origins, parse
from cxlint.reporting.writing.policy_yaml import WIDTH, policy_text

TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff\x00"), max_size=30
) | st.sampled_from(
    ["yes", "null", "1.5", "- a", "# no", "a: b", "x\ny\n", " lead", "12:30", "w " * 80, "é\u2028"]
)
SCALAR = TEXT | st.integers() | st.booleans() | st.none()
ID = (TEXT | st.just("a queue of a rather long name, " * 8)).map(
    lambda text: tidy(text) + tidy(text) if len(text) > 99 else tidy(text)
)
INNER = st.recursive(
    SCALAR,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ID, inner, max_size=3),
    max_leaves=6,
)
ENTITY = st.dictionaries(st.sampled_from(["kind", "says", "options", "goes_to"]), INNER)
POLICY = st.fixed_dictionaries(
    {},
    optional={
        "steps": st.dictionaries(ID, ENTITY, min_size=1, max_size=3),
        "schedules": st.dictionaries(ID, ENTITY | TEXT, min_size=1, max_size=3),
        "handoffs": st.lists(ENTITY, min_size=1, max_size=3),
    },
)


@given(POLICY)
@example({"handoffs": [{"kind": ["one\n\ntwo", {"long " * 20: ""}]}]})
def test_what_is_written_reads_back_the_same(data):
    text = policy_text([Document("flow.json", "{}", data)], ["Made of flow.json."])
    (back,) = parse("policy.yaml", text.encode())
    if data:
        assert back.problems == []
        assert back.data == data


def test_every_part_has_its_origin_and_lines_are_not_long():
    source = Document("flow.json", "{\n{\n}", {})
    lines = source.lines

    class Flow:
        def span(self, place):
            return lines.span(place, place)

    data = {"steps": {"a": {"kind": "menu", "says": "word " * 40, "options": [{"say": "x" * 80}]}}}
    origins = Origins(Flow(), {("steps", "a"): 2})
    text = policy_text([Document("a\nb.json", lines, data, origins=origins)], ["Said. " * 40])
    assert "  # a b.json:2\n  a:\n    kind: menu\n" in text
    assert all(len(line) <= WIDTH for line in text.splitlines())


def test_of_a_text_that_is_one_line_the_origin_has_a_column():
    source = Document("flow.json", '[{"a": 1}, {"b": 2}]\n', {})
    lines = source.lines

    class Flow:
        def span(self, place):
            return lines.span(place, place + 1)

    data = {"steps": {"a": {"kind": "menu"}}}
    origins = Origins(Flow(), {("steps", "a"): 11})
    text = policy_text([Document("flow.json", lines, data, origins=origins)], [])
    assert "  # flow.json:1:12\n  a:" in text
