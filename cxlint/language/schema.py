"""Whether data fits a schema, quickly; and, where it does not, what is wrong with it.

The schemas of `schemas/` state keys, types and forms. What no pattern can tell (a date that does
not exist, an unknown currency, hours without an end) is asked of the functions that read such
values, under the names the schemas give as `format`; so what is accepted can be read.

Besides the standard keywords the policy schema uses these of its own:

* `errorMessage`, "expected ...": the accepted forms, said by editors and by `explain` alike;
* `x-kind` and `x-form` at a section: the kind of its entities, and whether they are `named` (ids
  are the keys), `listed`, or the section itself is the `single` one;
* `x-built-in` and `x-undeclared` at a section: ids that are always there, and that any id will do
  as long as the policy declares none of that kind;
* `x-refers-to` at a value or at `propertyNames`: the kinds of entity whose ids stand there, alone
  or in a list; `x-may-refer-to` where other words are welcome too (a role, a person);
* `x-except` and `x-unless` beside them: words, and a pattern for texts, that are no ids;
* `x-stands-for` at a value that is an id alone, or keys that say more: the key of the id;
* `x-title` and `x-description` at forms of values that stand under many keys, for readers alone:
  editors would show them in place of what the key says;
* `x-also` at a key: other words that people use for it, which are told this one;
* `x-industries` at the sector: what an industry may be called, each with the sector that it is;
* `x-parts` at the sector: words that may mean several of the others;
* `x-words` at a value: everyday words, each with the language's own, that are accepted for it;
  `x-hints`: words that may mean something else as well, and are told the language's own.
"""

from __future__ import annotations

import datetime
import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from cxlint import resources

if TYPE_CHECKING:
    from collections.abc import Callable

    from cxlint.language.schema_errors import SchemaComplaint

Kind = Literal[
    "policy", "rule", "config", "pack", "report", "coverage", "journeys", "ask", "law",
    "obligation", "scenarios", "advice", "report-page", "diff", "trend",
    "rule-texts", "phrases",
]  # fmt: skip


ANY_DAY = datetime.date(2026, 11, 20)
"""Where only the form counts, weekdays are counted from here."""


@cache
def load(kind: Kind) -> dict[str, Any]:
    """Return the schema of that kind of file."""
    file = resources.folder("schemas").joinpath(f"{kind}.schema.json")
    schema: dict[str, Any] = json.loads(file.read_bytes(), object_hook=take_first_alternative)
    return schema


def take_first_alternative(node: dict[str, Any]) -> dict[str, Any]:
    """Return a schema with the first of its alternatives only, which is the language's own.

    The others are everyday words that are translated before; editors, which read the file as it
    is, do not complain of them.
    """
    if isinstance(alternatives := node.get("anyOf"), list):
        return {**{key: node[key] for key in node if key != "anyOf"}, **alternatives[0]}
    return node


def is_policy(data: object) -> bool:
    """Whether every key of a file is one of the policy language's, or free."""
    known = load("policy")["properties"]
    return isinstance(data, dict) and all(key in known or key.startswith("x-") for key in data)


def is_surely_policy(data: object) -> bool:
    """Whether a file is no vendor's: of the language's keys, and nothing kept by id is a list."""
    if not is_policy(data) or not isinstance(data, dict):
        return False
    known = load("policy")["properties"]
    listed = (known[key] for key, value in data.items() if key in known and isinstance(value, list))
    return all(section.get("x-form") != "named" for section in listed)


def accept(kind: Kind, data: object) -> bool:
    """Return whether data, as `document.parse` gives it, fits the schema of its kind.

    True exactly when `explain` has no complaint.
    """
    return _validator(kind)(data)


def explain(kind: Kind, data: object) -> list[SchemaComplaint]:
    """Return what does not fit, one complaint per cause, in the order of the data.

    Slow, and imports `jsonschema`: for data that `accept` refused.
    """
    from cxlint.language.schema_errors import complaints

    def sound(ref: str, value: object) -> bool:
        return _validator(kind, ref)(value)

    return complaints(load(kind), data, readers(), None if is_slow() else sound)


def is_slow() -> bool:
    """Whether a slower validator of the same verdicts is used, for want of the quick one."""
    return _quick_validator() is None


def readers() -> dict[str, Callable[[str], object]]:
    """Return the functions behind the formats; each raises ValueError for what it cannot read.

    What a file does not use is not imported.
    """
    return {
        "x-duration": _duration,
        "x-duration-range": _duration_range,
        "x-money": _money,
        "x-percentage": _percentage,
        "date": _date,
        "x-weekly-hours": _weekly_hours,
        "x-day-hours": _day_hours,
        "x-timezone": _timezone,
        "x-holidays": _holidays,
        "x-moment": _moment,
        "x-deadline": _deadline,
        "x-bounded-sum": _bounded_sum,
    }


def _duration(text: str) -> object:
    from cxlint.values.durations import duration

    return duration(text)


def _duration_range(text: str) -> object:
    from cxlint.values.durations import duration_range

    return duration_range(text)


def _money(text: str) -> object:
    from cxlint.values.money import money

    return money(text)


def _percentage(text: str) -> object:
    from cxlint.values.quantities import percentage

    return percentage(text)


def _date(text: str) -> object:
    from cxlint.values.quantities import date

    return date(text)


def _moment(text: str) -> object:
    from cxlint.calendar.moments import read_moment

    return read_moment(text, ANY_DAY, datetime.UTC)


def _deadline(text: str) -> object:
    from cxlint.calendar.time_limits import read_time_limit

    return read_time_limit(text, ANY_DAY, datetime.UTC)


def _bounded_sum(text: str) -> object:
    from cxlint.values.bounded_values import read_bounded_sum

    return read_bounded_sum(text)


def _weekly_hours(text: str) -> object:
    from cxlint.calendar.weekly_hours import weekly

    return weekly(text)


def _day_hours(text: str) -> object:
    from cxlint.calendar.weekly_hours import hours_of_exception

    return hours_of_exception(text)


def _timezone(text: str) -> object:
    from cxlint.calendar.zones_and_holidays import zone

    return zone(text)


def _holidays(text: str) -> object:
    """Say what `USA` is written like. Whether there is a `DE-XX` is asked with the schedule."""
    if re.match("[A-Z]{2}(-|$)", text):
        return text
    from cxlint.calendar.zones_and_holidays import SOME_YEAR, public_holidays

    return public_holidays(text, SOME_YEAR)


@cache
def _validator(kind: Kind, ref: str = "") -> Callable[[object], bool]:
    """Return the validator of a schema, or of one of its definitions: the quick one if there is."""
    schema = {"$ref": ref, "$defs": load(kind)["$defs"]} if ref else load(kind)
    if (quick := _quick_validator()) is None:
        from cxlint.language.slow_validator import accept_by

        return accept_by(schema, {name: cache(reader) for name, reader in readers().items()})
    formats = {name: _can_read(reader) for name, reader in readers().items()}
    accepts: Callable[[object], bool] = quick(
        schema, formats=formats, validate_formats=True
    ).is_valid
    return accepts


@cache
def _quick_validator() -> Any:
    """Return the class of quick validators; None where there is no such package."""
    try:
        from jsonschema_rs import Draft202012Validator
    except ImportError:
        return None
    return Draft202012Validator


def _can_read(reader: Callable[[str], object]) -> Callable[[str], bool]:
    @cache  # the same few texts come again and again
    def reads(text: str) -> bool:
        try:
            reader(text)
        except ValueError:
            return False
        return True

    return reads
