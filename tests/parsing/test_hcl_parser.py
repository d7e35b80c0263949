"""Terraform with the place of every attribute."""

from __future__ import annotations

import sys

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from cxlint.parsing import hcl_tree
from cxlint.parsing.hcl_parser import MAX_NESTING, outline, parse
from cxlint.parsing.yaml_builder import UnreadableText

FILE = """\
# resource "commented" "out" {
variable "x" {}

resource "pagerduty_escalation_policy" "main" {
  name      = "Main \\"line\\"\\n\\u00e9"
  num_loops = 2
  teams     = [pagerduty_team.a.id, "b"]
  rule {
    delay = 10
    target {
      id = var.who
    }
  }
  content = <<EOT
{"a": "${var.b}"}
  second
EOT
  tidy = <<-EOT
    one
      two
    EOT
}
resource "other" "second" {}
"""


def test_blocks_have_labels_attributes_and_blocks_of_their_own():
    source = parse("a.tf", FILE)
    (policy,) = source.resources("pagerduty_escalation_policy")
    assert policy.labels == ("pagerduty_escalation_policy", "main")
    assert policy.get("name") == 'Main "line"\né'
    assert policy.get("num_loops") == 2
    assert policy.get("teams") == ["${pagerduty_team.a.id}", "b"]
    assert policy.get("none") is None
    (rule,) = policy.all("rule")
    (target,) = rule.all("target")
    assert target.get("id") == "${var.who}"
    assert [block.labels[1] for block in source.resources()] == ["main", "second"]


def test_heredocs_are_texts_without_their_marks():
    (policy,) = parse("a.tf", FILE).resources("pagerduty_escalation_policy")
    assert policy.get("content") == '{"a": "${var.b}"}\n  second'
    assert policy.get("tidy") == "one\n  two"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('"<<X"', "<<X"),
        ("<<A\nA", ""),
        ("<<A\nB A\nA", "B A"),
        ("<<-A\n\tx\n\n\t y\n\tA", "x\n\n y"),
        (r'"\\n\ud800\U0001f600"', "\\n\ufffd\U0001f600"),
        ('"${a}"', "${a}"),
        ("null", None),
        ("true", True),
        ("- 1", -1),
        ("1.5e3", 1500.0),
        ("1.5e999", "${1.5e999}"),
        ("9" * 5_000, f"${{{'9' * 5_000}}}"),
        ("0x1F", "${0x1F}"),
        ("a", "a"),
        ('{true = 1, 2 = "x", (k) = 3, a.b = 4}', {"true": 1, "2": "x", "${(k)}": 3, "${a.b}": 4}),
        ('"$${a} ${ b } %%{c}"', "$${a} ${b} %%{c}"),
        (r'"${f("\n")}\n"', '${f("\\n")}\n'),
        ("[<<A\nx\nA\n, 1]", ["x", 1]),
        ("/* a */ 1 # b", 1),
        (r'"%{ if a }\n%{ endif }"', "%{ if a }\n%{ endif }"),
        ('{"a" = 1, b = [1, "x"]}', {"a": 1, "b": [1, "x"]}),
    ],
)
def test_values_are_plain(written, read):
    assert parse("a.tf", f"a = {written}\n").root.get("a") == read


def test_places_are_those_of_the_attribute_or_the_block():
    source = parse("a.tf", FILE)
    (policy,) = source.resources("pagerduty_escalation_policy")
    assert source.span(policy.place) == (4, 1, 4, 48)
    assert source.span(policy.at("num_loops")) == (6, 3, 6, 16)
    assert source.span(policy.at("absent")) == source.span(policy.place)
    assert source.span(policy.at("content")).line == 14
    begin, end = source.stretch(policy.at("num_loops"))
    assert FILE[begin:end] == "num_loops = 2"
    assert source.span(None) == (1, 1, 1, 1)


def test_places_count_characters_whatever_is_before_them():
    text = '\tö = "😀é" # 漢字\r\n\tb = <<X\r\n漢\r\nX\r\n  ключ = [1,\r\n2] # x\r\ne "ü" {\r\n}'
    source = parse("a.tf", text)
    root = source.root
    assert [text[slice(*root.at(name))] for name in ("ö", "b", "ключ")] == [
        'ö = "😀é"', "b = <<X\r", "ключ = [1,\r"
    ]  # fmt: skip
    assert source.span(root.at("ключ")) == (5, 3, 5, 13)
    (block,) = root.all("e")
    assert block.labels == ("ü",)
    assert source.span(block.place) == (7, 1, 7, 8)


def test_the_outline_says_which_resources_there_are():
    told = [block.labels for block in outline("a.tf", FILE).resources()]
    assert told == [("pagerduty_escalation_policy", "main"), ("other", "second")]
    assert list(outline("a.tf", 'resource "a" {\n}\nresource\n"a" "b"').resources()) == []


@pytest.mark.parametrize(
    ("text", "index"), [("a =\n", 3), ('a "b" {', 7), ("{", 0), ('a = 1\nb = "x', 11), ("\0", 0)]
)
def test_what_is_no_terraform_is_refused_where_reading_stops(text, index):
    with pytest.raises(UnreadableText, match="no Terraform") as caught:
        parse("a.tf", text)
    assert caught.value.index == index


SOUND = 'resource "a" "ü" {\n  x = ["é", 1]\n  rule {\n    y = 1\n  }\n}\n'


