"""What Salesforce metadata says in fields, as words and values of a policy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.importers.salesforce import filter_logic
from cxlint.importers.shared.duration_text import write_duration

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxlint.parsing.xml_parser import Element

CRITERIA = ("criteriaItems", "milestoneCriteriaFilterItems")

_OPERATIONS = {
    "equals": "is",
    "notEqual": "is not",
    "lessThan": "is less than",
    "greaterThan": "is more than",
    "lessOrEqual": "is at most",
    "greaterOrEqual": "is at least",
    "contains": "contains",
    "notContain": "does not contain",
    "startsWith": "starts with",
    "includes": "includes",
    "excludes": "excludes",
    "within": "is within",
}
_ALL = re.compile(r"\s*\(?\s*\d+(?:\s+AND\s+\d+)*\s*\)?\s*", re.IGNORECASE)
_MOST = 10**7
"""Minutes beyond which a number is no time."""


def is_true(element: Element, tag: str) -> bool:
    """Whether a flag is set."""
    return element.text_of(tag).lower() == "true"


def read_minutes(text: str) -> int | None:
    """Return a whole number that may be a number of minutes, or None."""
    if not re.fullmatch(r"-?\d{1,9}(?:\.0*)?", text):
        return None
    number = int(text.partition(".")[0])
    return number if abs(number) <= _MOST else None


def write_minutes(minutes: int, *, business: bool) -> str:
    """Return a number of minutes as people say it: `2 days`, `90 minutes`, `4 business hours`."""
    return write_duration(minutes, business=business) if minutes > 0 else "immediately"


def describe_criteria(element: Element) -> str:
    """Return what must be true of a record, in words; "" where nothing must."""
    formula, logic, items = _read_criteria(element)
    if formula:
        return formula
    sentences = [_phrase_item(item) for item in items]
    if logic and not _ALL.fullmatch(logic):
        return _combine_sentences(logic, sentences)
    return " and ".join(sentences)


def _read_criteria(element: Element) -> tuple[str, str, list[dict[str, str]]]:
    """Return formula, filter logic and criteria, each criterion by the names of its parts."""
    formula, logic = "", ""
    items: list[dict[str, str]] = []
    for child in element.children:
        if child.tag in CRITERIA:
            items.append({part.tag: part.text.strip() for part in child.children})
        elif child.tag in _FORMULAS:
            formula = formula or " ".join(child.text.split())
        elif child.tag in _LOGIC:
            logic = logic or child.text.strip()
    return formula, logic, items


_FORMULAS = ("formula", "milestoneCriteriaFormula")
_LOGIC = ("booleanFilter", "criteriaBooleanFilter", "milestoneCriteriaBooleanFilter")


def _combine_sentences(logic: str, sentences: Sequence[str]) -> str:
    def put(found: re.Match[str]) -> str:
        number = int(found[0][:6])
        return sentences[number - 1] if 0 < number <= len(sentences) else found[0]

    plain = re.sub(r"\b(?:AND|OR|NOT)\b", lambda found: found[0].lower(), logic)
    return " ".join(re.sub(r"\d+", put, plain).split())


def _phrase_item(item: Mapping[str, str]) -> str:
    operation = item.get("operation", "")
    value = item.get("value") or item.get("valueField") or "empty"
    return f"{_name_field(item)} {_OPERATIONS.get(operation, operation)} {value}"


def _name_field(item: Mapping[str, str]) -> str:
    """Return a field without the name of the object that it is a field of."""
    field = item.get("field", "")
    return field.partition(".")[2] or field or "something"


def read_conditions(element: Element) -> dict[str, Any]:
    """Return what must be true of a record as the keys of a promise."""
    asked = read_entry_conditions(element)
    every = []
    priorities: list[str] = []
    for each in asked["conditions"]:
        if each["field"] == "Priority" and "is" in each and not priorities:
            priorities = each["is"]
        else:
            every.append(each)
    kept: dict[str, Any] = {"priorities": priorities} if priorities else {}
    if every:
        kept["conditions"] = every
    if "any_conditions" in asked:
        kept["any_conditions"] = asked["any_conditions"]
    return kept


def read_entry_conditions(element: Element) -> dict[str, Any]:
    """Return what an entry asks of a record: conditions, and those of which one is enough.

    A formula is one condition in words, unless it is always true; so is a filter that cannot be
    read or is too long to write out.
    """
    formula, logic, items = _read_criteria(element)
    if formula:
        known = formula.casefold().replace(" ", "") in ("true", "true()")
        return {"conditions": [] if known else [_in_words(element)]}
    asked = [_read_condition(item) for item in items]
    filtered = filter_logic.apply(logic, asked) if logic else {"conditions": asked}
    return filtered or {"conditions": [_in_words(element)]}


def _in_words(element: Element) -> dict[str, Any]:
    return {"field": "record", "test": describe_criteria(element)}


_RELATED = frozenset({"Account", "Asset", "Contact", "Entitlement", "Owner", "Product2", "User"})
"""Objects that a record refers to, whose fields may be called like its own."""
_RELATIVE = re.compile(
    r"(?i)(?:today|yesterday|tomorrow|(?:last|this|next)_?[a-z_ ]*(?::\d+)?|\d+ \w+ ago)"
)
"""A day that is another one tomorrow, of which two may be the same."""


def _read_condition(item: Mapping[str, str]) -> dict[str, Any]:
    thing, _, name = item.get("field", "").partition(".")
    field = item["field"] if thing in _RELATED and name else _name_field(item)
    operation = item.get("operation", "")
    words = _OPERATIONS.get(operation, operation)
    values = _read_values(item)
    if item.get("valueField"):
        return {"field": field, "test": f"{words} the field {item['valueField']}"}
    if not values:
        return {"field": field, "test": f"{words} empty".strip()}
    key = {"equals": "is", "notEqual": "is_not"}.get(operation)
    if key and not any(map(_RELATIVE.fullmatch, values)):
        return {"field": field, key: values}
    return {"field": field, "test": f"{words} {', '.join(values)}".strip()}


def _read_values(item: Mapping[str, str]) -> list[str]:
    """Return the values of which one must be there: a comma stands for or."""
    return [value.strip() for value in item.get("value", "").split(",") if value.strip()]
