"""Zendesk's fields, operators and numbers, in the words of people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cxlint.importers.policy_sketch import Place

LONGEST_PHRASE = 240


class Part:
    """A condition, or an action, which has no operator.

    `values` is its value as texts, those of tags one by one.
    """

    __slots__ = ("field", "operator", "place", "value", "values")

    def __init__(self, field: str, operator: str, value: Any, place: Place) -> None:
        self.field = field
        self.operator = operator
        self.value = value
        self.place = place
        self.values = _read_values(field, value)

    @property
    def value_text(self) -> str:
        """Return the first of the values, or nothing."""
        return self.values[0] if self.values else ""


def _read_values(field: str, value: Any) -> tuple[str, ...]:
    """Return what a part of a rule says as texts, tags one by one."""
    if isinstance(value, str) and field in ("current_tags", "tags"):
        return tuple(value.split())
    listed = value if isinstance(value, list) else (value,)
    return tuple(text for each in listed if (text := _read_text(each)))


class Via(NamedTuple):
    """A channel: what people call it, and its kind in a policy, if customers come through it."""

    words: str
    kind: str = ""


# https://developer.zendesk.com/documentation/ticketing/reference-guides/via-types/
VIAS = {
    ("0", "web_form"): Via("web form", "web_form"),
    ("4", "mail"): Via("email", "email"),
    ("5", "web_service"): Via("API"),
    ("8", "rule"): Via("trigger or automation"),
    ("16", "get_satisfaction"): Via("Get Satisfaction", "social"),
    ("17", "dropbox"): Via("feedback tab", "web_form"),
    ("23", "twitter_favorite"): Via("X like", "social"),
    ("24", "topic"): Via("forum"),
    ("26", "twitter_dm"): Via("X direct message", "social"),
    ("27", "closed_ticket"): Via("follow-up of a closed ticket"),
    ("29", "chat"): Via("chat", "chat"),
    ("30", "twitter"): Via("X", "social"),
    ("31", "ticket_sharing"): Via("ticket sharing"),
    ("33", "voicemail"): Via("voicemail", "voice"),
    ("34", "phone_call_inbound"): Via("phone call", "voice"),
    ("35", "phone_call_outbound"): Via("outbound phone call"),
    ("37", "text_message"): Via("text message", "sms"),
    ("38", "facebook_post"): Via("Facebook post", "social"),
    ("41", "facebook_message"): Via("Facebook message", "social"),
    ("44", "api_voicemail"): Via("voicemail of another telephone system", "voice"),
    ("45", "api_phone_call_inbound"): Via("phone call of another telephone system", "voice"),
    ("46", "api_phone_call_outbound"): Via("outbound phone call of another telephone system"),
    ("48", "web_widget"): Via("web widget", "web_form"),
    ("49", "mobile_sdk"): Via("mobile app", "app"),
    ("50", "helpcenter"): Via("help center post"),
    ("57", "sms"): Via("text message", "sms"),
    ("", "line"): Via("LINE", "messaging"),
    ("", "wechat"): Via("WeChat", "messaging"),
    ("", "whatsapp"): Via("WhatsApp", "messaging"),
    ("", "native_messaging"): Via("messaging", "messaging"),
    ("", "telegram"): Via("Telegram", "messaging"),
    ("", "viber"): Via("Viber", "messaging"),
    ("", "instagram_dm"): Via("Instagram direct message", "social"),
}
_BY_WORD = {word: via for words, via in VIAS.items() for word in words if word}

METRICS = {
    "first_reply_time": "first_reply",
    "next_reply_time": "next_reply",
    "periodic_update_time": "update_every",
    "pausable_update_time": "update_every",
    "requester_wait_time": "resolution",
    "total_resolution_time": "resolution",
    "agent_work_time": "resolution",
}
"""What each metric promises, of several for one thing the one that stands first."""

_METRICS_BY_WEIGHT = (
    "first_reply_time", "next_reply_time", "periodic_update_time", "pausable_update_time",
    "requester_wait_time", "total_resolution_time", "agent_work_time",
)  # fmt: skip


def rank_metric(metric: str) -> int:
    """Return how near a metric is to what a customer feels, the smaller the nearer."""
    return _METRICS_BY_WEIGHT.index(metric)


SINCE = {
    "NEW": "new", "OPEN": "open", "PENDING": "pending", "HOLD": "on hold", "SOLVED": "solved",
    "CLOSED": "closed", "exact_created_at": "created", "assigned_at": "assigned",
    "updated_at": "updated", "requester_updated_at": "updated by the requester",
    "assignee_updated_at": "updated by the assignee",
}  # fmt: skip
"""Conditions that count the hours since something."""

UNTIL = {
    "until_due_date": "before it is due",
    "until_sla_next_breach_at": "before an SLA target is missed",
    "sla_next_breach_at": "after an SLA target was missed",
    "due_date": "after it was due",
}
"""Conditions that count the hours until something, or since a time that is not its beginning."""

_ORDERS = {
    "priority": ("low", "normal", "high", "urgent"),
    "status": ("new", "open", "pending", "hold", "solved", "closed"),
}
_FIELDS = {
    "via_id": "channel", "current_via_id": "channel of the update", "current_tags": "tags",
    "role": "role of who updates it", "update_type": "update", "ticket_form_id": "form",
    "locale_id": "language", "comment_is_public": "comment", "ticket_is_public": "privacy",
}  # fmt: skip
_OPERATORS = {
    "value_previous": "changed from", "not_value_previous": "not changed from",
    "value": "changed to", "not_value": "not changed to", "changed": "changed",
    "not_changed": "not changed", "less_than": "less than", "greater_than": "greater than",
    "is_business_hours": "is (business hours)",
    "less_than_business_hours": "less than (business hours)",
    "greater_than_business_hours": "greater than (business hours)",
}  # fmt: skip
_IS = {"is", "includes", "value_is", "contains_at_least_one"}
_IS_NOT = {"is_not", "not_includes", "value_is_not"}


def find_via(word: str) -> Via | None:
    """Return the channel that a number or a word of Zendesk's means."""
    return _BY_WORD.get(word)


