"""Who does a task of a BPMN process: by its lane, its pool, or what the vendors' engines say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.importers.bpmn.labels import is_expression
from cxlint.importers.bpmn.model import Lane, find_lane, is_customer, join_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.importers.bpmn.model import FlowNode, Process
    from cxlint.parsing.xml_parser import Element

ASSIGNED_BY = ("candidateGroups", "assignee", "candidateUsers")
"""Attributes of camunda, zeebe, flowable and activiti, the most telling first."""

_RESOURCES = ("humanPerformer", "potentialOwner", "performer", "resourceRole")
_GROUP = re.compile(r"^(?:group|user|role)\((.*)\)$")


def find_performer(process: Process, node: FlowNode, *, alone: bool) -> Lane | None:
    """Return the lane or pool that has a node in hand.

    The pool of a process that is the only one says what the process is called, not who acts.
    """
    if (lane := find_lane(node)) is not None:
        return lane
    if alone or not process.pool_name:
        return None
    return Lane(process.pool_name, process.element.start)


def find_assignee(node: FlowNode, resources: Mapping[str, str]) -> str:
    """Return whom an engine is told to give a task to, or "" where it is to be worked out."""
    return next(iter(_list_assignees(node.element, resources)), "")


def _list_assignees(element: Element, resources: Mapping[str, str]) -> Iterator[str]:
    for attribute in ASSIGNED_BY:
        yield from _read_first(element.get(attribute))
    for outer in element.all("extensionElements"):
        for definition in outer.all("assignmentDefinition"):
            for attribute in ASSIGNED_BY:
                yield from _read_first(definition.get(attribute))
    for resource in element.all(*_RESOURCES):
        yield from _read_first(resources.get(resource.text_of("resourceRef").rpartition(":")[2]))
        for expression in resource.all("resourceAssignmentExpression"):
            yield from _read_first(
                expression.text_of("formalExpression") or expression.text_of("expression")
            )


def _read_first(text: str | None) -> Iterator[str]:
    """Yield the first of those named, unless it is an expression."""
    if not text or is_expression(text):
        return
    first = join_lines(text.split(",")[0])
    group = _GROUP.match(first)
    if first := (group[1].strip() if group else first):
        yield first


def is_customers(performer: Lane | None) -> bool:
    """Whether what lies there is the customer's own doing."""
    return performer is not None and is_customer(performer.name)
