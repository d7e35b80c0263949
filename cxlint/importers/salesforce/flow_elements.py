"""The elements of a flow of Salesforce: which there are, where they lead, and what they set.

Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_visual_workflow.htm
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.parsing.xml_parser import Element

SCREEN = "screens"
DECISION = "decisions"
LOOP = "loops"
SUBFLOW = "subflows"
ACTION = "actionCalls"
MESSAGE = "customErrors"

FAILING = frozenset(
    {ACTION, "apexPluginCalls", "recordCreates", "recordDeletes", "recordLookups", "recordUpdates"}
)
"""Elements that fail where somebody may not see or change a record, or what is called is down."""

TAGS = frozenset(
    {"assignments", "collectionProcessors", DECISION, LOOP, MESSAGE, "orchestratedStages",
     "recordRollbacks", SCREEN, "steps", SUBFLOW, "transforms", "waits", *FAILING}
)  # fmt: skip
"""Every kind of element that stands on the canvas of a flow."""

_SETTING = frozenset(
    {
        "assignToReference",
        "assignRecordIdToReference",
        "outputReference",
        "assignNextValueToReference",
        "objectFieldReference",
    }
)
_RESOURCES = frozenset({"constants", "variables"})
_BROWSING = frozenset({"DisplayText", "DisplayImage", "RegionContainer", "Region"})


class FlowMove(NamedTuple):
    """A connector: which element follows (empty: the flow ends), and where it says so.

    `key` is `goes_to`, `on_error` or `options`; of an option `words` say when, and `rule` is what
    it asks; the default outcome has none.
    """

    target: str
    key: str
    place: int
    words: str = ""
    rule: Element | None = None


class SalesforceFlow(NamedTuple):
    """A flow: its root and its elements by their names, in the order of the file.

    `writers` are the elements that set a value, by what it is called; `fixed` are the constants
    and variables, of which none changes by itself.
    """

    root: Element
    elements: Mapping[str, Element]
    writers: Mapping[str, set[str]]
    fixed: frozenset[str]


def open_flow(root: Element) -> SalesforceFlow:
    """Return the flow of a root element."""
    elements = {each.text_of("name"): each for each in root.children if each.tag in TAGS}
    writers: dict[str, set[str]] = {}
    for name, element in elements.items():
        for value in (name, *_list_values(element)):
            writers.setdefault(value, set()).add(name)
    fixed = frozenset(each.text_of("name") for each in root.children if each.tag in _RESOURCES)
    return SalesforceFlow(root, elements, writers, fixed)


def _list_values(element: Element) -> Iterator[str]:
    """Yield what an element sets: values by their names, and the fields of its screen."""
    for each in element.walk():
        if each.tag in _SETTING:
            yield _read_root(each.text)
        elif each.tag == "fields":
            yield each.text_of("name")


def _read_root(reference: str) -> str:
    return reference.strip().partition(".")[0]


def is_for_people(root: Element) -> bool:
    """Whether somebody sits before a flow and sees its screens."""
    return root.text_of("processType") == "Flow" or root.first(SCREEN) is not None


def asks_something(screen: Element) -> bool:
    """Whether people enter or choose something on a screen."""
    fields = (each for each in screen.walk() if each.tag == "fields")
    return any(not _is_only_shown(each) for each in fields)


def _is_only_shown(field: Element) -> bool:
    is_picture = field.text_of("extensionName") == "flowruntime:image"
    return is_picture or field.text_of("fieldType") in _BROWSING


def list_starts(root: Element) -> Iterator[FlowMove]:
    """Yield what a flow begins with."""
    if (first := root.first("startElementReference")) is not None and first.text.strip():
        yield FlowMove(first.text.strip(), "goes_to", first.start)
    for start in root.all("start"):
        yield from _read_connectors(start, "connector")
        for path in start.all("scheduledPaths"):
            yield from _read_connectors(path, "connector")


def list_moves(element: Element) -> Iterator[FlowMove]:
    """Yield where an element leads; what leads on nowhere ends the flow."""
    if element.tag == DECISION:
        yield from _list_options(element)
    elif element.tag == LOOP:
        yield from _read_connectors(element, "nextValueConnector")
        yield _read_way_on(element, "noMoreValuesConnector")
    else:
        events = [
            move
            for each in element.all("waitEvents")
            for move in _read_connectors(each, "connector")
        ]
        yield from events
        usual = list(_read_connectors(element, "connector", "connectors", "defaultConnector"))
        yield from usual
        if not events and not usual:
            yield FlowMove("", "goes_to", element.start)
    for fault in element.all("faultConnector"):
        yield from (move._replace(key="on_error") for move in _read_targets(fault))


def _list_options(decision: Element) -> Iterator[FlowMove]:
    for rule in decision.all("rules"):
        words = rule.text_of("label") or rule.text_of("name")
        move = _read_way_on(rule, "connector")
        yield move._replace(key="options", words=words, rule=rule)
    words = decision.text_of("defaultConnectorLabel") or "anything else"
    yield _read_way_on(decision, "defaultConnector")._replace(key="options", words=words)


def _read_way_on(element: Element, tag: str) -> FlowMove:
    """Return where the one connector of that name leads; the end, where there is none."""
    return next(_read_connectors(element, tag), FlowMove("", "goes_to", element.start))


def _read_connectors(element: Element, *tags: str) -> Iterator[FlowMove]:
    for connector in element.all(*tags):
        yield from _read_targets(connector)


def _read_targets(connector: Element) -> Iterator[FlowMove]:
    for target in connector.all("targetReference"):
        if target.text.strip():
            yield FlowMove(target.text.strip(), "goes_to", target.start)


def loses_entries(element: Element) -> bool:
    """Whether nothing of what people entered is kept where an element fails.

    All is undone since the last screen, but an action in the browser runs after that was saved.
    """
    return element.tag in FAILING and element.text_of("actionType") != "component"


def may_change(flow: SalesforceFlow, name: str, within: set[str]) -> bool:
    """Whether what leads on from an element may be another way next time round, in a circle.

    People enter something else, a loop comes to its last record, and a decision looks at what is
    set within the circle. What a formula comes to is not known.
    """
    element = flow.elements[name]
    if element.tag == SCREEN:
        return asks_something(element)
    if element.tag != DECISION:
        return element.tag == LOOP
    references = _list_references(element)
    return not references or any(_is_set(flow, each, within) for each in references)


def looks_at(flow: SalesforceFlow, decision: Element, screen: str) -> bool:
    """Whether a decision looks at what is entered or chosen on a screen."""
    return any(screen in flow.writers.get(each, ()) for each in _list_references(decision))


def _list_references(decision: Element) -> set[str]:
    return {
        _read_root(each.text)
        for each in decision.walk()
        if each.tag in ("leftValueReference", "elementReference")
    }


def _is_set(flow: SalesforceFlow, reference: str, within: set[str]) -> bool:
    if (writers := flow.writers.get(reference)) is not None:
        return not writers.isdisjoint(within)
    return reference not in flow.fixed and not reference.startswith("$")
