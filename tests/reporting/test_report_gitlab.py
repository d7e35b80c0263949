"""GitLab Code Quality: what its merge request reads."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from made_reports import clean, nasty, usual

from cxlint.reporting import render


def test_entries() -> None:
    told = json.loads(render("gitlab", usual()))
    assert [entry["severity"] for entry in told] == ["major", "info", "minor"]
    first = usual().findings[0]
    assert told[0] == {
        "description": f"hassle-loop: {first.message}",
        "check_name": "hassle-loop",
        "fingerprint": first.fingerprint,
        "severity": "major",
        "location": {"path": "policies/care/handoffs.yaml", "lines": {"begin": 5}},
    }


def test_equal_fingerprints_are_told_apart_and_stay() -> None:
    twins = usual()._replace(findings=usual().findings[:1] * 3)
    prints = [entry["fingerprint"] for entry in json.loads(render("gitlab", twins))]
    assert len(set(prints)) == 3
    assert prints[0] == usual().findings[0].fingerprint
    assert render("gitlab", twins) == render("gitlab", twins)


def test_nothing_is_an_empty_list() -> None:
    assert json.loads(render("gitlab", clean())) == []


@given(st.text())
def test_any_text(text: str) -> None:
    (entry,) = json.loads(render("gitlab", nasty(text)))
    assert entry["description"] == f"hassle-loop: {text}"
    assert not entry["location"]["path"].startswith(("./", "/"))
