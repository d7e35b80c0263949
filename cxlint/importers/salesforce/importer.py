"""Salesforce metadata: what an organization has set up for cases, as deployed and retrieved.

Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta. Each kind of file
has a root element of its own; what is set up but not active is in nobody's way and is not told.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from cxlint.importers.registry import Meaning
from cxlint.importers.salesforce import approvals, business_hours, milestones, routing_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cxlint.importers.policy_sketch import Names, Sketch
    from cxlint.parsing.xml_parser import Element, Xml

SPACE = "http://soap.sforce.com/2006/04/metadata"

TITLE = "Salesforce metadata"
SYNTAXES = ("xml",)

MEANINGS = (
    Meaning("AssignmentRules", "a branch: the first entry that fits says to whom a record goes"),
    Meaning("AutoResponseRules", "a branch, and a message for each entry"),
    Meaning("EscalationRules", "an escalation for each entry, its actions the levels"),
    Meaning("ApprovalProcess", "a remedy, its steps the tiers; with a way back, work as well"),
    Meaning("EntitlementProcess", "a promise for each milestone that is a reply or a resolution"),
    Meaning("timeTriggers of a milestone", "an escalation, which is to keep that promise"),
    Meaning("MilestoneType", "a name that milestones bear"),
    Meaning("Queue", "a team; one that says it has no members has no seats"),
    Meaning("BusinessHoursSettings", "schedules"),
    Meaning("CaseSettings", "the owner of the cases that no rule assigns"),
    Meaning("emailToCase, webToCase", "channels that lead to the assignment of cases"),
    Meaning("whatever is not active", "nothing, for it is in nobody's way"),
)


def claims(source: Xml) -> bool:
    """Whether its root is metadata of a kind that says what becomes of cases."""
    return source.root.space == SPACE and source.root.tag in _READERS


def read(source: Xml, names: Names) -> Iterator[Sketch]:
    """Yield the one part of a policy that a file is."""
    root = source.root
    kind, draw = _READERS[root.tag]
    called = root.text_of("fullName") or _stem(source.path)
    if root.tag == "EntitlementProcess":
        called = root.text_of("name") or called
    also = (routing_rules.default_owner("case"),) if root.tag == "CaseSettings" else ()
    sketch = names.sketch(source, f"{called}{kind}", root.start, *also)
    draw(sketch, root, called)
    yield sketch


def _stem(path: str) -> str:
    """Return the name of a file without what says of which kind it is: its API name."""
    name = unquote(posixpath.basename(path)).removesuffix(".xml").removesuffix("-meta")
    return name.rpartition(".")[0] or name


def _queue(sketch: Sketch, root: Element, called: str) -> None:
    """Put a queue as a team. Where members are not spoken of, none are known to be missing."""
    sketch.seen += 1
    label = root.text_of("name")
    told: dict[str, Any] = {"name": label} if label else {}
    members = root.first("queueMembers")
    if members is not None and not any(each.text.strip() for each in members.walk()):
        told["seats"] = 0
    known = sketch.share("teams", called, told, (root.first("name") or root).start)
    sketch.known_as(known, label)


def _milestone_type(sketch: Sketch, _: Element, __: str) -> None:
    """Note a name of milestones; what it stands for is said where it is used."""
    sketch.seen += 1


def _case_settings(sketch: Sketch, root: Element, _: str) -> None:
    """Put the owner of the cases that no rule assigns."""
    sketch.seen += 1
    owner = root.first("defaultCaseOwner")
    if owner is not None and owner.text.strip():
        team = sketch.share("teams", owner.text.strip(), {}, owner.start)
        told = {"kind": "transfer", "from_elsewhere": True, "goes_to": team}
        sketch.enter("step", told, owner.start)
    else:
        told = {"kind": "elsewhere", "from_elsewhere": True}
        sketch.enter("step", told, root.start)
    routing_rules.intake(sketch, root)


_READERS: Mapping[str, tuple[str, Callable[[Sketch, Element, str], None]]] = {
    "AssignmentRules": (" assignment", routing_rules.assignment),
    "AutoResponseRules": (" automatic reply", routing_rules.replies),
    "EscalationRules": (" escalation", routing_rules.escalation),
    "ApprovalProcess": (" approval", approvals.approval),
    "EntitlementProcess": (" entitlement", milestones.entitlement),
    "MilestoneType": (" milestone", _milestone_type),
    "Queue": (" queue", _queue),
    "BusinessHoursSettings": (" hours", business_hours.business_hours),
    "CaseSettings": (" settings", _case_settings),
}
