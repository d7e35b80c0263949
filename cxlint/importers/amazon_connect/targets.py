"""Whom and what the blocks of an Amazon Connect flow reach: queues, agents, numbers, flows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.importers.amazon_connect.block_types import TO_QUEUE, table, word
from cxlint.importers.amazon_connect.flow_paths import SEVERAL, queues
from cxlint.importers.amazon_connect.wording import called, constants, names, readable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.importers.amazon_connect.block_types import Block
    from cxlint.importers.policy_sketch import Path, Sketch


class Reaching:
    """What the blocks of one flow reach, put into its sketch."""

    def __init__(self, sketch: Sketch, blocks: Mapping[str, Block], start: str) -> None:
        self.sketch = sketch
        self.blocks = blocks
        self._queues = queues(blocks, start)
        self._known = constants(blocks)
        self._waiting = self._waiting_flow()

    def put(self, block: Block, id_: str, told: dict[str, Any]) -> None:
        """Put whom or what a block reaches: a queue, an agent, a number, another flow."""
        if block.type in TO_QUEUE:
            reached: list[str] = self._teams(block)
            told["goes_to"] = reached
            if self._waiting is not None:
                reached.append("")
                self._lead(
                    ("steps", id_, "goes_to", len(reached) - 1), *self._waiting, needed=False
                )
        elif block.type == "CreateCallbackContact":
            chosen = self._teams(block)
            if len(chosen) == 1:
                told["by"] = chosen[0]
        elif block.type == "UpdateContactTargetQueue":
            told["by"] = self._queue(block)
        elif block.type == "TransferContactToAgent":
            told["goes_to"] = [self._team("agents", block)]
        elif block.type == "TransferParticipantToThirdParty":
            number = readable(word(block.settings.get("ThirdPartyPhoneNumber")), "", self._known)
            told["goes_to"] = [self._team(number or "a number outside", block)]
        elif block.type in ("TransferToFlow", "InvokeFlowModule"):
            told["goes_to"] = [""]
            key = "ContactFlowId" if block.type == "TransferToFlow" else "FlowModuleId"
            reference = word(block.settings.get(key) or block.settings.get("ContactFlowId"))
            self._lead(("steps", id_, "goes_to", 0), reference, block.shown.get(key, ""), block)

    def _lead(
        self, into: Path, reference: str, shown: str, block: Block, *, needed: bool = True
    ) -> None:
        words = names(reference, shown, self._known)
        self.sketch.lead(into, *words, otherwise="step" if needed else "nothing")
        self.sketch.place(into, block.place)

    def _teams(self, block: Block) -> list[str]:
        """Return the teams of the queues that contacts may be in at a block."""
        own = word(block.settings.get("QueueId"))
        if own or block.settings.get("AgentId"):
            return [self._queue(block)]
        chosen = self._queues.get(block.id, frozenset())
        if chosen == SEVERAL:
            return [self._team("one of several queues", block)]
        found = [self._queue(self.blocks[each]) for each in sorted(chosen) if each]
        return list(dict.fromkeys(found)) or [self._team("the queue chosen before", block)]

    def _queue(self, block: Block) -> str:
        """Return the team of the queue that a block chooses."""
        for key in ("QueueId", "AgentId"):
            if reference := word(block.settings.get(key)):
                name = readable(reference, block.shown.get(key, ""), self._known)
                if name and key == "QueueId":
                    return self.sketch.share("teams", name, {}, block.place)
                return self._team(f"the {key[:-2].lower()} of {called(block)}", block)
        return self._team("a queue", block)

    def _team(self, name: str, block: Block) -> str:
        """Return a team that only this flow knows by that name."""
        id_ = self.sketch.id(f"\0{name}", name)
        if id_ not in self.sketch.data.get("teams", {}):
            self.sketch.put("teams", id_, {}, block.place)
        return id_

    def _waiting_flow(self) -> tuple[str, str, Block] | None:
        """Return the one flow in which customers wait, if the flow names one."""
        found: dict[str, tuple[str, str, Block]] = {}
        for block in self.blocks.values():
            if block.type != "UpdateContactEventHooks":
                continue
            for hook, reference in table(block.settings.get("EventHooks")).items():
                if hook == "CustomerQueue" and word(reference):
                    shown = block.shown.get(hook, "")
                    found[word(reference)] = word(reference), shown, block
        return next(iter(found.values())) if len(found) == 1 else None