@pytest.mark.parametrize(
    ("broken", "line", "column"),
    [
        ("b {\n  x = 'y'\n}\n", 2, 7),
        ("b {\n  x: 3\n}\n", 2, 4),
        ("b {\n  x = = 3\n}\n", 2, 7),
        ("b {\n  x = [1, 2\n  y = 3\n}\n", 2, 12),
        ('b {\n  x = ["é" "b"]\n}\n', 2, 11),
        ("b {\n  x = 1;\n}\n", 2, 8),
        ('b {\n  x = "é\n  y = 2\n}\n', 2, 8),
        ('b {\n  x = "${y"\n}\n', 2, 8),
        ("b {\n  x = <<E\n  y = 2\n}\n", 2, 9),
        ("b {\n  y = 1\n}\n}\n", 4, 1),
        ("b {\n  y = 1\n<<<<<<< HEAD\n  z = 2\n}\n", 3, 4),
        ("b {\n  y = 1\n  c {\n    z = [1]\n  }\n=======\n}\n", 6, 1),
        ("b\n{\n}\n", 1, 2),
        ("nobody wrote this\nin Terraform\n", 1, 18),
    ],
)
def test_what_is_wrong_is_shown_where_it_is(broken, line, column):
    text = f"{SOUND}{broken}{SOUND}"
    with pytest.raises(UnreadableText, match="no Terraform") as caught:
        parse("a.tf", text)
    span = outline("a.tf", text).lines.span(caught.value.index, caught.value.index)
    assert (span.line - SOUND.count("\n"), span.column) == (line, column)


@pytest.mark.parametrize("text", ["{}", '# a\n{"a": 1}\n', '/* a */ {"a": {'])
def test_data_alone_are_no_terraform(text):
    with pytest.raises(UnreadableText, match="no Terraform") as caught:
        parse("a.tf", text)
    assert caught.value.index == text.index("{")


def test_without_a_parser_for_this_computer_terraform_is_refused_by_name(monkeypatch):
    monkeypatch.setitem(sys.modules, "tree_sitter_hcl", None)
    with pytest.raises(UnreadableText, match="Terraform cannot be read here") as caught:
        parse("a.tf", FILE)
    assert "tree-sitter" in caught.value.advice


def test_a_parser_that_gets_stuck_is_stopped(monkeypatch):
    monkeypatch.setattr(hcl_tree, "PATIENCE", (0.1, 1e-6))
    text = SOUND + "a = " * 20_000
    with pytest.raises(UnreadableText, match="too long") as caught:
        parse("a.tf", text)
    assert len(SOUND) < caught.value.index < len(text)


def test_large_files_are_read():
    text = f"a = <<E\n{'é' * (1 << 20)}\nE\n{SOUND}"
    root = parse("a.tf", text).root
    assert len(root.get("a")) == 1 << 20
    (block,) = root.blocks
    assert text[slice(*block.place)] == SOUND.split("\n", 1)[0]


def test_nesting_is_bounded():
    deep = MAX_NESTING + 1
    with pytest.raises(UnreadableText, match="levels deep"):
        parse("a.tf", f"a = {'[' * deep}{']' * deep}\n")
    assert parse("a.tf", f"a = {'[' * (deep - 1)}{']' * (deep - 1)}\n").root.get("a")
    with pytest.raises(UnreadableText, match="levels deep") as caught:
        parse("a.tf", "b {\n" * 100_000 + "}\n" * 100_000)
    assert caught.value.index == len("b {\n") * MAX_NESTING
    for deep in ("[" * 100_000, "{" * 100_000 + "=1}" * 100_000):
        with pytest.raises(UnreadableText):
            parse("a.tf", f"a = {deep}\n")
    assert parse("a.tf", f"a = {'(' * 100_000}1{')' * 100_000}").root.get("a")


def test_brackets_in_texts_do_not_add_up_over_a_file():
    text = 'b {\n  a = "(:"\n}\n' * (MAX_NESTING + 1)
    assert len(parse("a.tf", text).root.blocks) == MAX_NESTING + 1


@pytest.mark.parametrize(
    "worked_out", ["1 + " * 20_000 + "1", "b" + ".c" * 20_000, "b ? c : " * 3_000 + "1"]
)
def test_what_is_long_is_read(worked_out):
    assert parse("a.tf", f"a = {worked_out}\n").root.get("a") == f"${{{worked_out}}}"


@pytest.mark.parametrize(
    "text",
    [
        "a = <<X\n" * 20_000,
        '"' * 100_000,
        "/*" * 200_000,
        'a = "' + "${" * 50 + "}" * 50 + '"\n',
    ],
)
def test_what_no_parser_can_take_is_refused(text):
    with pytest.raises(UnreadableText):
        parse("a.tf", text)


def test_half_a_megabyte_of_space_in_a_heredoc_is_read():
    text = f"a = <<X\n{' ' * 500_000}\nX\n"
    assert parse("a.tf", text).root.get("a").strip() == ""


@settings(max_examples=60)
@given(st.text(alphabet='ab ={}[]"$<-X\n\\(1,', max_size=30))
def test_whatever_it_is_it_is_read_or_refused(text):
    try:
        parse("a.tf", text)
    except UnreadableText as refused:
        assert 0 <= refused.index <= len(text)
