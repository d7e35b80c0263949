"""Where Zendesk's tickets come in, and the ways that triggers send them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers.zendesk.account import ANYBODY
from cxlint.importers.zendesk.groups import link_team

if TYPE_CHECKING:
    from cxlint.importers.policy_sketch import Place, Sketch
    from cxlint.importers.zendesk.account import Account


def find_intake(sketch: Sketch) -> str:
    """Return the id of the place where new tickets arrive."""
    return sketch.id("\0tickets", "new tickets")


def enter_intake(account: Account, place: Place) -> str:
    """Return the id of that place for what hands tickets in, which stands at a place."""
    account.entries.append(place)
    return find_intake(account.sketch)


def put_channel(account: Account, name: str, kind: str, place: Place) -> str:
    """Put a channel of a name and a kind, by which tickets come in, and return its id.

    It is no way into these files by itself: a promise may name it.
    """
    sketch = account.sketch
    id_ = sketch.id(f"channel\0{name}", name)
    if id_ not in sketch.data.get("channels", {}):
        channel = {"kind": kind, "goes_to": find_intake(sketch)}
        sketch.put("channels", id_, channel, place)
    return id_


def put_intake(account: Account) -> None:
    """Put the place where tickets arrive, if any do."""
    sketch, routes = account.sketch, account.routes
    if not routes:
        if account.entries:
            place = next(filter(None, account.entries), account.entries[-1])
            sketch.put("steps", find_intake(sketch), {"kind": "elsewhere"}, place)
        else:  # a promise names a channel, and nothing here is about where its tickets go
            for channel in sketch.data.get("channels", {}).values():
                channel.pop("goes_to", None)
        return
    first = routes[0].place
    anybody = sketch.share("teams", ANYBODY, {}, first)
    intake = find_intake(sketch)
    options = [{"say": route.when or "always", "goes_to": route.target.id} for route in routes]
    step = {"kind": "branch", "options": options, "on_failure": anybody}
    sketch.enter("channel", {"kind": "any", "goes_to": intake}, first)
    sketch.put("steps", intake, step, first)
    for number, route in enumerate(routes):
        address = ("steps", intake, "options", number)
        sketch.place(address, route.place)
        link_team(sketch, route.target, (*address, "goes_to"))
    _put_waits(account, anybody)


def _put_waits(account: Account, anybody: str) -> None:
    """Have every team lead to the waits, through one place: what is solved there."""
    if not account.waits:
        return
    sketch = account.sketch
    solved = sketch.id("\0seen to", "tickets that were seen to")
    place = account.waits[0].place
    step = {"kind": "branch", "goes_to": [wait.step for wait in account.waits]}
    sketch.put("steps", solved, step, place)
    ends = sketch.data.get("outcomes", {})
    people = {route.target: route.place for route in account.routes if route.target.id not in ends}
    for team, stated in people.items():
        if team.id != anybody:
            move = {"from": team.id or anybody, "to": solved, "carried_by": "us"}
            link_team(sketch, team, (*sketch.add("handoffs", move, stated), "from"))
    sketch.add("handoffs", {"from": anybody, "to": solved, "carried_by": "us"}, place)
