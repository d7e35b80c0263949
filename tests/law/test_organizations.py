"""What the law asks of the fictional organizations, on three days; and Spain's of the first."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cxlint.law.days import add_span
from cxlint.law.timeline import Window
from cxlint.law.verdicts import Judgement, judge
from cxlint.parsing.document import parse
from cxlint.policy import linker
from cxlint.values.durations import duration
from tests.law.judging import A_YEAR

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLES = Path(__file__).parents[2] / "sample_policies"
ORGANIZATIONS = ("northwind-outfitters", "brightwave", "harbor-mutual")
DAYS = ("2026-11-29", "2026-12-29", "2027-06-30")


def judged(sample: str, day: str, jurisdictions: str = "") -> Judgement:
    today = datetime.date.fromisoformat(day)
    documents = []
    for file in sorted((SAMPLES / sample).rglob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        if jurisdictions:
            text = text.replace("jurisdictions: [DE, EU]", f"jurisdictions: [{jurisdictions}]")
        documents += parse(file.name, text.encode())
    policy = linker.assemble(documents, today)
    found = judge(policy, Window(today, add_span(today, duration(A_YEAR))))
    assert found is not None
    return found


def told(judgement: Judgement) -> list[str]:
    return sorted(
        f"  {each.word:9} {each.obligation.id}  {each.missing or each.entity}"
        for each in judgement.verdicts
    )


@pytest.mark.parametrize("sample", ORGANIZATIONS)
def test_what_the_law_asks_of_an_organization(
    sample: str, golden: Callable[[str, str], None]
) -> None:
    blocks = ["\n".join([day, *told(judged(sample, day))]) for day in DAYS]
    golden(f"{sample}.txt", "\n\n".join(blocks) + "\n")


PUBLISHED = tuple(
    sorted(
        f"published/{file.parent.name}"
        for file in SAMPLES.glob("published/*/policy.yaml")
        if "jurisdictions:" in file.read_text(encoding="utf-8")
    )
)


def test_what_the_law_asks_of_published_policies(golden: Callable[[str, str], None]) -> None:
    blocks = [
        "\n".join([f"{sample}, {day}", *told(judged(sample, day))])
        for sample in PUBLISHED
        for day in DAYS
    ]
    golden("published.txt", "\n\n".join(blocks) + "\n")


def test_what_spain_asks_of_a_large_firm_by_the_end_of_the_year(
    golden: Callable[[str, str], None],
) -> None:
    spain = "ES]\n  size: {employees: 400}\n  sells: [distance, in_store"
    blocks = [
        "\n".join([day, *told(judged("northwind-outfitters", day, spain))])
        for day in ("2026-12-28", "2026-12-29")
    ]
    golden("northwind-outfitters-in-spain.txt", "\n\n".join(blocks) + "\n")


def test_old_notes_are_known_to_be_old() -> None:
    assert judged("harbor-mutual", "2026-11-29").stale == ()
    assert {each.law_of for each in judged("harbor-mutual", "2027-06-30").stale} == {"GB"}


@pytest.mark.parametrize("sample", ORGANIZATIONS)
def test_a_sentence_is_read_in_one_breath(sample: str) -> None:
    for each in judged(sample, "2026-11-29").obligations:
        assert len(each.remedy.split()) <= 32, each.id
        assert len(each.title.split()) <= 20, each.id
        assert len(each.read_in.split()) <= 12, each.id
