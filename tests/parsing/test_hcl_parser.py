"""Terraform with the place of every attribute."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from cxlint.parsing.hcl_parser import MAX_NESTING, MAX_TEXT, outline, parse
from cxlint.parsing.yaml_builder import Refused

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
        (r'"\\n\q\ud800\U0001f600"', "\\n\\q\ufffd\U0001f600"),
        ('"${a}"', "${a}"),
        ("null", None),
        ("true", True),
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


def test_the_outline_says_which_resources_there_are():
    told = [block.labels for block in outline("a.tf", FILE).resources()]
    assert told == [("pagerduty_escalation_policy", "main"), ("other", "second")]
    assert list(outline("a.tf", 'resource "a" {\n}\nresource\n"a" "b"').resources()) == []


@pytest.mark.parametrize(
    ("text", "index"), [("a =\n", 3), ('a "b" {', 7), ("{", 0), ('a = 1\nb = "x', 11), ("\0", 0)]
)
def test_what_is_no_terraform_is_refused_where_reading_stops(text, index):
    with pytest.raises(Refused, match="no Terraform") as caught:
        parse("a.tf", text)
    assert caught.value.index == index


def test_files_are_bounded():
    with pytest.raises(Refused, match="larger than 1 MiB"):
        parse("a.tf", " " * (MAX_TEXT + 1))
    deep = MAX_NESTING + 1
    with pytest.raises(Refused, match="levels deep"):
        parse("a.tf", f"a = {'[' * deep}{']' * deep}\n")
    assert parse("a.tf", f"a = {'[' * (deep - 1)}{']' * (deep - 1)}\n").root.get("a")


def test_brackets_in_texts_do_not_add_up_over_a_file():
    text = 'b {\n  a = "(:"\n}\n' * (MAX_NESTING + 1)
    assert len(parse("a.tf", text).root.blocks) == MAX_NESTING + 1


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "1 + " * 20_000 + "1\n",
        "a = b" + ".c" * 20_000 + "\n",
        "a = " + "b ? c : " * 3_000 + "1\n",
        "a = <<X\n" * 20_000,
        '"' * 100_000,
        "/*" * 200_000,
        'a = "' + "${" * 50 + "}" * 50 + '"\n',
    ],
)
def test_what_no_parser_can_take_is_refused(text):
    with pytest.raises(Refused):
        parse("a.tf", text)


def test_half_a_megabyte_of_space_in_a_heredoc_is_read():
    text = f"a = <<X\n{' ' * 500_000}\nX\n"
    assert parse("a.tf", text).root.get("a").strip() == ""


@settings(max_examples=60)
@given(st.text(alphabet='ab ={}[]"$<-X\n\\(1,', max_size=30))
def test_whatever_it_is_it_is_read_or_refused(text):
    try:
        parse("a.tf", text)
    except Refused as refused:
        assert 0 <= refused.index <= len(text)
