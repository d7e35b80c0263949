"""Who does a task of a BPMN process: by its lane, its pool, or what the vendors' engines say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.importers.bpmn.labels import worked_out
from cxlint.importers.bpmn.model import is_customer, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.importers.bpmn.model import Node, Process
    from cxlint.parsing.xml_parser import Element

ASSIGNED_BY = ("candidateGroups", "assignee", "candidateUsers")
"""Attributes of camunda, zeebe, flowable and activiti, the most telling first."""

_RESOURCES = ("humanPerformer", "potentialOwner", "performer", "resourceRole")
_CALLED = re.compile(r"^(?:group|user|role)\((.*)\)$")


def hand(process: Process, node: Node, *, alone: bool) -> tuple[str, int] | None:
    """Return the lane or pool that has a node in hand, and where it stands.

    The pool of a process that is the only one says what the process is called, not who acts.
    """
    if (lane := process.lane(node)) is not None:
        return lane
    if alone or not process.pool_name:
        return None
    return process.pool_name, process.element.start


def assigned(node: Node, resources: dict[str, str]) -> str:
    """Return whom an engine is told to give a task to, or "" where it is to be worked out."""
    return next(iter(_assigned(node.element, resources)), "")


def _assigned(element: Element, resources: dict[str, str]) -> Iterator[str]:
    for attribute in ASSIGNED_BY:
        yield from _first(element.get(attribute))
    for outer in element.all("extensionElements"):
        for definition in outer.all("assignmentDefinition"):
            for attribute in ASSIGNED_BY:
                yield from _first(definition.get(attribute))
    for resource in element.all(*_RESOURCES):
        yield from _first(resources.get(resource.text_of("resourceRef").rpartition(":")[2]))
        for expression in resource.all("resourceAssignmentExpression"):
            yield from _first(
                expression.text_of("formalExpression") or expression.text_of("expression")
            )


def _first(text: str | None) -> Iterator[str]:
    """Yield the first of those named, unless it is an expression."""
    if not text or worked_out(text):
        return
    first = plain(text.split(",")[0])
    called = _CALLED.match(first)
    if first := (called[1].strip() if called else first):
        yield first


def is_customers(who: tuple[str, int] | None) -> bool:
    """Whether what lies there is the customer's own doing."""
    return who is not None and is_customer(who[0])
