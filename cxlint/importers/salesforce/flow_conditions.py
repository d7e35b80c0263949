"""What the rules of a decision in a flow of Salesforce ask, in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.salesforce import filter_logic

if TYPE_CHECKING:
    from cxlint.parsing.xml_parser import Element

_WORDS = {
    "GreaterThanOrEqualTo": "is at least {}",
    "LessThanOrEqualTo": "is at most {}",
    "GreaterThan": "is more than {}",
    "LessThan": "is less than {}",
    "Contains": "contains {}",
    "StartsWith": "starts with {}",
    "EndsWith": "ends with {}",
}
_EQUAL = {"EqualTo": "is", "NotEqualTo": "is_not"}
_YES_OR_NO = {"IsNull": ("is empty", "is not empty"), "IsBlank": ("is blank", "is not blank"),
              "WasSelected": ("is selected", "is not selected"),
              "WasSet": ("is set", "is not set"),
              "WasVisited": ("is visited", "is not visited")}  # fmt: skip
_JOINTS = {"and": " AND ", "": " AND ", "or": " OR "}


def read_rule(rule: Element) -> dict[str, Any]:
    """Return the conditions of a rule; nothing where they are a formula or ask for a change."""
    conditions = list(rule.all("conditions"))
    if not conditions or rule.text_of("doesRequireRecordChangedToMeetCriteria") == "true":
        return {}
    asked = [_read_condition(each) for each in conditions]
    stated = rule.text_of("conditionLogic")
    joint = _JOINTS.get(stated.casefold())
    logic = joint.join(map(str, range(1, len(asked) + 1))) if joint else stated
    return filter_logic.apply(logic, asked) or {}


def _read_condition(condition: Element) -> dict[str, Any]:
    field = condition.text_of("leftValueReference") or "something"
    operator = condition.text_of("operator")
    reference, value = _read_value(condition.first("rightValue"))
    if reference:  # of which nobody knows the value
        return {"field": field, "test": f"{operator} the value of {reference}"}
    if operator in _YES_OR_NO and value in ("true", "false"):
        return {"field": field, "test": _YES_OR_NO[operator][value == "false"]}
    if operator in _EQUAL and value:
        return {"field": field, _EQUAL[operator]: [value]}
    words = _WORDS.get(operator, f"{operator} {{}}")
    return {"field": field, "test": words.replace("{}", value).strip() or "is there"}


def _read_value(right: Element | None) -> tuple[str, str]:
    """Return what is compared with: the name of a value, or the value itself."""
    if right is None:
        return "", ""
    reference = right.text_of("elementReference")
    value = next((each.text.strip() for each in right.children if each.text.strip()), "")
    named = reference or (value if "{!" in value else "")
    return named, "" if named else value
