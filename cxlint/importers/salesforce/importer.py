"""Salesforce metadata: what an organization has set up for cases, as deployed and retrieved.

Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta. Each kind of file
has a root element of its own; what is set up but not active is left out, which is said.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from cxlint.importers.registry import Meaning
from cxlint.importers.salesforce import (
    approvals,
    business_hours,
    fields,
    flows,
    milestones,
    routing_rules,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cxlint.importers.policy_sketch import Names, Sketch
    from cxlint.parsing.xml_parser import Element, Xml

SPACE = "http://soap.sforce.com/2006/04/metadata"

TITLE = "Salesforce metadata"
SYNTAXES = ("xml",)

FIELDS = fields.FIELDS

MEANINGS = (
    Meaning("AssignmentRules", "a branch: the first entry that fits says to whom a record goes"),
    Meaning("AutoResponseRules", "a branch, and a message for each entry"),
    Meaning("EscalationRules", "an escalation for each entry, its actions the levels"),
    Meaning(
        "criteriaItems, booleanFilter, entryCriteria",
        "conditions; of a formula, words that are compared as they stand",
    ),
    Meaning("order of ruleEntry", "the place in a row of which the first that fits applies"),
    Meaning(
        "disableEscalationWhenModified, escalationStartTime",
        "what ends an escalation, or sets its clock back",
    ),
    Meaning("ApprovalProcess", "a remedy, its steps the tiers; with a way back, work as well"),
    Meaning("ifCriteriaNotMet", "what becomes of a request for which a tier is not asked"),
    Meaning(
        "nextAutomatedApprover",
        "of the first step, the superior of whoever asks or owns; then that of the approver before",
    ),
    Meaning("EntitlementProcess", "a promise for each milestone that is a reply or a resolution"),
    Meaning("timeTriggers of a milestone", "an escalation, which is to keep that promise"),
    Meaning("milestone without timeTriggers", "an escalation without a level: nobody is warned"),
    Meaning("MilestoneType", "a name that milestones bear"),
    Meaning("Queue", "a team; one that says it has no members has no seats"),
    Meaning("BusinessHoursSettings", "schedules"),
    Meaning("CaseSettings", "the owner of the cases that no rule assigns"),
    Meaning("emailToCase, webToCase", "channels that lead to the assignment of cases"),
    Meaning("Flow", "a step that is begun from elsewhere; people see its screens, if it has any"),
    Meaning("start, startElementReference", "what a flow begins with"),
    Meaning("screens", "a form; a message, where nothing is asked"),
    Meaning("decisions", "a branch; its rules and the default outcome are the options"),
    Meaning("loops", "a task that goes round once for each record, which is an end"),
    Meaning(
        "assignments, recordCreates, recordLookups, recordUpdates, recordDeletes, actionCalls",
        "a task nobody notices; so are lists, transforms, pauses and stages",
    ),
    Meaning("faultConnector", "on_error"),
    Meaning(
        "no faultConnector, in a flow with screens",
        "on_error: the flow ends with an error for whoever is at the screen",
    ),
    Meaning("actionCalls routeWork", "a transfer to the team of that queue, or a bot"),
    Meaning("subflows", "the flow of that name, if it is among the files"),
    Meaning("customErrors", "a message to whoever saves the record"),
    Meaning("whatever is not active", "nothing, and it is said to be left out"),
)


def claims(source: Xml) -> bool:
    """Whether its root is metadata of a kind that says what becomes of cases."""
    return source.root.space == SPACE and source.root.tag in ROOT_ELEMENTS


def read(source: Xml, names: Names) -> Iterator[Sketch]:
    """Yield the one part of a policy that a file is."""
    root = source.root
    kind, put = ROOT_ELEMENTS[root.tag]
    name = root.text_of("fullName") or _read_api_name(source.path)
    if root.tag == "EntitlementProcess":
        name = root.text_of("name") or name
    sketch = names.sketch(
        source, f"{_find_title(root, name)}{kind}", root.start, *_list_also(root, name)
    )
    put(sketch, root, name)
    fields.look_at_root(sketch, root)
    yield sketch


def _find_title(root: Element, name: str) -> str:
    """Return what people call what a file holds; a flow has a label for that."""
    return (root.text_of("label") if root.tag == "Flow" else "") or name


def _list_also(root: Element, name: str) -> tuple[str, ...]:
    """Return the further names by which other files know what a file holds."""
    if root.tag == "CaseSettings":
        return (routing_rules.name_default_owner("case"),)
    return (flows.name_flow(name),) if root.tag == "Flow" else ()


def _read_api_name(path: str) -> str:
    """Return the name of a file without what says of which kind it is: its API name."""
    name = unquote(posixpath.basename(path)).removesuffix(".xml").removesuffix("-meta")
    return name.rpartition(".")[0] or name


def _put_queue(sketch: Sketch, root: Element, name: str) -> None:
    """Put a queue as a team. Where members are not spoken of, none are known to be missing."""
    sketch.seen += 1
    label = root.text_of("name")
    data: dict[str, Any] = {"name": label} if label else {}
    members = root.first("queueMembers")
    if members is not None and not any(each.text.strip() for each in members.walk()):
        data["seats"] = 0
    known = sketch.share("teams", name, data, (root.first("name") or root).start)
    sketch.known_as(known, label)


def _note_milestone_type(sketch: Sketch, _: Element, __: str) -> None:
    """Note a name of milestones; what it stands for is said where it is used."""
    sketch.seen += 1


def _put_case_settings(sketch: Sketch, root: Element, _: str) -> None:
    """Put the owner of the cases that no rule assigns."""
    sketch.seen += 1
    owner = root.first("defaultCaseOwner")
    if owner is not None and owner.text.strip():
        team = sketch.share("teams", owner.text.strip(), {}, owner.start)
        data = {"kind": "transfer", "from_elsewhere": True, "goes_to": team}
        sketch.enter("step", data, owner.start)
    else:
        data = {"kind": "elsewhere", "from_elsewhere": True}
        sketch.enter("step", data, root.start)
    routing_rules.put_intake(sketch, root)


ROOT_ELEMENTS: Mapping[str, tuple[str, Callable[[Sketch, Element, str], None]]] = {
    "AssignmentRules": (" assignment", routing_rules.put_assignment),
    "AutoResponseRules": (" automatic reply", routing_rules.put_replies),
    "EscalationRules": (" escalation", routing_rules.put_escalation),
    "ApprovalProcess": (" approval", approvals.put_approval),
    "EntitlementProcess": (" entitlement", milestones.put_entitlement),
    "MilestoneType": (" milestone", _note_milestone_type),
    "Queue": (" queue", _put_queue),
    "BusinessHoursSettings": (" hours", business_hours.put_business_hours),
    "CaseSettings": (" settings", _put_case_settings),
    "Flow": (" flow", flows.put_flow),
}
"""What each kind of file is called in the name of its part, and what puts it."""
