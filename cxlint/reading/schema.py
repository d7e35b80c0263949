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
* `x-except` and `x-unless` beside them: words, and a pattern for texts, that are no ids.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from cxlint import resources

if TYPE_CHECKING:
    from collections.abc import Callable

    from cxlint.reading.explaining import Complaint

Kind = Literal["policy", "rule", "config", "report"]


@cache
def load(kind: Kind) -> dict[str, Any]:
    """Return the schema of that kind of file."""
    file = resources.folder("schemas").joinpath(f"{kind}.schema.json")
    schema: dict[str, Any] = json.loads(file.read_bytes())
    return schema


def accept(kind: Kind, data: object) -> bool:
    """Return whether data, as `document.parse` gives it, fits the schema of its kind.

    True exactly when `explain` has no complaint.
    """
    return _validator(kind)(data)


def explain(kind: Kind, data: object) -> list[Complaint]:
    """Return what does not fit, one complaint per cause, in the order of the data.

    Slow, and imports `jsonschema`: for data that `accept` refused.
    """
    from cxlint.reading.explaining import complaints

    def sound(ref: str, value: object) -> bool:
        return _validator(kind, ref)(value)

    return complaints(load(kind), data, readers(), sound)


def readers() -> dict[str, Callable[[str], object]]:
    """Return the functions behind the formats; each raises ValueError for what it cannot read."""
    from cxlint.reading import calendars, quantities, week

    return {
        "x-duration": quantities.duration,
        "x-money": quantities.money,
        "x-percentage": quantities.percentage,
        "date": quantities.date,
        "x-weekly-hours": week.weekly,
        "x-day-hours": week.hours_of_day,
        "x-timezone": calendars.zone,
    }


@cache
def _validator(kind: Kind, ref: str = "") -> Callable[[object], bool]:
    """Return the quick validator of a schema, or of one of its definitions."""
    from jsonschema_rs import Draft202012Validator

    schema = {"$ref": ref, "$defs": load(kind)["$defs"]} if ref else load(kind)
    formats = {name: _reads(reader) for name, reader in readers().items()}
    return Draft202012Validator(schema, formats=formats, validate_formats=True).is_valid


def _reads(reader: Callable[[str], object]) -> Callable[[str], bool]:
    def reads(text: str) -> bool:
        try:
            reader(text)
        except ValueError:
            return False
        return True

    return reads
