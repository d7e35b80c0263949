"""How each kind of thing of a Zendesk account looks, so that it cannot be of another make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.zendesk.conditions import SINCE, UNTIL

if TYPE_CHECKING:
    from collections.abc import Callable

TIMED = "automation"
"""The kind of rule that the clock fires."""


def has_clock(rule: dict[str, Any]) -> bool:
    """Whether a rule asks for the hours since or until something."""
    clocks = {*SINCE, *UNTIL}
    return any(
        isinstance(one, dict) and one.get("field") in clocks for one in _list_conditions(rule)
    )


def _list_conditions(rule: dict[str, Any]) -> list[Any]:
    """Return what a rule asks for, as far as it is in lists."""
    nested = rule.get("conditions")
    holders = [rule, nested] if isinstance(nested, dict) else [rule]
    lists = [holder.get(key) for holder in holders for key in _CONDITIONS]
    return [one for each in lists if isinstance(each, list) for one in each]


def _has_actions(each: dict[str, Any]) -> bool:
    listed = each.get("actions")
    if not isinstance(listed, list):
        return False
    return all(isinstance(one, dict) and isinstance(one.get("field"), str) for one in listed)


def is_surely_rule(each: dict[str, Any]) -> bool:
    """Whether something is a rule beyond doubt, though no key names its kind."""
    asked = _list_conditions(each)
    keys = {"field", "operator"}
    sure = bool(asked) and all(isinstance(one, dict) and keys <= one.keys() for one in asked)
    return sure and bool(each.get("actions")) and _is_rule(each)


def resembles_rule(each: dict[str, Any]) -> bool:
    """Whether something asks for what rules ask for, be it without what follows."""
    asked = [one for one in _list_conditions(each) if isinstance(one, dict)]
    return any({"field", "operator"} <= one.keys() for one in asked)


def _has_conditions(each: dict[str, Any]) -> bool:
    nested = each.get("conditions")
    return isinstance(nested, dict) or any(isinstance(each.get(key), list) for key in _CONDITIONS)


def _has_title(each: dict[str, Any]) -> bool:
    return any(isinstance(each.get(key), str) for key in ("title", "name"))


def _is_rule(each: dict[str, Any]) -> bool:
    return _has_title(each) and _has_actions(each) and _has_conditions(each)


def _is_macro(each: dict[str, Any]) -> bool:
    return (
        _has_title(each)
        and _has_actions(each)
        and _CONDITIONS[0] not in each
        and "conditions" not in each
    )


def _is_policy(each: dict[str, Any]) -> bool:
    asked = isinstance(each.get("filter"), dict) or _has_conditions(each)
    return isinstance(each.get("policy_metrics"), list) and asked and _has_title(each)


def _is_schedule(each: dict[str, Any]) -> bool:
    listed = each.get("intervals")
    return isinstance(listed, list) and "time_zone" in each and all(
        isinstance(one, dict) and {"start_time", "end_time"} <= one.keys() for one in listed
    )  # fmt: skip


def _is_view(each: dict[str, Any]) -> bool:
    return (
        _has_title(each) and _has_conditions(each) and bool({"execution", "output"} & each.keys())
    )


def _is_zendesk(each: dict[str, Any]) -> bool:
    return "zendesk.com/api/" in str(each.get("url"))


def _is_form(each: dict[str, Any]) -> bool:
    return isinstance(each.get("ticket_field_ids"), list) and _has_title(each)


_CONDITIONS = ("all", "any")

SHAPES: dict[str, Callable[[dict[str, Any]], bool]] = {
    "trigger": _is_rule,
    "automation": _is_rule,
    "macro": _is_macro,
    "sla_policy": _is_policy,
    "group_sla_policy": _is_policy,
    "schedule": _is_schedule,
    "ticket_form": _is_form,
    "group": _is_zendesk,
    "view": _is_view,
    "ticket_field": _is_zendesk,
    "brand": _is_zendesk,
    "target": _is_zendesk,
    "webhook": _is_zendesk,
    "organization": _is_zendesk,
    "user": _is_zendesk,
    "group_membership": _is_zendesk,
    "trigger_category": _is_zendesk,
    "user_field": _is_zendesk,
    "organization_field": _is_zendesk,
    "organization_membership": _is_zendesk,
}
"""How a thing of each kind looks, so that it cannot be of another make."""

PLURALS = {f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s": kind for kind in SHAPES}
"""What a list of the things of a kind is called."""
