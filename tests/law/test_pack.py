"""The notes that are shipped hold together, and the checker says where notes do not."""

import datetime
from typing import Any

import pytest

from cxlint.law import pack
from cxlint.law.soundness import faults
from cxlint.linting.rules import loader
from cxlint.parsing.document import parse

TODAY = datetime.date(2026, 11, 29)
FILES = [(code, file) for code in pack.known_codes()
         for file in sorted((pack.folder() / code).glob("*.yaml"))]  # fmt: skip
RULES = loader.load()


def data_of(text: bytes) -> dict[str, Any]:
    data = parse("a.yaml", text)[0].data
    assert isinstance(data, dict)
    return data


def sound() -> dict[str, Any]:
    return data_of((pack.folder() / "ES" / "es-any-trader-15-days.yaml").read_bytes())


@pytest.mark.parametrize(("code", "file"), FILES, ids=lambda each: getattr(each, "stem", each))
def test_a_note_is_sound(code: str, file: Any) -> None:
    assert list(faults(data_of(file.read_bytes()), code, file.stem, TODAY)) == []


def test_ids_are_given_once_and_what_they_name_is_there() -> None:
    known = [each.id for each in pack.load(pack.known_codes())]
    assert len(known) == len(set(known)) >= 62
    for each in pack.load(pack.known_codes()):
        assert set(each.outranks) <= set(known)
        assert set(each.practice) <= set(RULES)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": "es-other"}, "its file is called"),
        ({"law_of": "PT"}, "lies in ES"),
        ({"last_checked": "2027-01-01"}, "yet to come"),
        ({"doubts": ["the article"]}, "is not confirmed"),
        ({"severity": "error"}, "does not fit the schema"),
    ],
)
def test_what_is_wrong_is_said(change: dict[str, Any], said: str) -> None:
    told = list(faults({**sound(), **change}, "ES", "es-any-trader-15-days", TODAY))
    assert said in told[0]


def test_values_follow_one_another() -> None:
    data = sound()
    data["values"][0]["until"] = "2025-12-26"
    assert "does not begin on the day after" in next(
        faults(data, "ES", "es-any-trader-15-days", TODAY)
    )
    data = sound()
    data["values"][1]["adopted"] = "2026-01-01"
    assert "do not follow one another" in next(faults(data, "ES", "es-any-trader-15-days", TODAY))


def test_checks_are_called_with_what_they_take() -> None:
    data = sound()
    data["asks"] = [{**data["asks"][0], "shape": "round"}]
    assert "does not fit the schema" in next(faults(data, "ES", data["id"], TODAY))
    data["asks"] = [{**sound()["asks"][0], "online": ["page"]}]
    assert "at_most takes no 'online'" in list(faults(data, "ES", data["id"], TODAY))
    data["asks"] = [{"check": "at_most", "about": {"of": "promise"}}]
    assert "at_most needs 'field'" in list(faults(data, "ES", data["id"], TODAY))
    data["asks"] = [{"check": "at_mots", "field": "resolution"}]
    assert "no check 'at_mots' of obligations" in list(faults(data, "ES", data["id"], TODAY))
