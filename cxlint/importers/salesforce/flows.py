"""Flows of Salesforce: screens that people go through, and what is done without them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.algorithms.components import components
from cxlint.algorithms.shortest_paths import breadth_first
from cxlint.importers.salesforce.flow_conditions import read_rule
from cxlint.importers.salesforce.flow_elements import (
    ACTION,
    DECISION,
    MESSAGE,
    SCREEN,
    SUBFLOW,
    FlowMove,
    asks_something,
    is_for_people,
    list_moves,
    list_starts,
    looks_at,
    loses_entries,
    may_change,
    open_flow,
)
from cxlint.importers.salesforce.flow_texts import read_says
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.importers.policy_sketch import Sketch
    from cxlint.importers.salesforce.flow_elements import SalesforceFlow
    from cxlint.parsing.xml_parser import Element

INACTIVE = frozenset({"Draft", "Obsolete", "InvalidDraft"})
"""States in which nobody comes through a flow."""

ROUTING = "routeWork"

END = ""
_ERROR = "\0error"


class _Drawing(NamedTuple):
    """A flow and the sketch that becomes of it.

    `rounds` has, by source and target, the moves of which a circle consists; true where something
    may have changed by then that leads out of it.
    """

    flow: SalesforceFlow
    sketch: Sketch
    people: bool
    moves: Mapping[str, list[FlowMove]]
    rounds: Mapping[tuple[str, str], bool]
    outcomes: dict[str, int]


def name_flow(api_name: str) -> str:
    """Return what files call a flow of that API name, where one runs another."""
    return f"the flow {api_name}"


def put_flow(sketch: Sketch, root: Element, name: str) -> None:
    """Put a flow. People see the screens of a screen flow; any other has nobody before it.

    Whether those are customers or staff is not said: it is begun from elsewhere.
    """
    sketch.seen += 1
    status = root.first("status")
    if status is not None and status.text.strip() in INACTIVE:
        title = root.text_of("label") or name
        why = f"its status is {status.text.strip()}, so nobody comes through it"
        sketch.leave(status.start, f"flow {title}", why)
        sketch.enter("step", {"kind": "elsewhere", "from_elsewhere": True}, status.start)
        return
    flow = open_flow(root)
    moves = {each: list(list_moves(element)) for each, element in flow.elements.items()}
    rounds = _find_rounds(flow, moves)
    drawing = _Drawing(flow, sketch, is_for_people(root), moves, rounds, {})
    _put_start(drawing)
    for each, element in flow.elements.items():
        sketch.seen += 1
        _put_element(drawing, each, element)
    for id_, place in drawing.outcomes.items():
        sketch.put("outcomes", id_, {"kind": "ended"}, place)


def _put_start(drawing: _Drawing) -> None:
    root = drawing.flow.root
    entry: dict[str, Any] = {"kind": "task", "from_elsewhere": True}
    drawing.sketch.enter("step", entry, root.start)
    starts = {move.target: move for move in list_starts(root)}
    into = ("steps", drawing.sketch.name, "goes_to")
    entry["goes_to"] = [_find_id(drawing, move) for move in starts.values()]
    for number, move in enumerate(starts.values()):
        drawing.sketch.place((*into, number), move.place)
    if not starts:
        drawing.outcomes[_find_end(drawing)] = root.start
        entry["goes_to"] = _find_end(drawing)


def _find_end(drawing: _Drawing) -> str:
    return drawing.sketch.id("\0end", "the flow ends")


def _find_id(drawing: _Drawing, move: FlowMove) -> str:
    """Return the id of what follows; that of an element that is not there is nowhere defined."""
    if move.target == _ERROR:
        error = drawing.sketch.id(_ERROR, "the flow ends with an error")
        drawing.outcomes.setdefault(error, move.place)
        return error
    if move.target == END:
        drawing.outcomes.setdefault(_find_end(drawing), move.place)
        return _find_end(drawing)
    element = drawing.flow.elements.get(move.target)
    label = element.text_of("label") if element is not None else ""
    return drawing.sketch.id(move.target, label or move.target)


def _put_element(drawing: _Drawing, name: str, element: Element) -> None:
    """Put the step that an element becomes, with all its moves."""
    sketch = drawing.sketch
    id_ = sketch.id(name, element.text_of("label") or name)
    step: dict[str, Any] = {"kind": _decide_kind(element)}
    sketch.put("steps", id_, step, (element.first("name") or element).start)
    says, place = read_says(element) if element.tag in (SCREEN, MESSAGE) else ("", 0)
    if says:
        step["says"] = says
        sketch.place(("steps", id_, "says"), place)
    moves = list(drawing.moves[name])
    if drawing.people and loses_entries(element) and all(m.key != "on_error" for m in moves):
        moves.append(_as_error(element))
    for move in moves:
        _put_move(drawing, name, id_, step, move)
    if element.tag == DECISION and len(step.get("options", ())) == len(moves):
        step |= _find_screens(drawing, name, element)
    if element.tag == SUBFLOW:
        _put_subflow(sketch, id_, step, element)
    if step["kind"] == "transfer":
        team = sketch.share(
            "teams", _read_input(element, "queueLabel") or "agents", {}, element.start
        )
        step["goes_to"] = [team, *_list_places(step)]


def _find_screens(drawing: _Drawing, name: str, decision: Element) -> dict[str, Any]:
    """Return the screens right before a decision that looks at what is entered there."""
    screens = [
        each
        for each, moves in drawing.moves.items()
        if drawing.flow.elements[each].tag == SCREEN and any(move.target == name for move in moves)
    ]
    seen = [each for each in screens if looks_at(drawing.flow, decision, each)]
    labels = {each: drawing.flow.elements[each].text_of("label") or each for each in seen}
    found = [drawing.sketch.id(each, label) for each, label in labels.items()]
    return {"looks_at": found} if found else {}


def _as_error(element: Element) -> FlowMove:
    return FlowMove(_ERROR, "on_error", (element.first("name") or element).start)


def _decide_kind(element: Element) -> str:
    if element.tag == SCREEN:
        return "form" if asks_something(element) else "message"
    if element.tag == ACTION and element.text_of("actionType") == ROUTING:
        return "bot" if _is_for_bot(element) else "transfer"
    return {DECISION: "branch", MESSAGE: "message"}.get(element.tag, "task")


def _is_for_bot(action: Element) -> bool:
    return bool(_read_input(action, "botLabel") or _read_input(action, "copilotLabel"))


def _read_input(action: Element, name: str) -> str:
    """Return the text that an action is given under a name; empty where it is worked out."""
    for each in action.all("inputParameters"):
        if each.text_of("name") == name and (value := each.first("value")) is not None:
            return value.text_of("stringValue")
    return ""


def _list_places(step: Mapping[str, Any]) -> list[str]:
    known = step.get("goes_to", [])
    return [known] if isinstance(known, str) else list(known)


def _put_move(drawing: _Drawing, name: str, id_: str, step: dict[str, Any], move: FlowMove) -> None:
    """Put one move; as a handoff where it is part of a circle that something ends."""
    sketch, target = drawing.sketch, _find_id(drawing, move)
    ends = drawing.rounds.get((name, move.target))
    if move.key != "on_error" and ends is not None and (ends or not drawing.people):
        handoff: dict[str, Any] = {"from": id_, "to": target}
        if move.words:
            handoff["when"] = move.words
        if ends:
            handoff["progress"] = True
        if not drawing.people:
            handoff["carried_by"] = "us"
        sketch.add("handoffs", handoff, move.place)
    elif move.key == "options":
        options = step.setdefault("options", [])
        sketch.place(("steps", id_, "options", len(options)), move.place)
        asked = read_rule(move.rule) if move.rule is not None else {}
        options.append({"say": move.words, "goes_to": target, **asked})
    elif move.key == "on_error":
        step["on_error"] = target
        sketch.place(("steps", id_, "on_error"), move.place)
    elif target not in (known := _list_places(step)):
        step["goes_to"] = [*known, target]
        sketch.place(("steps", id_, "goes_to", len(known)), move.place)


def _put_subflow(sketch: Sketch, id_: str, step: dict[str, Any], element: Element) -> None:
    """Lead to the flow that is run, before what follows it."""
    name = element.first("flowName")
    if name is None or not name.text.strip():
        return
    known = _list_places(step)
    step["goes_to"] = [*known, name.text.strip()]
    into = ("steps", id_, "goes_to", len(known))
    sketch.lead(into, name_flow(name.text.strip()))
    sketch.place(into, name.start)


def _find_rounds(
    flow: SalesforceFlow, moves: Mapping[str, list[FlowMove]]
) -> dict[tuple[str, str], bool]:
    """Return the moves within circles, and of each whether something may lead out by then.

    Nothing does where the end of the flow cannot be reached from there, whatever changes.
    """
    names = list(flow.elements)
    numbers = {name: number for number, name in enumerate(names)}
    end = len(names)
    out: list[list[int]] = [[] for _ in range(end + 1)]
    back: list[list[int]] = [[] for _ in range(end + 1)]
    for name in names:
        for move in moves[name]:
            target = end if move.target == END else numbers.get(move.target, end)
            out[numbers[name]].append(target)
            if move.key != "on_error":
                back[target].append(numbers[name])
    found = components(out)
    to_end = breadth_first(back, [end]).distance
    rounds: dict[tuple[str, str], bool] = {}
    for name in names:
        number = numbers[name]
        within = {names[each] for each in found.members(found.of[number]) if each != end}
        for target in out[number]:
            if target != end and found.of[target] == found.of[number]:
                ends = to_end[number] >= 0 and may_change(flow, name, within)
                rounds[name, names[target]] = ends
    return rounds
