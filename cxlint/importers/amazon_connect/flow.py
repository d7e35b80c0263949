"""A flow of Amazon Connect on its way to being a part of a policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.amazon_connect.block_types import (
    ENDS,
    KEYS,
    KINDS,
    LEAVES,
    MATCH,
    NEXT,
    RETURNS,
    word,
)
from cxlint.importers.amazon_connect.flow_paths import circles, counters
from cxlint.importers.amazon_connect.targets import Reaching
from cxlint.importers.amazon_connect.wording import (
    called,
    key_pressed,
    rounds,
    said,
    seconds,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.importers.amazon_connect.block_types import Block, Plan, Way
    from cxlint.importers.policy_sketch import Path, Sketch

AGENTS = frozenset({"agentwhisper", "agenthold"})
"""Types of flow that people who work hear, and no customer."""

WAITING = frozenset({"customerqueue", "customerhold", "agenthold"})
"""Types of flow that go round until somebody takes the contact."""

WHISPERS = frozenset({"agentwhisper", "customerwhisper", "outboundwhisper"})
"""Types of flow that are heard right before the two people are connected."""

TYPICAL = {
    "CompleteOutboundCall": "outboundwhisper",
    "DequeueContactAndTransferToQueue": "customerqueue",
    "EndFlowModuleExecution": "module",
    "MessageParticipantIteratively": "customerqueue",
    "TransferContactToAgent": "agenttransfer",
}
"""Types of block that stand in one type of flow only, which they betray where nothing says it."""

MEETING = frozenset(
    {"ConnectParticipantWithLexBot", "GetParticipantInput", "TransferContactToQueue"}
)
"""Types of block that make a flow of unknown type one that customers come into."""

BY_VOICE = frozenset({"CheckVoiceId", "StartVoiceIdStream"})


def plain_type(type_: str) -> str:
    """Return a type of flow in one spelling: contactFlow and CONTACT_FLOW are one."""
    return type_.replace("_", "").replace(" ", "").casefold()


class Drawing:
    """One flow, its blocks by their ids, and the sketch that becomes of it."""

    def __init__(self, sketch: Sketch, plan: Plan, type_: str) -> None:
        self.sketch = sketch
        self.plan = plan
        self.blocks: dict[str, Block] = {}
        self._ids: dict[str, str] = {}
        for block in plan.blocks:
            if block.id in self.blocks:
                sketch.leave(block.place, f"block {called(block)}", "another has the same id")
            else:
                self.blocks[block.id] = block
        stated = plain_type(type_)
        types = {block.type for block in self.blocks.values()}
        self.type = stated or next((TYPICAL[each] for each in TYPICAL if each in types), "")
        self.is_entry = self.type == "contactflow" or (not self.type and bool(types & MEETING))
        self.knots = circles(self.blocks)
        self.counted = counters(self.blocks, self.knots)
        self.reaching = Reaching(sketch, self.blocks, plan.start)
        self.streams = "UpdateContactMediaStreamingBehavior" in types

    def draw(self) -> None:
        """Put everything that the flow says."""
        sketch = self.sketch
        sketch.seen = len(self.plan.blocks) + len(self.plan.odd)
        for place in self.plan.odd:
            sketch.leave(place, "a block", "it has no id or no type")
        self._enter()
        for block in self.blocks.values():
            if block.type in ENDS:
                sketch.put("outcomes", self._id(block), {"kind": "ended"}, block.place)
            elif block.type in RETURNS:
                self._return(block)
            else:
                self._step(block)

    def _id(self, block: Block) -> str:
        if (known := self._ids.get(block.id)) is None:
            known = self._ids[block.id] = self.sketch.id(block.id, called(block))
        return known

    def _enter(self) -> None:
        """Put the way in: a channel where customers come in, else a step others lead to."""
        start = self.blocks.get(self.plan.start)
        told: dict[str, Any] = {"goes_to": self._id(start)} if start else {}
        place = start.place if start else self.plan.place
        if self.plan.blocks and start is None:
            self.sketch.leave(self.plan.place, "the start", "no block has its id")
        if self.is_entry and start:
            self.sketch.enter("channel", {"kind": self._channel(), **told}, place)
        else:  # the queue it is set for, or whoever names the module, calls it
            kind = "task" if told else "unknown"
            self.sketch.enter("step", {"kind": kind, "from_elsewhere": True, **told}, place)

    def _channel(self) -> str:
        """Return `voice` where only calls can get on, and nothing asks what channel it is."""
        if self.type != "contactflow":
            return "any"
        blocks = self.blocks.values()
        if any(word(block.settings.get("ComparisonValue")) == "$.Channel" for block in blocks):
            return "any"
        by_voice = any(
            block.type in BY_VOICE or (block.type == "GetParticipantInput") for block in blocks
        )
        return "voice" if by_voice else "any"

    def _return(self, block: Block) -> None:
        """Put the end of a flow: of one customers come into, an end; else the way back."""
        if self.is_entry:
            self.sketch.put("outcomes", self._id(block), {"kind": "ended"}, block.place)
        else:
            self.sketch.put("steps", self._id(block), self._behind(), block.place)

    def _behind(self) -> dict[str, Any]:
        """Say what is behind a flow that others call: who takes over, or where it came from."""
        if self.type in WAITING | WHISPERS:
            return {"kind": "work"}
        return {"kind": "elsewhere", "leads_back": True}

    def _step(self, block: Block) -> None:
        id_ = self._id(block)
        kind = KINDS.get(block.type, "unknown")
        told: dict[str, Any] = {"kind": kind}
        self.sketch.put("steps", id_, told, block.place)
        if kind == "unknown":
            self.sketch.leave(
                block.place, f"block {called(block)}", f"its type {block.type} is unknown"
            )
        if kind == "menu":
            told["kind"] = self._asks(block)
        if self.type in AGENTS and kind == "message":
            told["kind"] = "task"
        elif (found := said(block))[0]:
            told["says"] = found[0]
            self._place_setting(("steps", id_, "says"), block, found[1])
        self._wait(block, told)
        self.reaching.put(block, id_, told)
        for way in self._distinct(block):
            self._go(block, id_, told, way)
        self._finish(block, id_, told)

    def _asks(self, block: Block) -> str:
        """Return what asking is for: a choice, an entry, or words that are recorded.

        Where nothing is chosen and nothing kept while the voice is streamed, it is a recording.
        """
        if word(block.settings.get("StoreInput")).casefold() == "true":
            return "form"
        chooses = any(way.event == MATCH for way in block.ways)
        return "voicemail" if self.streams and not chooses else "menu"

    def _place_setting(self, address: Path, block: Block, key: str) -> None:
        """Say where a setting stands; of modules, that is where the block does."""
        if block.place[-1] == "Identifier":
            self.sketch.place(address, (*block.place[:-1], "Parameters", key))

    def _wait(self, block: Block, told: dict[str, Any]) -> None:
        limit = seconds(block.settings.get("InputTimeLimitSeconds"))
        if limit and block.type == "GetParticipantInput":
            told["timeout"] = limit

    def _distinct(self, block: Block) -> Iterator[Way]:
        """Yield the ways that mean something.

        What follows "else" is stated besides what follows an error; where both are the same it is
        but a default, and behind a transfer nothing follows.
        """
        stated = {way.target for way in block.ways if way.event != NEXT}
        errors = any(way.event not in (NEXT, MATCH) for way in block.ways)
        matches = any(way.event == MATCH for way in block.ways)
        for way in block.ways:
            if way.event == NEXT and block.type in LEAVES and errors:
                continue
            if way.event == NEXT and matches and way.target in stated:
                continue
            yield way

    def _go(self, block: Block, id_: str, told: dict[str, Any], way: Way) -> None:
        """Put one way under the key that it stands for."""
        following = self.blocks.get(way.target)
        if following is None:
            self.sketch.leave(way.place, f"a way of {called(block)}", "it leads to no block")
            return
        target = self._id(following)
        if self._turns(block, way):
            self._turn(block, id_, target, way)
            return
        key = self._key(block, way)
        if key == "on_timeout" and told["kind"] == "voicemail":
            key = "goes_to"  # that is how a recording ends
        if key == "options":
            option = {"say": way.value, "goes_to": target}
            if (pressed := key_pressed(way.value)) and told["kind"] in ("menu", "form"):
                option["key"] = pressed
            options = told.setdefault("options", [])
            self.sketch.place(("steps", id_, "options", len(options)), way.place)
            options.append(option)
        elif key == "goes_to" or key in told:
            self._next(id_, told, target, way)
        else:
            told[key] = target
            self.sketch.place(("steps", id_, key), way.place)

    def _next(self, id_: str, told: dict[str, Any], target: str, way: Way) -> None:
        known = told.setdefault("goes_to", [])
        if target not in known:
            self.sketch.place(("steps", id_, "goes_to", len(known)), way.place)
            known.append(target)

    def _key(self, block: Block, way: Way) -> str:
        if way.event == NEXT:
            return "goes_to"
        if way.event != MATCH:
            return KEYS.get(way.event, "on_error")
        if block.type == "CheckHoursOfOperation":
            known = {"True": "goes_to", "False": "on_closed", "": "goes_to"}
            return known.get(way.value, "options")
        if way.value in ("Timeout", "NoInput") and block.type in ("Compare", "GetParticipantInput"):
            return "on_timeout"
        silent = block.type in ("Loop", "Wait", "MessageParticipantIteratively")
        return "options" if way.value and not silent else "goes_to"

    def _turns(self, block: Block, way: Way) -> bool:
        """Whether a way goes round in a circle that something ends or that is no customer's."""
        number = self.knots.get(block.id)
        if number is None or self.knots.get(way.target) != number:
            return False
        if block.type == "Loop":
            return way.value == "ContinueLooping"
        return self.type in WAITING or block.type == "ShowView" or block.id in self.counted

    def _turn(self, block: Block, id_: str, target: str, way: Way) -> None:
        """Put a way round: a Loop bounds it, a count or the people who take over get it on."""
        move: dict[str, Any] = {"from": id_, "to": target, "carried_by": "us"}
        if way.value:
            move["when"] = way.value
        if block.type == "Loop":
            move["max_repeats"] = rounds(block.settings.get("LoopCount"))
        else:
            move["progress"] = True
        self.sketch.add("handoffs", move, way.place)

    def _finish(self, block: Block, id_: str, told: dict[str, Any]) -> None:
        """Put what happens where nothing follows, and one place as one."""
        listed = told.get("goes_to")
        if block.type == "MessageParticipantIteratively" and not listed:
            told["goes_to"] = listed = [self._back(block)]
        if listed is not None:
            if len(listed) == 1 and ("steps", id_, "goes_to", 0) not in self._leading():
                told["goes_to"] = listed[0]
                at = self.sketch.origins.pop(("steps", id_, "goes_to", 0), None)
                if at is not None:
                    self.sketch.place(("steps", id_, "goes_to"), at)
        elif not any(
            key in told for key in ("options", "on_failure", "on_closed")
        ) and not self._turning(block):
            told["goes_to"] = self._end(block)

    def _leading(self) -> tuple[Path, ...]:
        leads = self.sketch.leads
        return (leads[-1].into,) if leads else ()

    def _turning(self, block: Block) -> bool:
        return any(self._turns(block, way) for way in block.ways)

    def _end(self, block: Block) -> str:
        """Return the end that a contact meets where a flow just stops."""
        if not self.is_entry:
            return self._back(block)
        id_ = self.sketch.id("\0end", "the contact ends")
        if id_ not in self.sketch.data.get("outcomes", {}):
            self.sketch.put("outcomes", id_, {"kind": "ended"}, block.place)
        return id_

    def _back(self, block: Block) -> str:
        """Return the place that a flow goes back to: where it was called, or who takes over."""
        id_ = self.sketch.id("\0back", "back where it came from")
        if id_ not in self.sketch.data.get("steps", {}):
            self.sketch.put("steps", id_, self._behind(), block.place)
        return id_
