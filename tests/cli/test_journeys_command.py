"""`cxlint journeys`: every form, what is misspelt, and what the exit code says."""

from __future__ import annotations

import json
import re
from fractions import Fraction

import jsonschema
import pytest

from cxlint import resources
from cxlint.analysis import catalogue
from cxlint.analysis.quantity import Part, Quantity

POLICY = """\
channels:
  hotline: {kind: voice, goes_to: care}
teams:
  care: {seats: 4}
handoffs:
  - {from: care, to: resolved, share: 80%}
intents:
  refund: {start: hotline, promise: 7 days}
  payout: {start: hotline}
"""


def list_figures(subject):
    """Yield figures as a provider does."""
    at = subject.policy.of("handoff")[0].at("share")
    yield Quantity("journey.refund.promise.verdict", "certain-breach")
    yield Quantity(
        "journey.refund.contacts.expected", Fraction(6, 5), parts=(Part("0.8: settled", at),)
    )
    yield Quantity("journey.payout.contacts.expected", why="shares add up to 130%")
    yield Quantity("team.care.load_erlang", Fraction(3))


def find_figure(subject, name):
    """Return a figure as a provider does."""
    return next((each for each in list_figures(subject) if each.name == name), None)


@pytest.fixture
def figures(monkeypatch):
    """Let the figures be those above, whatever a policy says."""
    monkeypatch.setattr(catalogue, "list_quantities", list_figures)
    monkeypatch.setattr(catalogue, "find_quantity", find_figure)


@pytest.fixture
def asked(cxlint, write, figures):
    write("p/policy.yaml", POLICY)
    return lambda *more: cxlint("journeys", "p", *more)


def test_the_figures_of_every_contact_reason_and_line(asked):
    result = asked()
    assert (result.code, result.err) == (0, "")
    assert "refund          7 days: broken  1.2\n" in result.out
    assert "payout          -               unknown\n" in result.out
    assert "  - payout: contacts: shares add up to 130%\n" in result.out
    assert "team care        3\n" in result.out


def test_as_json(asked):
    result = asked("--format", "json", "--as-of", "2026-11-29")
    told = json.loads(result.out)
    assert (result.code, result.err, told["as_of"]) == (0, "", "2026-11-29")
    assert len(told["quantities"]) == 4


def test_as_markdown(asked):
    assert "| refund | 7 days: broken | 1.2 |\n" in asked("--format", "markdown").out


def test_one_contact_reason_part_by_part(asked):
    result = asked("--explain", "refund")
    assert result.code == 0
    assert "  - mean: 1.2\n      - 0.8: settled (p/policy.yaml:6)\n" in result.out
    assert "payout" not in result.out


def test_one_contact_reason_as_json(asked):
    told = json.loads(asked("--explain", "refund", "--format", "json").out)
    assert set(told["quantities"]) == {
        "journey.refund.promise.verdict",
        "journey.refund.contacts.expected",
    }


def test_one_figure(asked):
    result = asked("--quantity", "team.care.load_erlang")
    assert (result.code, result.out) == (0, "  - team.care.load_erlang: 3\n")
    told = json.loads(asked("--quantity", "team.care.load_erlang", "--format", "json").out)
    assert list(told["quantities"]) == ["team.care.load_erlang"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--quantity", "journey.refund.contact.expected"),
         "did you mean 'journey.refund.contacts.expected'?"),
        (("--quantity", "x"), "there is no figure called 'x'; --format json lists all there are"),
        (("--quantity", "due.form 2026-11-20T16:30"), "did you mean 'due.from 2026-11-20T16:30'?"),
        (("--quantity", "journey.refund.du.from 2026-11-20"),
         "did you mean 'journey.refund.due.from 2026-11-20'?"),
        (("--explain", "refnd"), "no contact reason 'refnd'; did you mean 'refund'?"),
        (("--explain", "x"), "no contact reason 'x'; there are payout, refund"),
        (("--by", "chanel"), "no value 'chanel'; did you mean 'channel'?"),
        (("--format", "jsn"), "no value 'jsn'; did you mean 'json'?"),
        (("--quantity", "a", "--explain", "refund"), "--explain and --quantity ask for different"),
    ],
)  # fmt: skip
def test_what_is_misspelt_is_told_what_it_resembles(asked, words, said):
    result = asked(*words)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


def test_a_policy_without_numbers_is_told_what_to_state(cxlint, write, monkeypatch):
    monkeypatch.setattr(catalogue, "list_quantities", lambda _: iter(()))
    write("p/policy.yaml", POLICY)
    result = cxlint("journeys", "p")
    assert result.code == 0
    assert result.out.startswith("This policy states no numbers")


def test_a_file_that_cannot_be_read_makes_it_fail(asked, write):
    write("p/broken.yaml", "teams: [unclosed\n")
    result = asked()
    assert result.code == 2
    assert "refund  " in result.out
    assert "could not read p/broken.yaml, so this may be wrong" in result.err


def test_what_is_not_understood_is_said(asked, write):
    write("p/more.yaml", "teams:\n  desk: {seets: 3}\n")
    result = asked()
    assert (result.code, "parts of the policy were not understood" in result.err) == (0, True)


def test_the_figures_of_a_whole_policy_fit_the_schema(cxlint):
    sample = resources.folder("schemas").parent / "sample_policies" / "tidy"
    result = cxlint("journeys", str(sample), "--format", "json", "--by", "value")
    assert (result.code, result.err) == (0, "")
    schema = json.loads(resources.folder("schemas").joinpath("journeys.schema.json").read_text())
    told = json.loads(result.out, parse_constant=pytest.fail)
    jsonschema.Draft202012Validator(schema).validate(told)
    assert len(told["quantities"]) > 500


def test_a_policy_in_real_shows_every_intent_once(cxlint):
    sample = resources.folder("schemas").parent / "sample_policies" / "tidy"
    told = cxlint("journeys", str(sample)).out.partition("\n\n")[2].partition("\n\n")[0]
    for intent in ("repair", "order-status", "return-item", "leave-club"):
        assert len(re.findall(rf"^{intent}  ", told, re.MULTILINE)) == 1


def test_no_policy_at_all(cxlint, folder):
    folder.joinpath("p").mkdir()
    assert cxlint("journeys", "p").code == 2
    result = cxlint("journeys", "p", "--allow-empty")
    assert (result.code, result.out.partition(",")[0]) == (
        0,
        "This policy names no contact reason",
    )
