"""The things of a Zendesk account as a policy; here it is decided what each kind of thing means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.importers.policy_sketch import name_schedule
from cxlint.importers.zendesk.account import open_account
from cxlint.importers.zendesk.automations import put_automation, put_escalations
from cxlint.importers.zendesk.case_rules import put_case_rule
from cxlint.importers.zendesk.groups import read_hours
from cxlint.importers.zendesk.headings import RULES, is_heading
from cxlint.importers.zendesk.intake import put_intake
from cxlint.importers.zendesk.references import report_missing
from cxlint.importers.zendesk.sla_policies import put_group_sla_policy, put_sla_policy
from cxlint.importers.zendesk.triggers import put_form, put_scripts, put_trigger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.importers.policy_sketch import Sketch
    from cxlint.importers.zendesk.account import Account
    from cxlint.importers.zendesk.resources import Thing

SILENT = {
    "view", "ticket_field", "brand", "target", "webhook", "attachment", "organization", "user",
    "trigger_category", "organization_membership", "group_membership", "user_field",
    "organization_field", "dynamic_content", "support_address", "locale",
    "group", "schedule",
}  # fmt: skip
"""Kinds of thing of which customers notice nothing, or that other things are read with."""


def put_account(sketch: Sketch, things: Sequence[Thing], complete: frozenset[str]) -> None:
    """Put all the things of a file; it holds all there are of the `complete` kinds."""
    account = open_account(sketch, things, complete)
    hours = _put_schedules(account)
    alone = sum(each.kind == "sla_policy" and each.active for each in account.things) == 1
    for thing in account.things:
        sketch.seen += 1
        if thing.kind == "sla_policy" and thing.active:
            put_sla_policy(account, thing, hours, alone=alone)
        elif thing.active and thing.kind not in SILENT and not is_heading(thing):
            _put_thing(account, thing)
    report_missing(account, complete)
    put_escalations(account)
    put_intake(account)
    for thing in account.things:
        if thing.kind in RULES and not is_heading(thing):
            put_case_rule(account, thing)


def _put_thing(account: Account, thing: Thing) -> None:
    """Put a rule, a macro or a form."""
    if thing.kind == "group_sla_policy":
        put_group_sla_policy(account, thing)
        return
    if thing.kind == "trigger":
        put_trigger(account, thing)
    elif thing.kind == "automation":
        put_automation(account, thing)
    elif thing.kind == "ticket_form":
        put_form(account, thing)
    elif thing.kind != "macro":
        what = f"{thing.kind} {thing.title}"
        account.sketch.leave(thing.title_place, what, "its kind is unknown")
        return
    put_scripts(account, thing)


def _put_schedules(account: Account) -> str:
    """Put the schedules of an account; return the one that holds for all, if there is but one."""
    schedules = [each for each in account.things if each.kind == "schedule"]
    ids = [id_ for each in schedules if (id_ := _put_schedule(account, each))]
    return ids[0] if len(schedules) == len(ids) == 1 else ""


def _put_schedule(account: Account, thing: Thing) -> str:
    sketch = account.sketch
    hours, why = read_hours(thing)
    if why:
        sketch.leave(thing.title_place, f"schedule {thing.title}", why)
        return ""
    id_ = sketch.id(f"schedule\0{thing.number or thing.title}", name_schedule(thing.title))
    sketch.put("schedules", id_, hours, thing.title_place)
    return id_
