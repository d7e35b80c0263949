"""A flow of Genesys Architect on its way to being a sketch.

A flow is a tree: the actions of a list run in turn, the outputs of an action hold lists of their
own, and whatever falls off the end of a list goes on behind the action that holds it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.importers.genesys import branching as branches
from cxlint.importers.genesys import expressions as text
from cxlint.importers.genesys import menus, settings
from cxlint.importers.genesys.action_types import (
    ACTIONS,
    BOTS,
    CALLS,
    ENDS,
    GIVEN_BACK,
    KEYS,
    OF_ITS_CALLER,
    PREPARING,
    TRIED,
    WORKED_OUT,
    Action,
)
from cxlint.importers.genesys.settings import Around, Next, Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.importers.policy_sketch import Path, Sketch

HOLDERS = {"menus": "menu", "tasks": "task", "states": "state"}
"""What holds the parts of a flow, and what each part is called."""

_REFERENCE = re.compile(r"(?:(\w+)\[([^\]]*)\]|([^/\[\]]+))\s*$")
_SHUT = re.compile(
    r"(?:closed|after|off|out[ _-]?of|outside)[ _-]*(?:business|office|opening|working)?[ _-]*hours"
    r"|\bclosed[ _-]*(?:flow|ivr|message)|holiday[s _-]*(?:flow|hours|closed|ivr|message|greeting)",
    re.IGNORECASE,
)


class Flow:
    """One flow: its kind (`inboundCall`), what it says, and the sketch that is made of it."""

    def __init__(
        self, sketch: Sketch, kind: str, data: Mapping[str, Any], path: Path, channel: str
    ) -> None:
        """Hold a flow; `channel` is through what customers come, or "" where they do not."""
        self.sketch = sketch
        self.kind = kind
        self.data = data
        self.channel = channel
        self.path = path
        self.jumps: list[tuple[Path, str]] = []
        self.called: list[tuple[str, Next]] = []
        self._known: dict[tuple[str, str], str] = {}
        self._ends: dict[str, tuple[str, str]] = {}
        self._backs = {self.end(()).id} if kind in GIVEN_BACK else set[str]()

    def draw(self) -> None:
        """Draw it all."""
        self._number()
        self._enter()
        for holder, one in HOLDERS.items():
            for path, body in self._held(self.data.get(holder), (*self.path, holder), one):
                if one == "menu":
                    menus.draw(self, body, path)
                else:
                    self._task(body, path)
        for into, reference in self.jumps:
            self._set(into, self._find(reference) or self._elsewhere(reference))
        self._finish(settings.replaced(self.sketch.data, self._returns()))

    def _number(self) -> None:
        """Give actions of one name their numbers in the order in which they stand in the file."""
        waiting: list[tuple[str, Any, Path]] = [("", self.data, self.path)]
        while waiting:
            key, value, path = waiting.pop()
            if isinstance(value, dict):
                inner = [(str(name), held, (*path, name)) for name, held in value.items()]
            elif isinstance(value, list):
                inner = [(key, held, (*path, number)) for number, held in enumerate(value)]
            else:
                continue
            waiting.extend(reversed(inner))
            if key == "actions" and isinstance(value, dict) and path[-1] != "actions":
                type_, body = next(iter(value.items()), ("", None))
                name = settings.called(settings.mapping(body), str(type_))
                if type_ in ACTIONS:
                    self.sketch.id(settings.key((*path, type_)), name)

    # The way in

    def _enter(self) -> None:
        """Put the way in, the greeting, and what happens on errors."""
        sketch = self.sketch
        told: dict[str, Any] = {"kind": self.channel or "task"}
        if not self.channel:
            told["from_elsewhere"] = True
        section = "channels" if self.channel else "steps"
        sketch.enter(section[:-1], told, settings.at(self.data, self.path))
        first: Path = (section, sketch.name, "goes_to")
        greeting = text.said(self.data.get("initialGreeting"))
        spot = (*self.path, "initialGreeting")
        if self.channel and _SHUT.search(str(self.data.get("name"))):
            told["closed"] = {"announce": greeting} if greeting else {}
            first = (section, sketch.name, "closed", "goes_to")
        elif greeting:
            sketch.seen += 1
            id_ = sketch.id("\0greeting", "Initial greeting")
            sketch.put("steps", id_, {"kind": "message", "says": greeting}, spot)
            told["goes_to"] = id_
            sketch.place(first, spot)
            first = ("steps", id_, "goes_to")
        self._start(first)
        self._on_error(told)

    def _start(self, into: Path) -> None:
        """Say where the flow begins."""
        reference = self.data.get("startUpRef")
        actions = self.data.get("startUpTaskActions")
        if isinstance(reference, str):
            self.jump(into, reference, (*self.path, "startUpRef"))
        elif isinstance(actions, list):
            path = (*self.path, "startUpTaskActions")
            around = Around(self.end(path))
            following = self.actions(actions, path, around.end, around)
            self._set(into, following.id)
            self.sketch.place(into, following.place)

    def _on_error(self, told: dict[str, Any]) -> None:
        """Say what the flow does when something fails of which no action says more."""
        handling = settings.mapping(self.data.get("settingsErrorHandling"))
        path = (*self.path, "settingsErrorHandling", "errorHandling")
        if said := text.said(handling.get("preHandlingAudio")):
            told["x-says-on-error"] = said
        for how, inner in settings.mapping(handling.get("errorHandling")).items():
            body = settings.mapping(inner)
            place = (*path, how)
            handoff = {"from": self.sketch.name, "when": "an error occurs in the flow"}
            if reference := settings.reference(body):
                address = self.sketch.add("handoffs", handoff, place)
                self.jump((*address, "to"), reference, place)
            elif queue := text.named(body.get("targetQueue")):
                self.sketch.add("handoffs", {**handoff, "to": self.team(queue, place)}, place)
            else:
                told["x-on-error"] = how

    # Menus, tasks and states, and the ways to them

    def _held(self, listed: Any, path: Path, one: str) -> Iterator[tuple[Path, dict[str, Any]]]:
        """Yield the menus, tasks or states of a list, each with its place."""
        if listed is None:
            return
        if not isinstance(listed, list):
            self.sketch.leave(path, str(path[-1]), "it is no list")
            return
        for number, item in enumerate(listed):
            body = item.get(one) if isinstance(item, dict) else None
            self.sketch.seen += 1
            if isinstance(body, dict):
                yield (*path, number, one), body
            else:
                what = f"entry {number + 1} of {path[-1]}"
                self.sketch.leave((*path, number), what, f"it is no {one}")

    def know(self, one: str, body: Mapping[str, Any], id_: str) -> None:
        """Remember by what a menu, task or state is referred to."""
        for key in ("refId", "name"):
            if isinstance(word := body.get(key), str):
                self._known.setdefault((one, word), id_)

    def jump(self, into: Path, reference: str, place: Path) -> None:
        """Say that what stands at an address is a menu, task or state of this flow."""
        self.jumps.append((into, reference))
        self.sketch.place(into, place)

    def _find(self, reference: str) -> str | None:
        """Return the id of the menu, task or state that a reference means."""
        found = _REFERENCE.search(reference)
        if found is None:
            return None
        word = found[2] if found[3] is None else found[3]
        for one in (found[1], *HOLDERS.values(), "menuTask"):
            if one and (id_ := self._known.get((one, word))) is not None:
                return id_
        return None

    def _elsewhere(self, reference: str) -> str:
        """Put a place of which a reference speaks, and which is not there."""
        id_ = self.sketch.id(f"\0{reference}", f"{reference} (not in this flow)")
        steps = self.sketch.data.setdefault("steps", {})
        steps.setdefault(id_, {"kind": "elsewhere"})
        return id_

    def _set(self, into: Path, id_: str) -> None:
        within: Any = self.sketch.data
        for step in into[:-1]:
            within = within[step]
        within[into[-1]] = id_

    def _task(self, body: Mapping[str, Any], path: Path) -> None:
        """Put a task or a state: a step of its own, so that others can jump to it."""
        one = str(path[-1])
        name = settings.called(body, one)
        id_ = self.sketch.id(settings.key(path), name)
        self.know(one, body, id_)
        told: dict[str, Any] = {"kind": "task"}
        if self.kind in BOTS:
            told["from_elsewhere"] = True  # an intent leads there
        self.sketch.put("steps", id_, told, settings.at(body, path))
        end = self.end(path)
        if one == "task":
            ends = self.sketch.id(f"{settings.key(path)}\0ends", f"where {name} ends")
            self._ends[id_] = (ends, end.id)
            end = Next(ends, path)
        first = self.actions(body.get("actions"), (*path, "actions"), end, Around(end))
        self.follow(id_, told, "goes_to", first)

    # Actions

    def actions(self, listed: Any, path: Path, after: Next, around: Around) -> Next:
        """Draw a list of actions; return where it begins, which is what follows if it is empty."""
        if listed is None:
            return after
        if not isinstance(listed, list):
            self.sketch.leave(path, "a list of actions", "it is no list")
            return after
        found = list(self.typed(listed, path))
        entries = [self.entry(*each, around) for each in found]
        for number, (type_, body, place) in enumerate(found):
            following = entries[number + 1] if number + 1 < len(found) else after
            self.action(type_, body, place, following, around)
        return entries[0] if entries else after

    def branch(self, branch: Any, path: Path, step: Step, after: Next | None = None) -> Next:
        """Draw the actions of an output; what falls off their end goes on behind the action."""
        if isinstance(branch, list):  # written by hand, without the word in between
            return self.actions(branch, path, after or step.after, step.around)
        listed = settings.mapping(branch).get("actions")
        return self.actions(listed, (*path, "actions"), after or step.after, step.around)

    def typed(
        self, listed: Sequence[Any], path: Path
    ) -> Iterator[tuple[str, Mapping[str, Any], Path]]:
        """Yield type, settings and place of each action or choice of a list."""
        for number, item in enumerate(listed):
            self.sketch.seen += 1
            if isinstance(item, dict) and item:
                type_, body = next(iter(item.items()))
                yield type_, settings.mapping(body), (*path, number, type_)
            else:
                self.sketch.leave((*path, number), f"entry {number + 1}", "it names no action")

    def entry(self, type_: str, body: Mapping[str, Any], path: Path, around: Around) -> Next:
        """Return what it means to come to an action: its step, or at once what it leads to."""
        place = settings.at(body, path)
        if type_ in ENDS:
            gives_back = type_ in OF_ITS_CALLER and self.kind in GIVEN_BACK
            return Next(self.end(path).id if gives_back else self.over(), place)
        if type_ in ("endTask", "endState"):
            return Next(around.end.id, place)
        if type_ == "previousMenu" and around.menu:
            return Next(around.menu, place)
        if type_ in ("loopExit", "exitLoop") and around.behind is not None:
            return Next(around.behind.id, place)
        if type_ in ("loopNext", "nextLoop", "continueLoop") and around.loop:
            return Next(around.loop, place)
        return Next(self.sketch.id(settings.key(path), settings.called(body, type_)), place)

    def action(
        self, type_: str, body: Mapping[str, Any], path: Path, after: Next, around: Around
    ) -> None:
        """Put the step that an action becomes, with all that its outputs hold."""
        id_ = self.sketch.id(settings.key(path), settings.called(body, type_))
        if self.entry(type_, body, path, around).id != id_:
            return
        action = ACTIONS.get(type_)
        if action is None and type_.startswith(PREPARING):
            action = Action("task")
        if action is None:
            self.sketch.leave(path, f"action {type_}", "its type is unknown")
            action = Action("unknown")
        step = Step(id_, {"kind": action.kind}, type_, body, path, after, around)
        self.sketch.put("steps", id_, step.told, step.place)
        self._say(step, action)
        if (special := branches.SPECIAL.get(type_)) is not None:
            special(self, step)
            return
        if action.kind == "bot":
            self._bot(step)
        if action.reaches:
            self._reach(step, action)
        self._outputs(step, action)

    def _say(self, step: Step, action: Action) -> None:
        for key in action.says:
            if said := text.said(step.body.get(key)):
                step.told["says"] = said
                self.sketch.place(("steps", step.id, "says"), (*step.path, key))
                break
        if lasting := text.lasts(step.body.get("duration") or step.body.get("timeout")):
            step.told["timeout"] = lasting

    def _bot(self, step: Step) -> None:
        """Say which flow a bot is, if it is among the files; it leads back here."""
        if name := next(iter(settings.mapping(step.body.get("botFlow"))), ""):
            step.told["goes_to"] = [step.after.id, ""]
            self.sketch.place(("steps", step.id, "goes_to"), step.after.place)
            self.sketch.lead(("steps", step.id, "goes_to", 1), name, otherwise="nothing")

    def _reach(self, step: Step, action: Action) -> None:
        """Say who or what is reached by a transfer, a voicemail, a callback."""
        key, name = settings.reached(action, step.body)
        place = (*step.path, key) if key in step.body else step.path
        address = ("steps", step.id, "goes_to")
        if step.type.startswith("transferToFlow"):
            self.sketch.lead(address, name)
            self.sketch.place(address, place)
        elif action.kind == "transfer":
            nameless = f"whom {settings.called(step.body, step.type)} reaches"
            step.told["goes_to"] = self.team(name or nameless, place)
            self.sketch.place(address, place)
        elif name:
            step.told["by"] = self.team(name, place)

    def team(self, name: str, place: Path) -> str:
        """Return the team that a queue, a group, a user or a number is."""
        return self.sketch.share("teams", name, {}, place)

    def _outputs(self, step: Step, action: Action) -> None:
        """Put where each output of an action leads; what is not said of falls through."""
        told = step.told
        stated = settings.mapping(step.body.get("outputs"))
        for name, branch in stated.items():
            place = (*step.path, "outputs", name)
            following = self.branch(branch, place, step)
            self._lay(step, name, Next(following.id, place))
        silent = (*step.path, "outputs") if stated else step.place
        for name in action.outputs:
            falls = action.kind != "transfer" or self._goes_on(step)
            if name not in stated and name not in WORKED_OUT and falls:
                self.follow(step.id, told, _key_of(step.type, name), Next(step.after.id, silent))
        if not action.ends and "goes_to" not in told:
            self.follow(step.id, told, "goes_to", step.after)
        if action.kind == "branch" and told.get("on_closed") == told.get("goes_to"):
            told.pop("on_closed", None)
        self._apologise(step)

    def _goes_on(self, step: Step) -> bool:
        """Whether the flow goes on where a transfer fails: it does in calls."""
        return self.kind in CALLS or "failureOutputs" in step.body

    def _lay(self, step: Step, name: str, following: Next) -> None:
        """Put where one output leads, under the key that it stands for."""
        key = _key_of(step.type, name)
        if key == "options" or key in step.told:
            self.option(step.id, step.told, {"say": settings.spaced(name)}, following)
        else:
            self.follow(step.id, step.told, key, following)

    def _apologise(self, step: Step) -> None:
        """Put what customers hear when a transfer fails before what then happens."""
        said = text.said(step.body.get("failureTransferAudio"))
        if not said or "on_error" not in step.told:
            return
        place = (*step.path, "failureTransferAudio")
        name = f"{settings.called(step.body, step.type)} has failed"
        apology = self.sketch.id(settings.key(place), name)
        message = {"kind": "message", "says": said, "goes_to": step.told["on_error"]}
        self.sketch.put("steps", apology, message, place)
        step.told["on_error"] = apology

    def follow(self, id_: str, told: dict[str, Any], key: str, following: Next) -> None:
        """Put where a step leads under a key."""
        told[key] = following.id
        self.sketch.place(("steps", id_, key), following.place)

    def option(
        self, id_: str, told: dict[str, Any], option: dict[str, str], following: Next
    ) -> None:
        """Put one more option of a step."""
        options = told.setdefault("options", [])
        self.sketch.place(("steps", id_, "options", len(options)), following.place)
        options.append({**option, "goes_to": following.id})

    # Ends

    def over(self) -> str:
        """Return the outcome that the flow comes to."""
        return self.sketch.id("\0over", "the contact ends" if self.channel else "the flow ends")

    def end(self, path: Path) -> Next:
        """Return what it means to fall off the end of the flow."""
        if self.kind in GIVEN_BACK:
            return Next(self.sketch.id("\0back", "back to what called it"), path)
        return Next(self.over(), path)

    def _returns(self) -> dict[str, str]:
        """Return where tasks lead on: those that were called back to where they were called from.

        Of a task that is called from several places, nobody knows where it leads back to.
        """
        callers: dict[str | None, dict[str, None]] = {}
        for reference, following in self.called:
            callers.setdefault(self._find(reference), {})[following.id] = None
        jumped = {self._find(reference) for into, reference in self.jumps if into[-1] != 0}
        ends: dict[str, str] = {}
        for id_, (end, otherwise) in self._ends.items():
            targets = callers.get(id_, {})
            if not targets or id_ in jumped:
                targets[otherwise] = None
            ends[end] = next(iter(targets)) if len(targets) == 1 else end
        found = settings.followed(ends)
        self._backs.update(end for end in found.values() if end in ends)
        return found

    def _finish(self, used: set[str]) -> None:
        """Put the ends that something leads to."""
        if self.over() in used:
            self.sketch.put("outcomes", self.over(), {"kind": "ended"}, self.path)
        for id_ in sorted(self._backs & used):
            self.sketch.put("steps", id_, {"kind": "elsewhere", "leads_back": True}, self.path)


def _key_of(type_: str, output: str) -> str:
    """Return the key of a step that an output of an action stands for, or `options`."""
    if type_ in TRIED and output == "failure":
        return "on_failure"
    return KEYS.get(output, "options")
