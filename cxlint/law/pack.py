"""The notes on obligations, read from the shipped `rules/law` for the jurisdictions of a policy."""

from __future__ import annotations

import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from cxlint import resources
from cxlint.law.lines import About
from cxlint.law.obligation import Ask, Expectation, Obligation, TimedValue
from cxlint.parsing.document import parse
from cxlint.records import NamedTuple
from cxlint.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


FOLDER = "law"
"""The folder of the shipped rules in which a folder for each jurisdiction holds obligations."""

JURISDICTIONS = "jurisdictions.yaml"
WATCH = "watch.yaml"

Data = dict[str, Any]


class Choice(NamedTuple):
    """The jurisdictions whose notes count for a policy, and what is to be said of the others.

    `held` are those of which there are notes, in the order in which they were named, unions before
    members. `unheld` are named without any notes, each with the code that may be meant, if any.
    `lone_unions` are unions that are named without a member.
    """

    held: tuple[str, ...]
    unheld: tuple[tuple[str, str], ...] = ()
    lone_unions: tuple[str, ...] = ()


def choose(codes: Iterable[str]) -> Choice:
    """Return which notes count where these jurisdictions are named."""
    stated = tuple(dict.fromkeys(codes))
    groups = _jurisdictions()["groups"]
    wanted: dict[str, None] = {}
    for code in stated:
        wanted |= dict.fromkeys(group for group, of in groups.items() if code in of)
        wanted |= dict.fromkeys(_and_wholes(code))
    known = _known_codes()
    unheld = tuple((code, _meant(code)) for code in stated if code not in known)
    lone = tuple(code for code in stated if code in groups and not set(groups[code]) & set(stated))
    return Choice(tuple(code for code in wanted if code in known), unheld, lone)


def members(code: str) -> frozenset[str]:
    """Return the codes of all places in which the law of a jurisdiction holds."""
    return frozenset((code, *_jurisdictions()["groups"].get(code, ())))


def load(codes: Iterable[str]) -> tuple[Obligation, ...]:
    """Return the obligations of some jurisdictions, by jurisdiction and id."""
    return tuple(each for code in codes for each in _load(code))


def known_codes() -> tuple[str, ...]:
    """Return the jurisdictions of which there are notes."""
    return _known_codes()


def watch_list() -> list[Data]:
    """Return what is to be watched: no line of a policy is held against it."""
    return list(_read(folder() / WATCH)["watch"])


def folder() -> Path:
    """Return the folder of the notes."""
    return resources.folder("rules") / FOLDER


@cache
def _known_codes() -> tuple[str, ...]:
    return tuple(sorted(entry.name for entry in folder().iterdir() if entry.is_dir()))


@cache
def _jurisdictions() -> Data:
    return _read(folder() / JURISDICTIONS)


def _and_wholes(code: str) -> tuple[str, ...]:
    """Return the code of a region behind that of the country that it is a part of."""
    country = code.partition("-")[0]
    return (code,) if country == code else (country, code)


def _meant(code: str) -> str:
    data = _jurisdictions()
    return data["also_called"].get(code) or nearest(code, _known_codes()) or ""


@cache
def _load(code: str) -> tuple[Obligation, ...]:
    files = sorted((folder() / code).glob("*.yaml"))
    return tuple(read_obligation(_read(file), f"rules/law/{code}/{file.name}") for file in files)


def _read(file: Path) -> Data:
    return cast("Data", parse(file.name, file.read_bytes())[0].data)


def read_obligation(data: Data, path: str) -> Obligation:
    """Return the obligation that the data of a file states."""
    shared = data.get("values")
    return Obligation(
        id=data["id"],
        title=data["title"],
        law_of=data["law_of"],
        who=data["who"],
        applies=data.get("applies", {}),
        asks=tuple(_ask(each, shared) for each in data["asks"]),
        citation=data["citation"],
        sources=tuple(data["sources"]),
        grade=data["verified"],
        day_grade=data["verified_day"],
        last_checked=_day(data["last_checked"]),
        check_every=int(data["check_every"].split()[0]),
        remedy=data["remedy"],
        path=path,
        doubts=tuple(data.get("doubts", ())),
        expected=_expectation(data["expected"]) if "expected" in data else None,
        ended=None if "ended" not in data else _day(data["ended"]),
        unless=data.get("unless", {}),
        read_in=data["read_in"],
        one_suffices=data.get("one_suffices", False),
        outranks=tuple(data.get("outranks", ())),
        practice=tuple(data.get("practice", ())),
        examples=data.get("examples", {}),
    )


def _expectation(data: Data) -> Expectation:
    return Expectation(_day(data["earliest"]), _day(data["latest"]), _day(data["since"]))


def _ask(data: Data, shared: Any) -> Ask:
    params = {key: value for key, value in data.items() if key not in _OF_ANY_ASK}
    if "about" in params:
        params["about"] = About(**params["about"])
    if "ways" in params and data["check"] == "either":
        params["ways"] = tuple(_ask(each, ()) for each in params["ways"])
    stated = data.get("values", shared)
    values = tuple(map(_value, stated))
    return Ask(data["check"], params, values, data.get("part", ""), data.get("applies", {}))


_OF_ANY_ASK = frozenset({"check", "values", "part", "applies"})


def _value(data: Data) -> TimedValue:
    return TimedValue(
        value=data["value"],
        reference=data["reference"],
        start=_maybe_day(data, "from"),
        end=_maybe_day(data, "until"),
        adopted=_maybe_day(data, "adopted"),
        grace_until=_maybe_day(data, "grace_until"),
    )


def _maybe_day(data: Mapping[str, Any], key: str) -> datetime.date | None:
    return _day(data[key]) if key in data else None


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)
