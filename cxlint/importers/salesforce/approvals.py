"""Approval processes of Salesforce: the steps as tiers, and where a refusal leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.salesforce.field_values import is_true, read_entry_conditions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.importers.policy_sketch import Sketch
    from cxlint.parsing.xml_parser import Element

_RELATED = "{} of the record"
_KINDS = {
    "user": "{}",
    "queue": "{}",
    "relatedUserField": _RELATED,
    "adhoc": "whom the one who asks chooses",
}


def put_approval(sketch: Sketch, root: Element, name: str) -> None:
    """Put an active process as a remedy.

    Every step counts as a tier, since at worst a request goes through all of them. Where a refusal
    goes back to the step before, the steps are also work that can be sent back.
    """
    sketch.seen += 1
    if not is_true(root, "active"):
        what = f"approval process {root.text_of('label') or name}"
        sketch.leave(root.start, what, "it is not active, so it decides nothing")
        return
    title = root.first("label") or root.first("fullName") or root
    remedy = sketch.id("\0remedy", root.text_of("label") or name)
    tiers: list[dict[str, Any]] = []
    steps: list[Element] = []
    for step in root.all("approvalStep"):
        sketch.seen += 1
        tier = _read_tier(sketch, root, step, steps)
        if tier is None:
            what = f"approval step {step.text_of('label') or step.text_of('name')}"
            sketch.leave(step.start, what.strip(), "it does not say who approves")
            continue
        sketch.place(("remedies", remedy, "tiers", len(tiers)), step.start)
        tiers.append(tier)
        steps.append(step)
    data: dict[str, Any] = {"asked_by": "us", **_read_entry(root)}
    if tiers:
        data["tiers"] = tiers
        data["route"] = "all"
    sketch.put("remedies", remedy, data, title.start)
    if any(_sends_back(step) for step in steps[1:]):
        _put_work(sketch, root, steps, tiers)


def _read_tier(
    sketch: Sketch, root: Element, step: Element, before: list[Element]
) -> dict[str, Any] | None:
    """Return a step as a tier, or None where nobody is named."""
    assigned = step.first("assignedApprover")
    by = (
        list(dict.fromkeys(_list_approvers(sketch, root, assigned, before)))
        if assigned is not None
        else []
    )
    if assigned is None or not by:
        return None
    tier: dict[str, Any] = {"by": by[0] if len(by) == 1 else by}
    if len(by) > 1 and assigned.text_of("whenMultipleApprovers") == "Unanimous":
        tier["need"] = "all"
    if delegate := _name_delegate(root, step, assigned, by[0]):
        tier["delegate"] = delegate
    asked = _read_entry(step)
    tier |= asked
    if asked and (otherwise := _OTHERWISE.get(step.text_of("ifCriteriaNotMet"))):
        tier["otherwise"] = otherwise
    return tier


_OTHERWISE = {"ApproveRecord": "grant", "RejectRecord": "refuse"}


def _name_delegate(root: Element, step: Element, assigned: Element, first: str) -> str:
    """Return who decides in somebody's absence; of a queue, any of its members does.

    Who may choose the approver may take the request back and choose somebody else.
    """
    if is_true(step, "allowDelegate"):
        return f"whom {first} names as a delegate"
    kinds = {approver.text_of("type") for approver in assigned.all("approver")}
    if kinds == {"adhoc"} and is_true(root, "allowRecall"):
        return "somebody else whom the one who asks chooses"
    return f"another member of {first}" if kinds == {"queue"} else ""


def _read_entry(element: Element) -> dict[str, Any]:
    criteria = element.first("entryCriteria")
    asked = read_entry_conditions(criteria) if criteria is not None else {}
    return {} if asked == {"conditions": []} else asked


def _name_superior(root: Element, field: str, before: list[Element]) -> str:
    """Return who is above whom: first above who asks, then above who has decided before."""
    following = root.first("nextAutomatedApprover")
    stated = following.text_of("userHierarchyField") if following is not None else ""
    whom = "whoever asks"
    if before:
        whom = f"whoever approves {before[-1].text_of('label') or before[-1].text_of('name')}"
    elif following is not None and is_true(following, "useApproverFieldOfRecordOwner"):
        whom = "whoever owns the record"
    return f"{field or stated or 'Manager'} of {whom}"


def _list_approvers(
    sketch: Sketch, root: Element, assigned: Element, before: list[Element]
) -> Iterator[str]:
    for approver in assigned.all("approver"):
        kind, name = approver.text_of("type"), approver.text_of("name")
        if kind == "queue" and name:
            yield sketch.share("teams", name, {}, approver.start)
        elif kind == "userHierarchyField":
            yield _name_superior(root, name, before)
        elif kind == "adhoc" or name:
            yield _KINDS.get(kind, "{}").format(name)


def _sends_back(step: Element) -> bool:
    behaviour = step.first("rejectBehavior")
    return behaviour is not None and behaviour.text_of("type") == "BackToPrevious"


def _put_work(
    sketch: Sketch, root: Element, steps: list[Element], tiers: list[dict[str, Any]]
) -> None:
    """Put the steps as work, of which some send a request back to the one before."""
    ids = [
        sketch.id(
            f"\0step {number}", step.text_of("label") or step.text_of("name") or f"step {number}"
        )
        for number, step in enumerate(steps, 1)
    ]
    decided = sketch.id("\0decided", "the request is decided")
    sketch.enter("step", {"kind": "task", "from_elsewhere": True, "goes_to": ids[0]}, root.start)
    sketch.put("outcomes", decided, {"kind": "ended"}, root.start)
    for number, (id_, step, tier) in enumerate(zip(ids, steps, tiers, strict=True)):
        by = tier["by"]
        onward = ids[number + 1] if number + 1 < len(ids) else decided
        work: dict[str, Any] = {"kind": "work", "by": by if isinstance(by, str) else by[0]}
        sketch.put("steps", id_, work, step.start)
        if number and _sends_back(step):
            behaviour = step.first("rejectBehavior") or step
            work["options"] = [
                {"say": "approved", "goes_to": onward},
                {"say": "rejected", "goes_to": ids[number - 1]},
            ]
            sketch.place(("steps", id_, "options", 1), behaviour.start)
        else:
            work["goes_to"] = list(dict.fromkeys((onward, decided)))
