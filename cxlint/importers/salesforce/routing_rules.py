"""Rules of Salesforce that send records and answers: assignment, automatic replies, escalation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.salesforce.field_values import (
    describe_criteria,
    is_true,
    read_entry_conditions,
    read_minutes,
    write_minutes,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.importers.policy_sketch import Sketch
    from cxlint.parsing.xml_parser import Element

ANYTHING = "anything else"


def name_default_owner(sort: str) -> str:
    """Return what the owner is called of the records of a sort that no rule assigns."""
    return f"the default owner of a {sort.lower()}"


def name_assignment(sort: str) -> str:
    """Return what the rules are called that assign the records of a sort."""
    return f"the assignment of a {sort.lower()}"


def put_intake(sketch: Sketch, settings: Element) -> None:
    """Put the addresses and the form by which customers open cases, where they are switched on."""
    for mail in settings.all("emailToCase"):
        if is_true(mail, "enableEmailToCase"):
            for address in mail.all("routingAddresses"):
                sketch.seen += 1
                _put_mailbox(sketch, address)
    for form in settings.all("webToCase"):
        if is_true(form, "enableWebToCase"):
            sketch.seen += 1
            _put_channel(sketch, sketch.id("web to case"), {"kind": "web_form"}, form)


def _put_mailbox(sketch: Sketch, address: Element) -> None:
    channel: dict[str, Any] = {"kind": "email"}
    if mail := address.text_of("emailAddress"):
        channel["address"] = mail
    owner = address.first("caseOwner")
    if owner is not None and owner.text.strip():  # who has what no rule assigns
        channel["goes_to"] = [sketch.share("teams", owner.text.strip(), {}, owner.start), ""]
    id_ = sketch.id(f"\0{address.start}", address.text_of("routingName") or mail or "e-mail")
    _put_channel(sketch, id_, channel, address)


def _put_channel(sketch: Sketch, id_: str, channel: dict[str, Any], element: Element) -> None:
    """Put a channel that leads to the rules that assign cases, if they are among the files."""
    sketch.put("channels", id_, channel, element.start)
    into: tuple[str | int, ...] = ("channels", id_, "goes_to")
    if "goes_to" in channel:
        into = (*into, 1)
    else:
        channel["goes_to"] = ""
    sketch.lead(into, name_assignment("case"), otherwise="nothing")


def put_assignment(sketch: Sketch, root: Element, record: str) -> None:
    """Put each active rule as a branch, of which the first entry that fits takes the record."""
    for id_, rule, branch in _put_branches(sketch, root, "assignmentRule"):
        sketch.known_as(sketch.name, name_assignment(record))
        catches_all = False
        for entry in rule.all("ruleEntry"):
            sketch.seen += 1
            owner = entry.first("assignedTo")
            name = owner.text.strip() if owner is not None else ""
            if owner is not None and name:
                person = entry.text_of("assignedToType") == "User"
                target = share_owner(sketch, owner, is_person=person)
            else:
                target = _put_elsewhere(sketch, "whoever has it already", entry.start)
            catches_all = not _put_option(sketch, id_, branch, entry, target) or catches_all
        if not catches_all:
            branch["on_failure"] = ""
            sketch.lead(("steps", id_, "on_failure"), name_default_owner(record))


def put_replies(sketch: Sketch, root: Element, record: str) -> None:
    """Put each active rule as a branch that leads to the messages it sends."""
    for id_, rule, branch in _put_branches(sketch, root, "autoResponseRule"):
        onward = _put_elsewhere(sketch, f"the {record.lower()} is seen to", rule.start)
        for number, entry in enumerate(rule.all("ruleEntry"), 1):
            sketch.seen += 1
            template = entry.first("template")
            message = sketch.id(
                f"{id_} message {number}",
                f"message {template.text.strip()}" if template is not None else f"message {number}",
            )
            place = entry.start if template is None else template.start
            sketch.put("steps", message, {"kind": "message", "goes_to": onward}, place)
            _put_option(sketch, id_, branch, entry, message)
        branch["on_failure"] = onward


def put_escalation(sketch: Sketch, root: Element, record: str) -> None:
    """Put each entry of an active rule as an escalation, in the order in which they are tried.

    One without actions calls nobody, and takes the cases that fit it from those behind it.
    """
    for rule in _list_active(sketch, root, "escalationRule"):
        for number, entry in enumerate(rule.all("ruleEntry"), 1):
            sketch.seen += 1
            levels = list(_read_levels(sketch, entry))
            when = describe_criteria(entry)
            name = rule.text_of("fullName") or record
            id_ = sketch.id(f"{name} {number}", f"{name}, {when or ANYTHING}")
            place = len(sketch.data.get("escalations", ())) + 1
            escalation: dict[str, Any] = {
                "steps": [level for _, level in levels],
                "position": place,
                **read_entry_conditions(entry),
                **_read_clock(entry),
            }
            sketch.put("escalations", id_, escalation, entry.start)
            for key, tag in _CLOCK_TAGS.items():
                if key in escalation and (said := entry.first(tag)) is not None:
                    sketch.place(("escalations", id_, key), said.start)
            for at, (action, _) in enumerate(levels):
                sketch.place(("escalations", id_, "steps", at), action.start)


ANY_CHANGE = "any change of the case"
_CLOCK_TAGS = {"ends_on": "disableEscalationWhenModified", "restarts_on": "escalationStartTime"}


def _read_clock(entry: Element) -> dict[str, str]:
    """Return what a change of the case does to the clock; one that ends it cannot restart it."""
    if is_true(entry, "disableEscalationWhenModified"):
        return {"ends_on": ANY_CHANGE}
    if entry.text_of("escalationStartTime") == "CaseLastModified":
        return {"restarts_on": ANY_CHANGE}
    return {}


def _read_levels(sketch: Sketch, entry: Element) -> Iterator[tuple[Element, dict[str, Any]]]:
    """Yield the levels of an entry, the earliest first."""
    business = entry.text_of("businessHoursSource") in ("Case", "Static")
    timed: list[tuple[int, Element]] = []
    for action in entry.all("escalationAction"):
        after = read_minutes(action.text_of("minutesToEscalation"))
        if after is None:
            sketch.leave(
                action.start, "escalation action", "it does not say after how many minutes"
            )
        else:
            timed.append((after, action))
    when = describe_criteria(entry)
    for after, action in sorted(timed, key=lambda each: each[0]):
        people = list(dict.fromkeys(_list_people(sketch, action)))
        level: dict[str, Any] = {
            "after": write_minutes(after, business=business),
            "to": people or NOBODY,
        }
        if when and people:
            level["when"] = when
        yield action, level


NOBODY = "nobody"
OWNER = "the owner of the case"


def _list_people(sketch: Sketch, action: Element) -> Iterator[str]:
    for tag in ("assignedTo", "notifyTo"):
        owner = action.first(tag)
        if owner is None or not owner.text.strip():
            continue
        queue = tag == "assignedTo" and action.text_of("assignedToType") == "Queue"
        yield share_owner(sketch, owner, is_person=not queue)
    yield from (each.text.strip() for each in action.all("notifyEmail") if each.text.strip())
    if is_true(action, "notifyCaseOwner"):
        yield OWNER


def share_owner(sketch: Sketch, owner: Element, *, is_person: bool) -> str:
    """Name who gets a record: a queue, or one person."""
    return sketch.share("teams", owner.text.strip(), {"seats": 1} if is_person else {}, owner.start)


def _list_active(sketch: Sketch, root: Element, tag: str) -> Iterator[Element]:
    """Yield the rules that are active; say of the others that they are not."""
    for rule in root.all(tag):
        if is_true(rule, "active"):
            yield rule
        else:
            sketch.seen += 1
            name = rule.text_of("fullName")
            sketch.leave(rule.start, f"rule {name}".strip(), "it is not active, so it does nothing")


def _put_branches(
    sketch: Sketch, root: Element, tag: str
) -> Iterator[tuple[str, Element, dict[str, Any]]]:
    """Yield each active rule as a branch in the making, with its id."""
    for number, rule in enumerate(_list_active(sketch, root, tag)):
        branch: dict[str, Any] = {"kind": "branch", "from_elsewhere": True}
        id_ = sketch.name if number == 0 else sketch.id(f"{number}", rule.text_of("fullName"))
        name = rule.first("fullName") or rule
        sketch.put("steps", id_, branch, name.start)
        yield id_, rule, branch


def _put_option(
    sketch: Sketch, id_: str, branch: dict[str, Any], entry: Element, target: str
) -> bool:
    """Put an entry as an option; return whether it asks for anything."""
    options = branch.setdefault("options", [])
    criteria = describe_criteria(entry)
    sketch.place(("steps", id_, "options", len(options)), entry.start)
    asked = read_entry_conditions(entry)
    options.append({"say": criteria or ANYTHING, "goes_to": target, **asked})
    return asked != {"conditions": []}


def _put_elsewhere(sketch: Sketch, name: str, place: int) -> str:
    id_ = sketch.id(f"\0{name}", name)
    if id_ not in sketch.data.get("steps", {}):
        sketch.put("steps", id_, {"kind": "elsewhere"}, place)
    return id_
