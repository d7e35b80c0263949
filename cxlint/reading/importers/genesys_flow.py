"""A flow of Genesys Architect on its way to being a sketch.

A flow is a tree: the actions of a list run in turn, the outputs of an action hold lists of their
own, and whatever falls off the end of a list goes on behind the action that holds it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from cxlint.reading.importers import genesys_settings as settings
from cxlint.reading.importers import genesys_text as text
from cxlint.reading.importers.genesys_actions import (
    ACTIONS,
    DIGITS,
    ENDS,
    KEYS,
    OF_ITS_CALLER,
    PREPARING,
    REFERENCES,
    TRIED,
    Action,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.reading.importers.sketch import Path, Sketch

MOST_ACTIONS = 10_000
"""How many actions a flow runs before Architect ends it: the bound of a loop that states none.

Source: https://help.mypurecloud.com/articles/work-with-tasks-in-architect/.
"""

HOLDERS = {"menus": "menu", "tasks": "task", "states": "state"}
CALLS = frozenset({"inboundCall", "outboundCall", "inQueueCall", "secureCall"})
"""Flows in which a transfer can fail and the call goes on in the flow."""

GIVEN_BACK = frozenset({
    "bot", "digitalBot", "commonModule", "secureCall", "inQueueCall", "inQueueEmail",
    "inQueueShortMessage",
})  # fmt: skip
"""Flows that give the contact back to what they were called from."""

_REFERENCE = re.compile(r"(?:(\w+)\[([^\]]*)\]|([^/\[\]]+))\s*$")
_SHUT = re.compile(
    r"(?:closed|after|off|out[ _-]?of|outside)[ _-]*(?:business|office|opening|working)?[ _-]*hours"
    r"|\bclosed[ _-]*(?:flow|ivr|message)|holiday[s_ -]*(?:flow|hours|closed|ivr|message|greeting)",
    re.IGNORECASE,
)


class Flow:
    """One flow: its kind (`inboundCall`), what it says, and the sketch that is made of it."""

    def __init__(self, sketch: Sketch, kind: str, data: Mapping[str, Any]) -> None:
        self.sketch = sketch
        self.kind = kind
        self.data = data
        self.path: Path = (kind,)
        self.calls = kind in CALLS
        self._known: dict[tuple[str, str], str] = {}
        self._jumps: list[tuple[Path, str]] = []
        self._called: list[tuple[str, Next]] = []
        self._ends: dict[str, tuple[str, str]] = {}
        self._backs = {self._end(()).id} if kind in GIVEN_BACK else set()
        self._used: set[str] = set()

    def draw(self, channel: str) -> None:
        """Draw it all; `channel` is through what customers come, or "" where they do not."""
        self._enter(channel)
        for holder, one in HOLDERS.items():
            for path, body in self._held(self.data.get(holder), (*self.path, holder), one):
                draw = self._menu if one == "menu" else self._task
                draw(body, path)
        for into, reference in self._jumps:
            self._set(into, self._find(reference) or self._elsewhere(reference, into))
        self._come_back()
        self._finish()

    def _enter(self, channel: str) -> None:
        """Put the way in, the greeting, and what happens on errors."""
        sketch = self.sketch
        place = settings.at(self.data, self.path)
        told: dict[str, Any] = {"kind": channel} if channel else {"kind": "task"}
        if not channel:
            told["from_elsewhere"] = True
        section = "channels" if channel else "steps"
        sketch.enter(section[:-1], told, place)
        first: Path = (section, sketch.name, "goes_to")
        greeting = text.said(self.data.get("initialGreeting"))
        spot = (*self.path, "initialGreeting")
        if channel and _SHUT.search(str(self.data.get("name"))):
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
            self._jumps.append((into, reference))
            self.sketch.place(into, (*self.path, "startUpRef"))
        elif isinstance(actions, list):
            path = (*self.path, "startUpTaskActions")
            around = Around(self._end(path))
            following = self._actions(actions, path, around.end, around)
            self._set(into, following.id)
            self.sketch.place(into, following.place)

    def _on_error(self, told: dict[str, Any]) -> None:
        """Say what the flow does when something fails of which no action says more."""
        settings = settings.mapping(self.data.get("settingsErrorHandling"))
        handling = settings.mapping(settings.get("errorHandling"))
        path = (*self.path, "settingsErrorHandling", "errorHandling")
        if said := text.said(settings.get("preHandlingAudio")):
            told["x-says-on-error"] = said
        for how, body in handling.items():
            body = settings.mapping(body)
            place = (*path, how)
            handoff = {"from": self.sketch.name, "when": "an error occurs in the flow"}
            if reference := settings.reference(body):
                address = self.sketch.add("handoffs", handoff, place)
                self._jumps.append(((*address, "to"), reference))
            elif queue := text.named(body.get("targetQueue")):
                self.sketch.add("handoffs", {**handoff, "to": self._team(queue, place)}, place)
            else:
                told["x-on-error"] = how

    # Menus, tasks and states

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
                self.sketch.leave((*path, number), f"entry {number + 1} of {path[-1]}", f"it holds no {one}")

    def _know(self, one: str, body: Mapping[str, Any], id_: str) -> None:
        for key in ("refId", "name"):
            if isinstance(word := body.get(key), str):
                self._known.setdefault((one, word), id_)

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

    def _task(self, body: Mapping[str, Any], path: Path) -> None:
        """Put a task or a state: a step of its own, so that others can jump to it."""
        one = str(path[-1])
        id_ = self.sketch.id(settings.key(path), settings.called(body, one))
        self._know(one, body, id_)
        told: dict[str, Any] = {"kind": "task"}
        self.sketch.put("steps", id_, told, settings.at(body, path))
        self._follow(id_, told, "goes_to", self._body(body, path, id_, one))

    def _body(self, body: Mapping[str, Any], path: Path, id_: str, one: str) -> Next:
        """Draw the actions of a task; where it is called, its end leads back to the caller."""
        end = self._end(path)
        if one == "task":
            ends = self.sketch.id(f"{settings.key(path)}\0ends", f"where {settings.called(body, one)} ends")
            self._ends[id_] = (ends, end.id)
            end = Next(ends, path)
        return self._actions(body.get("actions"), (*path, "actions"), end, Around(end))

    def _come_back(self) -> None:
        """Say where tasks lead on that were called: back to the one place they were called from.

        Of a task that is called from several places, nobody knows where it leads back to.
        """
        callers: dict[str | None, dict[str, None]] = {}
        for reference, following in self._called:
            callers.setdefault(self._find(reference), {})[following.id] = None
        jumped = {self._find(reference) for into, reference in self._jumps if into[-1] != 0}
        ends: dict[str, str] = {}
        for id_, (end, otherwise) in self._ends.items():
            targets = callers.get(id_, {})
            if not targets or id_ in jumped:
                targets[otherwise] = None
            ends[end] = next(iter(targets)) if len(targets) == 1 else self._returned(end)
        for end in ends:
            ends[end] = settings.followed(ends, end)
        self._used = settings.replaced(self.sketch.data, ends)

    def _returned(self, end: str) -> str:
        """Return the place of which nobody knows where it leads back to."""
        id_ = self.sketch.id(f"{end}\0back", end.removeprefix(f"{self.sketch.name}: "))
        self._backs.add(id_)
        return id_

    # Actions

    def _actions(self, listed: Any, path: Path, after: Next, around: Around) -> Next:
        """Draw a list of actions; return where it begins, which is what follows if it is empty."""
        if listed is None:
            return after
        if not isinstance(listed, list):
            self.sketch.leave(path, "a list of actions", "it is no list")
            return after
        found = list(self._typed(listed, path))
        entries = [self._entry(each, around) for each in found]
        for number, (type_, body, place) in enumerate(found):
            following = entries[number + 1] if number + 1 < len(found) else after
            self._action(type_, body, place, following, around)
        return entries[0] if entries else after

    def _typed(self, listed: Sequence[Any], path: Path) -> Iterator[tuple[str, Any, Path]]:
        for number, item in enumerate(listed):
            self.sketch.seen += 1
            if isinstance(item, dict) and item:
                type_, body = next(iter(item.items()))
                yield type_, settings.mapping(body), (*path, number, type_)
            else:
                self.sketch.leave((*path, number), f"action {number + 1}", "it names no action")

    def _entry(self, action: tuple[str, Any, Path], around: Around) -> Next:
        """Return what it means to come to an action: its step, or at once what it leads to."""
        type_, body, path = action
        place = settings.at(body, path)
        if type_ in ENDS:
            gives_back = type_ in OF_ITS_CALLER and self.kind in GIVEN_BACK
            return Next(self._end(path).id if gives_back else self._the_end(), place)
        if type_ in ("endTask", "endState"):
            return Next(around.end.id, place)
        if type_ == "previousMenu" and around.menu:
            return Next(around.menu, place)
        if type_ in ("loopExit", "exitLoop") and around.behind is not None:
            return Next(around.behind.id, place)
        if type_ in ("loopNext", "nextLoop", "continueLoop") and around.loop:
            return Next(around.loop, place)
        return Next(self.sketch.id(settings.key(path), settings.called(body, type_)), place)

    def _action(
        self, type_: str, body: Mapping[str, Any], path: Path, after: Next, around: Around
    ) -> None:
        """Put the step that an action becomes, with all that its outputs hold."""
        id_ = self.sketch.id(settings.key(path), settings.called(body, type_))
        if self._entry((type_, body, path), around).id != id_:
            return
        action = ACTIONS.get(type_)
        if action is None and type_.startswith(PREPARING):
            action = Action("task")
        if action is None:
            self.sketch.leave(path, f"action {type_}", "it is unknown")
            action = Action("unknown")
        told: dict[str, Any] = {"kind": action.kind}
        self.sketch.put("steps", id_, told, settings.at(body, path))
        self._say(id_, told, action, body, path)
        special = _SPECIAL.get(type_)
        if special is not None:
            special(self, id_, told, body, path, after, around)
            return
        if action.kind == "bot":
            self._bot(id_, told, body, path, after)
        if action.reaches:
            self._reach(id_, told, type_, action, body, path)
        self._outputs(id_, told, type_, action, body, path, after, around)

    def _say(
        self, id_: str, told: dict[str, Any], action: Action, body: Mapping[str, Any], path: Path
    ) -> None:
        for key in action.says:
            if said := text.said(body.get(key)):
                told["says"] = said
                self.sketch.place(("steps", id_, "says"), (*path, key))
                break
        lasting = text.lasts(body.get("duration") or body.get("timeout"))
        if lasting:
            told["timeout"] = lasting

    def _reach(
        self,
        id_: str,
        told: dict[str, Any],
        type_: str,
        action: Action,
        body: Mapping[str, Any],
        path: Path,
    ) -> None:
        """Say who or what is reached by a transfer, a voicemail, a callback."""
        key, name = settings.reached(action, body)
        place = (*path, key) if key in body else path
        if type_.startswith("transferToFlow"):
            self.sketch.lead(("steps", id_, "goes_to"), name)
            self.sketch.place(("steps", id_, "goes_to"), place)
        elif action.kind == "transfer":
            told["goes_to"] = self._team(name or f"whom {settings.called(body, type_)} reaches", place)
            self.sketch.place(("steps", id_, "goes_to"), place)
        elif name:
            told["by"] = self._team(name, place)

    def _bot(
        self, id_: str, told: dict[str, Any], body: Mapping[str, Any], path: Path, after: Next
    ) -> None:
        """Say which flow a bot is, if it is among the files; it leads back here."""
        name = next(iter(settings.mapping(body.get("botFlow"))), "")
        if name:
            told["goes_to"] = [after.id, ""]
            self.sketch.place(("steps", id_, "goes_to"), after.place)
            self.sketch.lead(("steps", id_, "goes_to", 1), name, otherwise="nothing")

    def _team(self, name: str, place: Path) -> str:
        return self.sketch.share("teams", name, {}, place)

    def _outputs(
        self,
        id_: str,
        told: dict[str, Any],
        type_: str,
        action: Action,
        body: Mapping[str, Any],
        path: Path,
        after: Next,
        around: Around,
    ) -> None:
        """Put where each output of an action leads; what is not said of falls through."""
        stated = settings.mapping(body.get("outputs"))
        silent = (*path, "outputs") if stated else settings.at(body, path)
        for name, branch in stated.items():
            following = self._branch(branch, (*path, "outputs", name), after, around)
            self._lay(id_, told, type_, name, Next(following.id, (*path, "outputs", name)))
        for name in action.outputs:
            if name in stated or (action.kind == "transfer" and not self._fails(body)):
                continue
            if name in ("success", "found", "open", "active"):
                continue  # what follows, below
            self._lay(id_, told, type_, name, Next(after.id, silent), default=True)
        if not action.ends and "goes_to" not in told:
            self._follow(id_, told, "goes_to", after)
        if action.kind == "branch" and told.get("on_closed") == told.get("goes_to"):
            told.pop("on_closed", None)
        self._apologise(id_, told, body, path)

    def _fails(self, body: Mapping[str, Any]) -> bool:
        """Whether the flow goes on where a transfer fails: it does in calls."""
        return self.calls or "failureOutputs" in body

    def _branch(self, branch: Any, path: Path, after: Next, around: Around) -> Next:
        body = settings.mapping(branch)
        return self._actions(body.get("actions"), (*path, "actions"), after, around)

    def _lay(
        self,
        id_: str,
        told: dict[str, Any],
        type_: str,
        name: str,
        following: Next,
        *,
        default: bool = False,
    ) -> None:
        """Put where one output leads, under the key that it stands for."""
        key = "on_failure" if type_ in TRIED and name == "failure" else KEYS.get(name, "options")
        if key != "options" and key not in told:
            self._follow(id_, told, key, following)
        elif not default:
            self._option(id_, told, {"say": settings.spaced(name)}, following)

    def _apologise(
        self, id_: str, told: dict[str, Any], body: Mapping[str, Any], path: Path
    ) -> None:
        """Put what customers hear when a transfer fails before what then happens."""
        said = text.said(body.get("failureTransferAudio"))
        if not said or "on_error" not in told:
            return
        place = (*path, "failureTransferAudio")
        name = f"{settings.called(body, str(path[-1]))} has failed"
        apology = self.sketch.id(settings.key(place), name)
        message = {"kind": "message", "says": said, "goes_to": told["on_error"]}
        self.sketch.put("steps", apology, message, place)
        told["on_error"] = apology

    def _follow(self, id_: str, told: dict[str, Any], key: str, following: Next) -> None:
        told[key] = following.id
        self.sketch.place(("steps", id_, key), following.place)

    def _option(
        self, id_: str, told: dict[str, Any], option: dict[str, str], following: Next
    ) -> None:
        options = told.setdefault("options", [])
        self.sketch.place(("steps", id_, "options", len(options)), following.place)
        options.append({**option, "goes_to": following.id})

    # Actions that are not like the others

    def _decide(
        self,
        id_: str,
        told: dict[str, Any],
        body: Mapping[str, Any],
        path: Path,
        after: Next,
        around: Around,
    ) -> None:
        outputs = settings.mapping(body.get("outputs"))
        condition = text.named(body.get("condition")) or "yes"
        for name, say in (("yes", condition), ("no", f"otherwise (not: {condition})")):
            place = (*path, "outputs", name)
            following = self._branch(outputs.get(name), place, after, around)
            spot = place if name in outputs else settings.at(body, path)
            self._option(id_, told, {"say": say}, Next(following.id, spot))

    def _switch(
        self,
        id_: str,
        told: dict[str, Any],
        body: Mapping[str, Any],
        path: Path,
        after: Next,
        around: Around,
    ) -> None:
        inner, within = settings.switched(body, path)
        cases = inner.get("cases")
        for number, item in enumerate(cases if isinstance(cases, list) else ()):
            place = (*within, "cases", number, "case")
            case = settings.mapping(item.get("case")) if isinstance(item, dict) else {}
            following = self._branch(case, place, after, around)
            say = text.named(case.get("value")) or f"case {number + 1}"
            self._option(id_, told, {"say": say}, Next(following.id, place))
        following = self._branch(inner.get("default"), (*within, "default"), after, around)
        spot = (*within, "default") if "default" in inner else settings.at(body, path)
        self._follow(id_, told, "on_failure", Next(following.id, spot))

    def _loop(
        self,
        id_: str,
        told: dict[str, Any],
        body: Mapping[str, Any],
        path: Path,
        after: Next,
        around: Around,
    ) -> None:
        self._follow(id_, told, "goes_to", after)
        outputs = settings.mapping(body.get("outputs"))
        place = (*path, "outputs", "loop")
        again = Next(id_, settings.at(body, path))
        first = self._branch(
            outputs.get("loop"), place, again, around._replace(loop=id_, behind=after)
        )
        if first.id != id_:
            most = text.counted(body.get("loopCount")) or MOST_ACTIONS
            round_ = {"from": id_, "to": first.id, "max_repeats": most, "when": "once more"}
            self.sketch.add("handoffs", round_, (*path, "loopCount"))

    def _call(
        self,
        id_: str,
        told: dict[str, Any],
        body: Mapping[str, Any],
        path: Path,
        after: Next,
        around: Around,
    ) -> None:
        reference = settings.reference(body)
        outputs = settings.mapping(body.get("outputs"))
        ways = [
            self._branch(branch, (*path, "outputs", name), after, around)
            for name, branch in outputs.items()
        ] or [after]
        if not reference:
            self._follow(id_, told, "goes_to", after)
            return
        told["goes_to"] = [""]
        self._jumps.append((("steps", id_, "goes_to", 0), reference))
        self._called.extend((reference, way) for way in ways)

    def _jump(
        self,
        id_: str,
        told: dict[str, Any],
        body: Mapping[str, Any],
        path: Path,
        after: Next,
        around: Around,
    ) -> None:
        reference = settings.reference(body)
        if not reference:
            self._follow(id_, told, "goes_to", after)
            return
        key = next(key for key in REFERENCES if key in body)
        self._jumps.append((("steps", id_, "goes_to"), reference))
        self.sketch.place(("steps", id_, "goes_to"), (*path, key))

    # Menus

    def _menu(self, body: Mapping[str, Any], path: Path, outer: str = "") -> str:
        """Put a menu with its choices; return its id."""
        sketch = self.sketch
        id_ = sketch.id(settings.key(path), settings.called(body, "menu"))
        self._know("menu", body, id_)
        told: dict[str, Any] = {"kind": "menu"}
        sketch.put("steps", id_, told, settings.at(body, path))
        if said := text.said(body.get("audio")):
            told["says"] = said
            sketch.place(("steps", id_, "says"), (*path, "audio"))
        own, all_ = (settings.mapping(each.get("settingsMenu")) for each in (body, self.data))
        attempts = text.counted(own.get("repeatCount")) or text.counted(all_.get("repeatCount"))
        if attempts:
            told["attempts"] = attempts
        waits = text.lasts(own.get("menuSelectionTimeout"))
        if waits := waits or text.lasts(all_.get("menuSelectionTimeout")):
            told["timeout"] = waits
        choices = body.get("choices")
        if choices is not None and not isinstance(choices, list):
            sketch.leave((*path, "choices"), "choices", "they are no list")
            return id_
        for type_, choice, place in self._typed(choices or (), (*path, "choices")):
            self._choice(id_, told, type_, choice, place, outer)
        return id_

    def _choice(
        self,
        id_: str,
        told: dict[str, Any],
        type_: str,
        body: Mapping[str, Any],
        path: Path,
        outer: str,
    ) -> None:
        option = {"say": settings.called(body, settings.spaced(type_.removeprefix("menu")))}
        if key := settings.digit(body.get("dtmf")):
            option["key"] = key
        place = settings.at(body, path)
        around = Around(self._end(path), menu=id_)
        reference = settings.reference(body)
        if type_ == "menuDisconnect":
            following = Next(self._the_end(), place)
        elif type_ in ("menuRepeat", "menuRepeatMenu"):
            following = Next(id_, place)
        elif type_ in ("menuPrevious", "menuPreviousMenu"):
            following = Next(outer or id_, place)
        elif reference:
            following = Next("", place)
            spot = ("steps", id_, "options", len(told.get("options") or ()), "goes_to")
            self._jumps.append((spot, reference))
        elif type_ == "menuTask":
            task = settings.mapping(body.get("task"))
            within = (*path, "task", "actions")
            following = self._actions(task.get("actions"), within, around.end, around)
            self._know(type_, body, following.id)
        elif type_ in ("menuSubMenu", "menuSubmenu"):
            following = Next(self._inner_menu(body, path, id_), place)
        else:
            following = self._chosen(type_, body, path, Next(id_, place), around)
        self._option(id_, told, option, Next(following.id, place))

    def _inner_menu(self, body: Mapping[str, Any], path: Path, outer: str) -> str:
        inner = body.get("menu")
        if isinstance(inner, dict):
            return self._menu({"name": body.get("name"), **inner}, (*path, "menu"), outer)
        return self._menu(body, path, outer)

    def _chosen(
        self, type_: str, body: Mapping[str, Any], path: Path, menu: Next, around: Around
    ) -> Next:
        """Put the action that a choice is; where it fails, Architect repeats the menu."""
        bare = type_.removeprefix("menu")
        action = bare[:1].lower() + bare[1:]
        self._action(action, body, path, menu, around)
        return self._entry((action, body, path), around)

    # Ends

    def _the_end(self) -> str:
        return self.sketch.id("\0end", "the contact ends")

    def _end(self, path: Path) -> Next:
        """Return what it means to fall off the end of the flow."""
        if self.kind in GIVEN_BACK:
            return Next(self.sketch.id("\0back", "back to what called it"), path)
        return Next(self._the_end(), path)

    def _finish(self) -> None:
        """Put the ends that something leads to."""
        if self._the_end() in self._used:
            self.sketch.put("outcomes", self._the_end(), {"kind": "ended"}, self.path)
        for id_ in self._backs & self._used:
            self.sketch.put("steps", id_, {"kind": "elsewhere"}, self.path)

    def _elsewhere(self, reference: str, into: Path) -> str:
        """Put a place of which a reference speaks, and which is not there."""
        id_ = self.sketch.id(f"\0{reference}", f"{reference} (not in this flow)")
        self.sketch.data.setdefault("steps", {}).setdefault(id_, {"kind": "elsewhere"})
        return id_

    def _set(self, into: Path, id_: str) -> None:
        within: Any = self.sketch.data
        for step in into[:-1]:
            within = within[step]
        within[into[-1]] = id_
