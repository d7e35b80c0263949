"""Rules of Salesforce that send records and answers: assignment, automatic replies, escalation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.salesforce.field_values import is_true, said_of, spoken, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.importers.policy_sketch import Sketch
    from cxlint.parsing.xml_parser import Element

ANYTHING = "anything else"


def default_owner(sort: str) -> str:
    """Return what the owner is called of the records of a sort that no rule assigns."""
    return f"the default owner of a {sort.lower()}"


def assigning(sort: str) -> str:
    """Return what the rules are called that assign the records of a sort."""
    return f"the assignment of a {sort.lower()}"


def intake(sketch: Sketch, settings: Element) -> None:
    """Put the addresses and the form by which customers open cases, where they are switched on."""
    for mail in settings.all("emailToCase"):
        if is_true(mail, "enableEmailToCase"):
            for address in mail.all("routingAddresses"):
                sketch.seen += 1
                _mailbox(sketch, address)
    for form in settings.all("webToCase"):
        if is_true(form, "enableWebToCase"):
            sketch.seen += 1
            _channel(sketch, sketch.id("web to case"), {"kind": "web_form"}, form)


def _mailbox(sketch: Sketch, address: Element) -> None:
    told: dict[str, Any] = {"kind": "email"}
    if written := address.text_of("emailAddress"):
        told["address"] = written
    owner = address.first("caseOwner")
    if owner is not None and owner.text.strip():  # who has what no rule assigns
        told["goes_to"] = [sketch.share("teams", owner.text.strip(), {}, owner.start), ""]
    id_ = sketch.id(f"\0{address.start}", address.text_of("routingName") or written or "e-mail")
    _channel(sketch, id_, told, address)


def _channel(sketch: Sketch, id_: str, told: dict[str, Any], element: Element) -> None:
    """Put a channel that leads to the rules that assign cases, if they are among the files."""
    sketch.put("channels", id_, told, element.start)
    into: tuple[str | int, ...] = ("channels", id_, "goes_to")
    if "goes_to" in told:
        into = (*into, 1)
    else:
        told["goes_to"] = ""
    sketch.lead(into, assigning("case"), otherwise="nothing")


def assignment(sketch: Sketch, root: Element, called: str) -> None:
    """Put each active rule as a branch, of which the first entry that fits takes the record."""
    for id_, rule, told in _branches(sketch, root, "assignmentRule"):
        sketch.known_as(sketch.name, assigning(called))
        catches_all = False
        for entry in rule.all("ruleEntry"):
            sketch.seen += 1
            owner = entry.first("assignedTo")
            name = owner.text.strip() if owner is not None else ""
            if owner is not None and name:
                target = sketch.share("teams", name, {}, owner.start)
            else:
                target = _elsewhere(sketch, "whoever has it already", entry.start)
            catches_all = not _option(sketch, id_, told, entry, target) or catches_all
        if not catches_all:
            told["on_failure"] = ""
            sketch.lead(("steps", id_, "on_failure"), default_owner(called))


def replies(sketch: Sketch, root: Element, called: str) -> None:
    """Put each active rule as a branch that leads to the messages it sends."""
    for id_, rule, told in _branches(sketch, root, "autoResponseRule"):
        onward = _elsewhere(sketch, f"the {called.lower()} is seen to", rule.start)
        for number, entry in enumerate(rule.all("ruleEntry"), 1):
            sketch.seen += 1
            template = entry.first("template")
            message = sketch.id(
                f"{id_} message {number}",
                f"message {template.text.strip()}" if template is not None else f"message {number}",
            )
            place = entry.start if template is None else template.start
            sketch.put("steps", message, {"kind": "message", "goes_to": onward}, place)
            _option(sketch, id_, told, entry, message)
        told["on_failure"] = onward


def escalation(sketch: Sketch, root: Element, called: str) -> None:
    """Put each entry of an active rule as an escalation; one without actions calls nobody."""
    for rule in root.all("escalationRule"):
        if not is_true(rule, "active"):
            continue
        for number, entry in enumerate(rule.all("ruleEntry"), 1):
            sketch.seen += 1
            levels = list(_levels(sketch, entry))
            if levels:
                told: dict[str, Any] = {"steps": [level for _, level in levels]}
                if entry.text_of("escalationStartTime") == "CaseLastModified":
                    told["description"] = "counted from when the case was last modified"
                when = said_of(entry)
                name = rule.text_of("fullName") or called
                id_ = sketch.id(f"{name} {number}", f"{name}, {when or ANYTHING}")
                sketch.put("escalations", id_, told, entry.start)
                for place, (action, _) in enumerate(levels):
                    sketch.place(("escalations", id_, "steps", place), action.start)


def _levels(sketch: Sketch, entry: Element) -> Iterator[tuple[Element, dict[str, Any]]]:
    """Yield the levels of an entry, the earliest first."""
    business = entry.text_of("businessHoursSource") in ("Case", "Static")
    timed: list[tuple[int, Element]] = []
    for action in entry.all("escalationAction"):
        after = whole(action.text_of("minutesToEscalation"))
        if after is None:
            sketch.leave(
                action.start, "escalation action", "it does not say after how many minutes"
            )
        else:
            timed.append((after, action))
    when = said_of(entry)
    for after, action in sorted(timed, key=lambda each: each[0]):
        level: dict[str, Any] = {"after": spoken(after, business=business)}
        if called := list(dict.fromkeys(_called(sketch, action))):
            level["to"] = called
        if when:
            level["when"] = when
        yield action, level


def _called(sketch: Sketch, action: Element) -> Iterator[str]:
    for tag in ("assignedTo", "notifyTo"):
        named = action.first(tag)
        if named is None or not named.text.strip():
            continue
        name = named.text.strip()
        queue = tag == "assignedTo" and action.text_of("assignedToType") == "Queue"
        yield sketch.share("teams", name, {}, named.start) if queue else name
    yield from (each.text.strip() for each in action.all("notifyEmail") if each.text.strip())
    if is_true(action, "notifyCaseOwner"):
        yield "the owner of the case"


def _branches(
    sketch: Sketch, root: Element, tag: str
) -> Iterator[tuple[str, Element, dict[str, Any]]]:
    """Yield each active rule as a branch in the making, with its id."""
    active = [rule for rule in root.all(tag) if is_true(rule, "active")]
    for number, rule in enumerate(active):
        told: dict[str, Any] = {"kind": "branch", "from_elsewhere": True}
        id_ = sketch.name if number == 0 else sketch.id(f"{number}", rule.text_of("fullName"))
        name = rule.first("fullName") or rule
        sketch.put("steps", id_, told, name.start)
        yield id_, rule, told


def _option(sketch: Sketch, id_: str, told: dict[str, Any], entry: Element, target: str) -> bool:
    """Put an entry as an option; return whether it asks for anything."""
    options = told.setdefault("options", [])
    asked = said_of(entry)
    sketch.place(("steps", id_, "options", len(options)), entry.start)
    options.append({"say": asked or ANYTHING, "goes_to": target})
    return bool(asked)


def _elsewhere(sketch: Sketch, called: str, place: int) -> str:
    id_ = sketch.id(f"\0{called}", called)
    if id_ not in sketch.data.get("steps", {}):
        sketch.put("steps", id_, {"kind": "elsewhere"}, place)
    return id_
