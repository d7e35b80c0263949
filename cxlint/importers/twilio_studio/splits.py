"""What the splits of Twilio Studio tell apart: values as options, hours, the keys of a menu."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.importers.twilio_studio.flow import TRIGGER, read_conditions, read_input

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.importers.policy_sketch import Path, Sketch
    from cxlint.importers.twilio_studio.flow import StudioFlow, Transition

SPLIT, MENU = "split-based-on", "gather-input-on-call"

ASKING = frozenset({MENU, "send-and-wait-for-reply", "capture-payments", TRIGGER})
"""Types of widget at which customers are asked something anew."""

FURTHEST = 200
"""How many widgets behind a menu are looked at for the split that tells its keys apart."""

_HOURS = re.compile(r"(?:^|[\W_]|is)(?:open|closed|hours|schedule|holiday)", re.IGNORECASE)
_CLOSED = re.compile(r"closed|holiday|after.?hours|false|^no$", re.IGNORECASE)
_DIGITS = re.compile(r"widgets\.([\w-]+)\.Digits")
_DIALED = re.compile(r"\.(?:Dial)?CallStatus\b")
_UNANSWERED = re.compile(r"\b(?:busy|no-answer|failed|canceled|rejected)\b", re.IGNORECASE)
_KEY = re.compile(r"[0-9*#]")


def put_choice(
    sketch: Sketch, id_: str, state: Mapping[str, Any], transition: Transition, target: str
) -> None:
    """Put one transition of a split: an option, closed hours, or what follows if nothing fits."""
    step = sketch.data["steps"][id_]
    first = next((condition for _, condition in read_conditions(transition.data)), {})
    value = str(first.get("value") or first.get("friendly_name") or "")
    if "on_closed" not in step and _means_closed(state, transition.event, value):
        step["on_closed"] = target
        sketch.place(("steps", id_, "on_closed"), transition.place)
    elif "on_error" not in step and _means_no_answer(state, transition, value):
        step["on_error"] = target
        sketch.place(("steps", id_, "on_error"), transition.place)
    elif transition.event == "noMatch":
        step["on_failure"] = target
        sketch.place(("steps", id_, "on_failure"), transition.place)
    else:
        options = step.setdefault("options", [])
        sketch.place(("steps", id_, "options", len(options)), transition.place)
        options.append({"say": value or "otherwise", "goes_to": target})


def put_any_key(sketch: Sketch, id_: str, transition: Transition, target: str) -> None:
    """Put what happens to whoever presses a key where they are to speak: it is a choice too."""
    options = sketch.data["steps"][id_].setdefault("options", [])
    sketch.place(("steps", id_, "options", len(options)), transition.place)
    options.append({"say": "any key", "goes_to": target})


def _means_closed(state: Mapping[str, Any], event: str, value: str) -> bool:
    """Whether a question about hours takes the transition of a value when it is closed."""
    if not _HOURS.search(f"{state.get('name')} {read_input(state)}"):
        return False
    if event != "noMatch":
        return bool(_CLOSED.search(value))
    values = [
        str(condition.get("value") or "")
        for transition in state["transitions"]
        for _, condition in read_conditions(transition)
    ]
    return bool(values) and not any(_CLOSED.search(each) for each in values)


def _means_no_answer(state: Mapping[str, Any], transition: Transition, value: str) -> bool:
    """Whether a split on how a call to somebody went takes a transition when nobody answered.

    Only where that is the end: what else is done for those customers is a way like any other.
    """
    if transition.following or not _DIALED.search(read_input(state)):
        return False
    if transition.event != "noMatch":
        return _UNANSWERED.search(value) is not None
    values = [
        str(condition.get("value") or "")
        for each in state["transitions"]
        for _, condition in read_conditions(each)
    ]
    return not all(map(_UNANSWERED.search, values))


def put_keys(flow: StudioFlow, state: Mapping[str, Any], place: Path) -> None:
    """Give a menu the keys that the split behind it tells apart: they are its options."""
    digits = _DIGITS.search(read_input(state))
    _, menu = flow.states.get(digits[1] if digits else "", (0, {}))
    if digits is None or menu.get("type") != MENU or not _follows(flow, state, menu):
        return
    id_ = flow.sketch.id(digits[1])
    options = flow.sketch.data["steps"][id_].setdefault("options", [])
    elsewhere = {(option.get("key"), None) for option in options}
    known: set[tuple[str, Any]] = set()
    for number, transition in enumerate(state["transitions"]):
        for at, condition in read_conditions(transition):
            where = (*place, "transitions", number, "conditions", at)
            for key in _read_keys(condition):
                choice = (key, transition.get("next"))
                if choice in known or (key, None) in elsewhere:
                    continue  # said twice, or told apart by another split as well
                known.add(choice)
                flow.sketch.place(("steps", id_, "options", len(options)), where)
                options.append({"say": str(condition.get("friendly_name") or key), "key": key})


def _follows(flow: StudioFlow, split: Mapping[str, Any], menu: Mapping[str, Any]) -> bool:
    """Whether a split comes behind a menu before anything else is asked."""
    walk, known = [menu], {str(menu.get("name"))}
    for state in walk:  # grows while it is walked
        for transition in state["transitions"]:
            name = str(transition.get("next")) if isinstance(transition, dict) else ""
            _, following = flow.states.get(name, (0, {}))
            if following is split:
                return True
            if name not in known and following and following.get("type") not in ASKING:
                known.add(name)
                walk.append(following)
        if len(walk) > FURTHEST:
            break
    return False


def _read_keys(condition: Mapping[str, Any]) -> list[str]:
    """Return the keys of a telephone that a condition asks for."""
    value, type_ = str(condition.get("value") or ""), condition.get("type")
    listed = value.split(",") if type_ == "matches_any_of" else [value]
    if type_ not in ("equal_to", "matches_any_of", None):
        return []
    return [key.strip() for key in listed if _KEY.fullmatch(key.strip())]
