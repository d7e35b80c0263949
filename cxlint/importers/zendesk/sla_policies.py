"""Zendesk's SLA policies as promises: one for each priority that a policy has a row for."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from cxlint.importers.shared.duration_text import write_duration
from cxlint.importers.shared.terraform_addresses import number
from cxlint.importers.zendesk.account import describe_conditions
from cxlint.importers.zendesk.conditions import METRICS, find_via, rank_metric
from cxlint.importers.zendesk.groups import find_team
from cxlint.importers.zendesk.intake import put_channel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cxlint.importers.policy_sketch import Sketch
    from cxlint.importers.records import Record
    from cxlint.importers.zendesk.account import Account
    from cxlint.importers.zendesk.resources import Thing

RAISED = ("low", "normal", "high", "urgent")
OWNERSHIP = "group_ownership_time"
WORK = "agent_work_time"
RUNS_ON, STOPS = "periodic_update_time", "requester_wait_time"
"""A metric that counts while the requester is waited for, and one that does not then."""


def put_sla_policy(account: Account, policy: Thing, open_: str, *, alone: bool) -> None:
    """Put a promise for each priority, and the channels that the policy is for.

    Where it is not `alone`, others are tried before it or after it.
    """
    sketch = account.sketch
    shared: dict[str, Any] = {}
    position = policy.record.get("position")
    if isinstance(position, int) and not isinstance(position, bool):
        shared["position"] = position
    every, some = policy.conditions("all"), policy.conditions("any")
    for key, parts in (("conditions", every), ("any_conditions", some)):
        if parts:
            shared[key] = describe_conditions(account, parts)
    served = [
        known
        for part in every
        if part.field == "via_id" and part.operator in ("is", "includes")
        for known in map(find_via, part.values)
    ]
    if served and all(known is not None and known.kind for known in served):
        place = policy.title_place
        vias = [(each.words, each.kind) for each in served if each is not None]
        shared["channels"] = [put_channel(account, *each, place) for each in vias]
    rows_of = _group_rows(policy.record.all("policy_metrics"))
    for priority, rows in rows_of.items():
        _put_promise(sketch, policy, priority, rows, shared, open_)
    if not alone and "position" in shared and rows_of.keys() <= set(RAISED):
        _put_rest(sketch, policy, [each for each in RAISED if each not in rows_of], shared)


def _put_rest(sketch: Sketch, policy: Thing, others: list[str], shared: dict[str, Any]) -> None:
    """Put what a policy promises to those priorities for which it has no row, which is nothing.

    A priority is no part of what a policy is chosen by: these tickets are taken all the same, and
    no later policy is looked at.
    """
    if not others:
        return
    names = " and ".join((", ".join(others[:-1]), others[-1]) if len(others) > 1 else others)
    id_ = sketch.id(f"sla\0{policy.title_place}\0", f"{policy.title}: nothing for {names}")
    told = {**deepcopy(shared), "priorities": others}
    sketch.put("promises", id_, told, policy.title_place)
    sketch.place(("promises", id_, "position"), policy.record.at("position"))


def _group_rows(rows: Iterable[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for row in rows:
        priority = row.get("priority")
        found.setdefault(priority if isinstance(priority, str) else "", []).append(row)
    return found


def _put_promise(
    sketch: Sketch,
    policy: Thing,
    priority: str,
    rows: list[Record],
    shared: dict[str, Any],
    open_: str,
) -> None:
    title = policy.title
    id_ = sketch.id(
        f"sla\0{policy.title_place}\0{priority}", f"{title}: {priority}" if priority else title
    )
    told: dict[str, Any] = deepcopy(shared)
    if priority:
        told["priorities"] = [priority]
    rows = [row for row in rows if _is_target(sketch, title, row)]
    if not rows:
        return
    address = ("promises", id_)
    sketch.put("promises", id_, told, rows[0].at("priority"))
    sketch.place((*address, "priorities"), rows[0].at("priority"))
    sketch.place((*address, "position"), policy.record.at("position"))
    business = [row.get("business_hours") is True for row in rows]
    if all(business):
        told["clock"] = "business"
        sketch.place((*address, "clock"), rows[0].at("business_hours"))
    if any(business) and open_:
        told["open"] = open_
    if {row.get("metric") for row in rows} >= {RUNS_ON, STOPS}:
        told["pauses"] = [{"on": "pending tickets"}]
    for row in sorted(rows, key=lambda row: rank_metric(row.get("metric"))):
        key = METRICS[row.get("metric")]
        for each in (key, "work") if row.get("metric") == WORK else (key,):
            if each not in told:
                mixed = row.get("business_hours") is True and not all(business)
                told[each] = write_duration(_read_minutes(row) or 0, business=mixed)
                sketch.place((*address, each), row.at(_find_target_key(row)))


def _is_target(sketch: Sketch, title: str, row: Record) -> bool:
    """Whether a row is a target; what is none, and does not say so, is left out."""
    metric = row.get("metric")
    known = isinstance(metric, str) and metric in METRICS
    if _read_minutes(row) is None:
        if row.get(_find_target_key(row)) is not None:
            sketch.leave(row.place, f"a target of {title}", "it is no number of minutes")
        return False
    if not known:
        sketch.leave(row.place, f"a target of {title}", f"its metric {metric} is unknown")
        return False
    return True


def _find_target_key(row: Record) -> str:
    return "target" if row.get("target") is not None else "target_in_seconds"


def _read_minutes(row: Record) -> float | None:
    key = _find_target_key(row)
    found = number(row.get(key))
    if found is None or found < 0:
        return None
    return found if key == "target" else found / 60


def put_group_sla_policy(account: Account, policy: Thing) -> None:
    """Say how long the groups of a policy may hold a case: of several priorities the longest."""
    minutes = [
        (found, row.get("business_hours") is True)
        for row in policy.record.all("policy_metrics")
        if row.get("metric") == OWNERSHIP and (found := _read_minutes(row)) is not None
    ]
    groups = [
        value
        for part in (*policy.conditions("all"), *policy.conditions("any"))
        if part.field == "group_id" and part.operator in ("is", "includes")
        for value in part.values
    ]
    teams = [find_team(account.teams, value) for value in groups]
    if not minutes or not teams or None in teams:
        why = "its groups are not in this file" if minutes else "it has no target for them"
        account.sketch.leave(policy.title_place, f"group SLA policy {policy.title}", why)
        return
    longest, business = max(minutes)
    owing = {id_ for section, id_, data, _ in account.sketch.shared if "ola" in data}
    for team in filter(None, teams):
        if team in owing:
            what = f"what group SLA policy {policy.title} says of {team}"
            account.sketch.leave(policy.title_place, what, "another one says it as well")
            continue
        ola = {"ola": {"resolution": write_duration(longest, business=business)}}
        account.sketch.share("teams", team, ola, policy.title_place)
