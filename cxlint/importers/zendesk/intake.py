"""Where Zendesk's tickets come in, and the ways that triggers send them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cxlint.importers.policy_sketch import Place, Sketch
    from cxlint.importers.zendesk.groups import Groups, Reach

ANYBODY = "agents"
"""The team that sees what no trigger gives to a group."""


class Route(NamedTuple):
    """One way of new tickets: when, to whom or to which end, and where it is said."""

    when: str
    reach: Reach
    place: Place


class Intake:
    """New tickets: the channels they come through, and where the rules of a file send them."""

    def __init__(self, sketch: Sketch, groups: Groups) -> None:
        self._sketch = sketch
        self._groups = groups
        self._routes: list[Route] = []
        self._waits: list[tuple[str, Place]] = []
        self._entered: Place = None

    @property
    def id(self) -> str:
        """The id of the place where new tickets arrive."""
        return self._sketch.id("\0tickets", "new tickets")

    def channel(self, words: str, kind: str, place: Place) -> str:
        """Put a channel of a name and a kind, by which tickets come in, and return its id."""
        id_ = self._sketch.id(f"channel\0{words}", words)
        if id_ not in self._sketch.data.get("channels", {}):
            self._sketch.put("channels", id_, {"kind": kind, "goes_to": self.id}, place)
            self._entered = self._entered or place
        return id_

    def route(self, when: str, reach: Reach, place: Place) -> None:
        """Have tickets of which that is true go there."""
        self._routes.append(Route(when, reach, place))

    def wait(self, step: str, place: Place) -> None:
        """Take in a step at which tickets wait once somebody has seen to them."""
        self._waits.append((step, place))

    def leads_here(self, place: Place) -> str:
        """Return the id of this place for a step that hands tickets in."""
        self._entered = self._entered or place
        return self.id

    def put(self) -> None:
        """Put the place where tickets arrive, if any do."""
        sketch = self._sketch
        if not self._routes:
            if self._entered is not None:
                sketch.put("steps", self.id, {"kind": "elsewhere"}, self._entered)
            return
        first = self._routes[0].place
        anybody = sketch.share("teams", ANYBODY, {}, first)
        told = {
            "kind": "branch",
            "options": [{"say": route.when or "always", "goes_to": route.reach.id}
                        for route in self._routes],
            "on_failure": anybody,
        }  # fmt: skip
        sketch.enter("channel", {"kind": "any", "goes_to": self.id}, first)
        sketch.put("steps", self.id, told, first)
        for number, route in enumerate(self._routes):
            address = ("steps", self.id, "options", number)
            sketch.place(address, route.place)
            self._groups.put(route.reach, (*address, "goes_to"))
        self._put_waits(anybody)

    def _put_waits(self, anybody: str) -> None:
        """Have every team lead to the waits, through one place: what is solved there."""
        if not self._waits:
            return
        sketch = self._sketch
        seen_to = sketch.id("\0seen to", "tickets that were seen to")
        waits = [step for step, _ in self._waits]
        place = self._waits[0][1]
        sketch.put("steps", seen_to, {"kind": "branch", "goes_to": waits}, place)
        ends = sketch.data.get("outcomes", {})
        people = {route.reach: route.place for route in self._routes
                  if route.reach.id not in ends}  # fmt: skip
        for reach, stated in people.items():
            if reach.id != anybody:
                moved = {"from": reach.id or anybody, "to": seen_to, "carried_by": "us"}
                self._groups.put(reach, (*sketch.add("handoffs", moved, stated), "from"))
        sketch.add("handoffs", {"from": anybody, "to": seen_to, "carried_by": "us"}, place)
