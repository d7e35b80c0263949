"""Every statement in several spellings: what holds, what fails, and what is not known."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from analysis.scenarios.judged import judge, statuses

TRIED = yaml.safe_load(Path(__file__).with_name("spellings.yaml").read_text(encoding="utf-8"))
STATEMENTS = 22


def flow(said):
    return yaml.safe_dump(said, default_flow_style=True, width=10_000).strip()


SAID = [(flow(TRIED["customers"][who]), flow(said), told) for who, said, told in TRIED["said"]]


@pytest.mark.parametrize(("customer", "said", "status"), SAID)
def test_a_statement_holds_fails_or_is_not_known(customer, said, status):
    assert set(statuses(judge(TRIED["policy"], customer, said))) == {status}


@pytest.mark.parametrize(("customer", "said", "status"), SAID)
def test_what_is_not_known_fails_only_where_it_must_be_certain(customer, said, status):
    sure = judge(TRIED["policy"], customer, said, ", certain: true")
    assert sure.status.value == ("holds" if status == "holds" else "fails")
    assert judge(TRIED["policy"], customer, said).status.value == status


def test_every_statement_was_tried():
    assert len({key for _, said, _ in TRIED["said"] for key in said}) == STATEMENTS