def describe_condition(part: Part, group: Callable[[str], str]) -> dict[str, Any]:
    """Return a condition in the words of a policy. `group` says what a group is called."""
    field = name_field(part.field)
    values = [name_value(part.field, each, group) for each in part.values] or ["nothing"]
    order = _ORDERS.get(part.field, ())
    if part.operator in _IS:
        return {"field": field, "is": values}
    if part.operator in _IS_NOT:
        return {"field": field, "is_not": values}
    if values[0] in order and part.operator.startswith(("less_than", "greater_than")):
        place = order.index(values[0])
        within = order[:place] if part.operator.startswith("less") else order[place + 1 :]
        if part.operator.endswith("equal"):
            within = (*within, values[0])
        return {"field": field, "is": list(within) or ["nothing"]}
    if part.field in SINCE or part.field in UNTIL:
        return {"field": field, "test": describe_hours(part)}
    asked = _OPERATORS.get(part.operator, part.operator.replace("_", " ")) or "is"
    shown = "" if part.operator.endswith("changed") else f" {' or '.join(values)}"
    return {"field": field, "test": f"{asked}{shown}"}


def describe_hours(part: Part) -> str:
    """Return how many hours since or until something a condition asks for, in words."""
    far = {"less_than": "less than ", "greater_than": "more than "}
    often = next((word for key, word in far.items() if part.operator.startswith(key)), "")
    unit = "business hours" if part.operator.endswith("business_hours") else "hours"
    if part.field in UNTIL:
        return f"{often}{part.value_text} {unit} {UNTIL[part.field]}"
    return f"{often}{part.value_text} {unit} after it was {SINCE[part.field]}"


def join_conditions(
    conditions: Iterable[dict[str, Any]], choices: Sequence[dict[str, Any]] = ()
) -> str:
    """Return conditions as one sentence; of the choices one must hold."""
    parts = [_phrase_condition(each) for each in conditions]
    if choices:
        parts.append(" or ".join(_phrase_condition(each) for each in choices))
    text = ", ".join(parts)
    return text if len(text) <= LONGEST_PHRASE else f"{text[: LONGEST_PHRASE - 1].rstrip()}…"


def _phrase_condition(condition: dict[str, Any]) -> str:
    if "test" in condition:
        timed = " after it " in condition["test"] or " before " in condition["test"]
        return str(condition["test"]) if timed else f"{condition['field']} {condition['test']}"
    key = "is" if "is" in condition else "is_not"
    return f"{condition['field']} {key.replace('_', ' ')} {' or '.join(condition[key])}"


def name_field(field: str) -> str:
    """Return what people call a field."""
    plain = _FIELDS.get(field) or field.removesuffix("_id").replace("_", " ").strip()
    return plain or "something"


def name_value(field: str, value: str, group: Callable[[str], str]) -> str:
    """Return what people call a value of a field."""
    if field == "group_id":
        return group(value)
    if field.endswith("via_id"):
        known = find_via(value)
        return known.words if known else f"channel {value}"
    return value


def _read_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, dict | list):
        return ""
    return str(value).strip()
