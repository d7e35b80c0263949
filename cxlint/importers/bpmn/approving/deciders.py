"""Who decides at a task of a BPMN process: a person, several, a group, or whoever is worked out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.importers.bpmn.assignees import find_assignee
from cxlint.importers.bpmn.labels import is_expression, strip_expression
from cxlint.importers.bpmn.meanings import find_lane_or_pool
from cxlint.importers.bpmn.model import join_lines
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.importers.bpmn.model import FlowNode
    from cxlint.importers.bpmn.process_sketch import ProcessSketch

ASKER = "whoever asks"
"""What those are called who ask for what is decided."""

_TRIAL = frozenset({"demo", "admin", "administrator", "test", "user"})
"""Accounts with which engines are tried out: nobody in particular."""

_GROUP = re.compile(
    r"(?:\b|_)(?:groups?|teams?|department|queue|pool|desk|board|committee|gruppe|abteilung|"
    r"equipe|équipe|groupe|grupo|equipo|gruppo|afdeling)(?:\b|_)",
    re.IGNORECASE,
)
"""Words in the name of several people, to whom a task is given as if they were one."""

_USER = re.compile(r"^user\((.*)\)$")


class Decider(NamedTuple):
    """Who decides, and who else may in their place; "" where nobody is known to.

    `is_person` says that it is one person who is named, `is_stated` that the file says who it is.
    """

    by: tuple[str, ...]
    stand_in: str = ""
    is_person: bool = False
    is_stated: bool = True


def find_decider(draft: ProcessSketch, node: FlowNode) -> Decider:
    """Return who decides at a task: those an engine gives it to, before the lane it lies in."""
    if is_asker(draft, node):
        return Decider((ASKER,))
    group = find_assignee(node, draft.file.resources)
    if persons := list_persons(node):
        others = _read_attribute(node, "candidateGroups")
        another = f"another member of {others}" if others and not is_expression(others) else ""
        unknown = "whom a listener calls" if _has_timeout_listener(node) else ""
        return Decider(tuple(persons), another or unknown, is_person=len(persons) == 1)
    lane = find_lane_or_pool(draft, node)
    if _read_attribute(node, "assignee") and not lane:
        return Decider((f"whoever is found for {node.name}",), "whom the process finds")
    if team := (lane.name if lane else "") or group:
        place = lane.place if lane else node.element.start
        shared = draft.sketch.share("teams", team, {}, place)
        return Decider((shared,), f"another member of {shared}")
    return Decider((f"whoever does {node.name}",), "whom the process finds", is_stated=False)


def list_persons(node: FlowNode) -> list[str]:
    """Return the persons whom a task names: the one it is given to, or those who may take it."""
    for attribute in ("assignee", "candidateUsers"):
        said = _read_attribute(node, attribute)
        if said and not is_expression(said) and not said.startswith("$"):
            named = dict.fromkeys(filter(None, map(join_lines, said.split(","))))
            return [] if any(map(_is_nobody_in_particular, named)) else list(named)
    return list(_list_performers(node))


def _is_nobody_in_particular(name: str) -> bool:
    return name.lower() in _TRIAL or _GROUP.search(name) is not None


def _list_performers(node: FlowNode) -> Iterator[str]:
    """Yield the persons of `humanPerformer`, and of `potentialOwner` where it says they are."""
    for resource in node.element.all("humanPerformer", "potentialOwner"):
        for expression in resource.all("resourceAssignmentExpression"):
            said = expression.text_of("formalExpression") or expression.text_of("expression")
            for each in said.split(","):
                named = join_lines(each)
                found = _USER.match(named)
                if found:
                    yield found[1].strip()
                elif resource.tag == "humanPerformer" and named and "(" not in named:
                    yield from () if is_expression(named) else (named,)


def is_asker(draft: ProcessSketch, node: FlowNode) -> bool:
    """Whether a task is given to who has started the process."""
    said = _read_attribute(node, "assignee").strip()
    if said == "$INITIATOR":
        return True
    name = strip_expression(said) if said.endswith("}") else said.lstrip("= ")
    if not is_expression(said) or not name:
        return False
    return name in {"initiator", *_list_initiators(draft)}


def _list_initiators(draft: ProcessSketch) -> Iterator[str]:
    for start in draft.process.scope.starts:
        if name := start.element.get("initiator"):
            yield name


def _read_attribute(node: FlowNode, attribute: str) -> str:
    """Return what an element or its extension says under a name."""
    if said := node.element.get(attribute):
        return said
    for outer in node.element.all("extensionElements"):
        for definition in outer.all("assignmentDefinition"):
            if said := definition.get(attribute):
                return said
    return ""


def _has_timeout_listener(node: FlowNode) -> bool:
    return any(
        listener.get("event") == "timeout"
        for outer in node.element.all("extensionElements")
        for listener in outer.all("taskListener")
    )
