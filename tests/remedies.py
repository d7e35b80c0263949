"""What a finding says to change, done: in policies that are data, by file name."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.linting.model.finding import Hit
    from cxlint.parsing.document import At

    Files = dict[str, Any]

SETTLERS = {"seats": 1, "closes": "all"}
"""People who settle whatever comes to them."""


def limit_cycles(files: Files, hit: Hit) -> Files:
    """Do what `hassle-loop` says, at each place that it shows; the sentence names these."""
    changed = copy.deepcopy(files)
    next(iter(changed.values())).setdefault("teams", {})["settlers"] = SETTLERS
    for at in (hit.at, *(at for at, label in hit.related if label.endswith("as well"))):
        _end_repetition(changed, at, str(hit.facts["untie"]))
    return changed


def _end_repetition(files: Files, at: At, said: str) -> None:
    section, id_, *keys = at.path
    owner = files[at.document.path][section][id_]
    if section == "handoffs":
        assert f"{owner['from']} -> {owner['to']}" in said or " more" in said
        assert "(max_repeats: 2)" in said
        owner["max_repeats"] = 2
        return
    held: Any = owner
    for key in keys[:-1]:
        held = held[key]
    if section == "steps" and held[keys[-1]] == id_:
        assert str(id_) in said or " more" in said
        assert "(attempts: 3)" in said
        owner["attempts"] = 3
        return
    assert f"{id_} -> {held[keys[-1]]} ({keys[0]})" in said or " more" in said
    held[keys[-1]] = "settlers"


def limit_returns(files: Files, hit: Hit) -> Files:
    """Do what `ping-pong-handoff` says."""
    changed = copy.deepcopy(files)
    named = set(re.findall(r"([\w-]+) -> ([\w-]+)", str(hit.facts["untie"])))
    for row in _rows(changed):
        if (row["from"], row["to"]) in named:
            row["max_repeats"] = 2
    assert changed != files
    return changed


def carry_context(files: Files, hit: Hit, way: str) -> Files:
    """Do what `silo` says: `context`, `warm` or `asks` at each handoff, or a shared `system`."""
    changed = copy.deepcopy(files)
    places = (hit.at, *(at for at, _ in hit.related))
    for row in [changed[at.document.path]["handoffs"][at.path[1]] for at in places]:
        assert f"{row['from']} -> {row['to']}" in hit.facts["handoffs"]
        if row.pop("asks_again", None):
            assert "asks_again" in str(hit.facts["again"])
        row.update({"context": {"context": "full"}, "warm": {"transfer": "warm"}}.get(way, {}))
    for data in changed.values() if way == "system" else ():
        for team, said in (data.get("teams") or {}).items():
            if team in (hit.facts["source"], hit.facts["target"]):
                said["systems"] = [*said.get("systems", []), "shared"]
    return changed


def spare_approvals(files: Files, hit: Hit) -> Files:
    """Do what `approval-laden-path` says."""
    changed, said = copy.deepcopy(files), str(hit.facts.get("change", ""))
    remedy_id = str(hit.facts["remedy"])
    remedies = [data["remedies"][remedy_id] for data in changed.values()
                if remedy_id in (data.get("remedies") or {})]  # fmt: skip
    remedy = remedies[0] if remedies else {}
    if hit.case == "row":  # let one person decide
        remedy["tiers"] = remedy["tiers"][:1]
    for names in re.findall(r"\(carried_by: us\) at ([^()]+?)(?: and |$)", said):
        _carry(changed, re.findall(r"([\w-]+) -> ([\w-]+)", names))
    for decider, fronts in re.findall(r"straight to ([\w-]+) \(a handoff from ([\w, -]+),", said):
        _hand_over(changed, _names(fronts), decider)
    remedy |= {"asked_by": "us"} if "(asked_by: us)" in said else {}
    remedy |= {"route": "direct"} if "(route: direct)" in said else {}
    for names in re.findall(r"let ([^()]+?) decide, any one of them alone", said):
        _let_one_decide(remedy, names)
    for fronts, limit in re.findall(r"let ([^()]+) decide alone \(may - [\w-]+: ([^)]+)\)", said):
        for team, stated in _teams(changed):
            if team in _names(fronts):
                stated["may"] = {**(stated.get("may") or {}), remedy_id: limit}
    assert changed != files, said
    return changed


def _names(listed: str) -> list[str]:
    """Return the names of a list such as `a, b and c`."""
    return re.split(", | and ", listed)


def _carry(files: Files, named: list[tuple[str, str]]) -> None:
    for row in _rows(files):
        if (row["from"], row["to"]) in named and "new_matter" not in row:
            row["carried_by"] = "us"


def _hand_over(files: Files, fronts: list[str], decider: str) -> None:
    rows = next(data["handoffs"] for data in files.values() if data.get("handoffs"))
    rows += [{"from": front, "to": decider, "carried_by": "us"} for front in fronts]


def _let_one_decide(remedy: Any, names: str) -> None:
    for tier in remedy["tiers"]:
        by = [tier["by"]] if isinstance(tier["by"], str) else tier["by"]
        if " or ".join(by) == names:
            tier["need"] = "one"


def settle_early(files: Files, hit: Hit) -> Files:
    """Do what `high-transfer-path` and `passed-off` say."""
    changed = copy.deepcopy(files)
    for team, stated in _teams(changed):
        if team == hit.facts["early"]:
            stated["closes"] = "all"
    assert changed != files
    return changed


def _rows(files: Files) -> Iterator[Any]:
    for data in files.values():
        yield from data.get("handoffs") or ()


def _teams(files: Files) -> Iterator[tuple[str, Any]]:
    for data in files.values():
        yield from (data.get("teams") or {}).items()
