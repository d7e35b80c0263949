"""What Salesforce metadata says in fields, as words and values of a policy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.importers.shared.duration_text import write_duration

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
_ANY = re.compile(r"\s*\(?\s*\d+(?:\s+OR\s+\d+)*\s*\)?\s*", re.IGNORECASE)
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
_LOGIC = ("booleanFilter", "milestoneCriteriaBooleanFilter")


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
    formula, logic, items = _read_criteria(element)
    all_of = not logic or bool(_ALL.fullmatch(logic))
    if formula or not (all_of or _ANY.fullmatch(logic)):
        return {"conditions": [{"field": "record", "test": describe_criteria(element)}]}
    if not all_of and len(items) > 1:
        return {"any_conditions": [_read_condition(item) for item in items]}
    return _list_conditions(items)


def _list_conditions(items: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    promise: dict[str, Any] = {}
    for item in items:
        priorities = _read_values(item)
        priority = _name_field(item) == "Priority" and item.get("operation", "") == "equals"
        if priority and priorities and "priorities" not in promise:
            promise["priorities"] = priorities
        else:
            promise.setdefault("conditions", []).append(_read_condition(item))
    return promise


def _read_condition(item: Mapping[str, str]) -> dict[str, Any]:
    key = {"equals": "is", "notEqual": "is_not"}.get(item.get("operation", ""))
    values = _read_values(item)
    if key and values:
        return {"field": _name_field(item), key: values}
    return {"field": _name_field(item), "test": _phrase_item(item)}


def _read_values(item: Mapping[str, str]) -> list[str]:
    """Return the values of which one must be there: a comma stands for or."""
    return [value.strip() for value in item.get("value", "").split(",") if value.strip()]
