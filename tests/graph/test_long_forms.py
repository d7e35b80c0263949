"""A place named alone, and with more beside it: `care`, `{goes_to: care, share: 20%}`."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from policies import TODAY, network, policy

from cxlint.linting.checks.fields.expression import expression
from cxlint.linting.config import config, config_files
from cxlint.linting.query.selection import select
from cxlint.linting.rules import loader
from cxlint.linting.run import engine
from cxlint.parsing.document import parse

SAMPLES = Path(__file__).parents[2] / "sample_policies"
ROUTED = {"channels": ("goes_to",), "steps": ("goes_to", "on_failure", "on_timeout", "on_error")}

SHARES = """\
channels:
  line: {kind: voice, goes_to: [{goes_to: menu, share: 70%}, care], then: desk}
steps:
  menu:
    kind: menu
    options: [{say: a, goes_to: care, share: 30%}, {say: b, goes_to: desk}, more]
    goes_to: [{goes_to: care, share: 5.5%}]
    on_failure: {goes_to: care, share: 20%}
    on_timeout: desk
    on_error: {goes_to: desk, share: 1%}
    person: {goes_to: desk, within: 5 minutes, share: 10%}
teams: {care: {seats: 4, closes: all}, desk: {seats: 2}}
handoffs: [{from: care, to: desk, share: 15%}, {from: desk, to: resolved}]
intents: {refund: {start: [{at: line, share: 60%}, menu]}}
"""


def test_every_way_says_its_share_where_one_is_stated() -> None:
    moves = network(SHARES).moves
    found = {(move.kind, move.source.id, move.target.id): move.share for move in moves}
    assert {way: share for way, share in found.items() if share is not None} == {
        ("arrival", "line", "menu"): Fraction(7, 10),
        ("option", "menu", "care"): Fraction(3, 10),
        ("next", "menu", "care"): Fraction(11, 200),
        ("failure", "menu", "care"): Fraction(1, 5),
        ("error", "menu", "desk"): Fraction(1, 100),
        ("person", "menu", "desk"): Fraction(1, 10),
        ("handoff", "care", "desk"): Fraction(3, 20),
    }
    assert ("full", "line", "desk") in found
    for move in moves:
        if move.share is not None:
            at = move.entity.at(*move.share_keys)
            assert at.path[-1] == "share"
            assert move.stated_share.endswith("%")


def test_a_contact_reason_begins_at_each_of_its_starts() -> None:
    (journey,) = network(SHARES).journeys
    (intent,) = journey.intents
    assert [journey.nodes[number].id for number in journey.starts_of(intent)] == ["line", "menu"]


@pytest.mark.parametrize(
    ("kind", "holds"),
    [
        ("channel", "'menu' in channel.goes_to && 'care' in channel.goes_to"),
        ("step", "step.on_failure == 'care' && step.on_timeout == 'desk'"),
        ("intent", "intent.start == ['line', 'menu']"),
    ],
)
def test_expressions_see_the_id_of_what_says_more(kind: str, holds: str) -> None:
    assert list(expression(network(SHARES), of=kind, holds=holds)) == []
    wrong = holds.replace("menu", "menus").replace("care", "cara")
    assert len(list(expression(network(SHARES), of=kind, holds=wrong))) == 1


@pytest.mark.parametrize(
    ("kind", "where"),
    [
        ("channel", {"goes_to": "menu"}),
        ("step", {"on_failure": ["care", "x"]}),
        ("step", {"on_failure.goes_to": "care", "on_timeout.goes_to": "desk"}),
        ("intent", {"start": "line"}),
    ],
)
def test_conditions_see_the_id_of_what_says_more(kind: str, where: dict[str, object]) -> None:
    assert len(list(select(policy(SHARES), kind, where))) == 1
    assert list(select(policy(SHARES), kind, dict.fromkeys(where, "other"))) == []


@pytest.mark.parametrize(
    ("stated", "instead", "where"),
    [
        ("goes_to: menu", "goes_to: menus", "channels line goes_to 0 goes_to"),
        ("on_failure: {goes_to: care", "on_failure: {goes_to: x", "steps menu on_failure goes_to"),
        ("at: line", "at: lime", "intents refund start 0 at"),
        ("then: desk", "then: disk", "channels line then"),
    ],
)  # fmt: skip
def test_a_place_that_is_nowhere_is_said_in_every_form(
    stated: str, instead: str, where: str
) -> None:
    (problem,) = policy(SHARES.replace(stated, instead, 1)).problems
    assert problem.rule == "undefined-reference"
    assert " ".join(map(str, problem.at.path)) == where


def lengthen(data: Any) -> Any:
    """Return a policy with every place that leads on in its long form."""
    for section, keys in ROUTED.items():
        for entity in (data.get(section) or {}).values():
            for key in keys:
                if isinstance(entity, dict) and entity.get(key) is not None:
                    entity[key] = _long(entity[key], "goes_to", alone=key != "goes_to")
    for intent in (data.get("intents") or {}).values():
        if isinstance(intent, dict) and intent.get("start") is not None:
            intent["start"] = _long(intent["start"], "at", alone=False)
    return data


def _long(said: Any, key: str, *, alone: bool) -> Any:
    if alone:
        return {key: said}
    return [{key: each} for each in (said if isinstance(said, list) else [said])]


@cache
def rules() -> Any:
    return loader.load()


def findings(folder: Path) -> list[tuple[str, str, str]]:
    report = engine.lint(
        engine.Request(
            paths=(folder,),
            start=folder,
            config=config.build_config(config_files.read(None), rules(), folder),
            rules=rules(),
            chosen=frozenset(rules()) - {"inert-key"},
            today=TODAY,
        )
    )
    assert not report.has_crashed
    return sorted((each.rule.id, each.entity, each.message) for each in report.findings)


@pytest.mark.parametrize("sample", ["tidy", "brightwave", "worked-example", "northwind-outfitters"])
def test_the_long_form_of_a_place_says_the_same_as_its_id(sample: str, tmp_path: Path) -> None:
    for name in ("short", "long"):
        (tmp_path / name).mkdir()
    for number, file in enumerate(sorted((SAMPLES / sample).rglob("*.yaml"))):
        for part, document in enumerate(parse(file.name, file.read_bytes())):
            said: Any = document.data
            for name, data in (("short", said), ("long", said)):
                text = yaml.safe_dump(lengthen(data) if name == "long" else data, sort_keys=False)
                (tmp_path / name / f"{number}-{part}.yaml").write_text(text, "utf-8")
    assert findings(tmp_path / "long") == findings(tmp_path / "short")
