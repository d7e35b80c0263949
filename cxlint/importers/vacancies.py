"""Teams in which nobody works, as the groups that would take their contacts are all known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cxlint.importers.policy_sketch import Sketch
    from cxlint.importers.team_rolls import GroupRoll, GroupTeam, MemberRoll, Scope, WorkGroup

    FindId = Callable[[str, Sketch], str | None]


class ScopeRolls(NamedTuple):
    """What all sources say of a scope: groups, with who says so, and members."""

    groups: list[tuple[Sketch, GroupRoll]]
    members: list[MemberRoll]
    scopes: frozenset[Scope] = frozenset()


def put_vacancies(sketches: Sequence[Sketch], find_id: FindId) -> None:
    """Say of each team that no group with people in it serves that nobody works there.

    That is known where the groups of its scope are all known, and what each of them serves.
    """
    rolls = _gather_rolls(sketches)
    waiting = [(sketch, team) for sketch in sketches for team in sketch.group_teams]
    if not rolls or not waiting:
        return
    served = {
        scope: _list_served(rolls, scope, find_id) for scope in {team.scope for _, team in waiting}
    }
    handed = {
        find_id(word, sketch)
        for sketch in sketches
        for given in sketch.handed_out
        for word in given.words
    }
    empty: dict[str, tuple[Sketch, GroupTeam]] = {}
    for sketch, team in waiting:
        found = served[team.scope]
        if found is not None and team.id not in found and team.id not in handed:
            empty[team.id] = (sketch, team)
    for sketch in sketches if empty else ():
        for id_, told in sketch.data.get("teams", {}).items():
            if id_ in empty and isinstance(told, dict) and "seats" not in told:
                told["seats"] = 0
                if empty[id_][0] is sketch:
                    sketch.place(("teams", id_, "seats"), empty[id_][1].place)


def report_missing_teams(sketches: Sequence[Sketch], find_id: FindId) -> None:
    """Report each team that a group serves and no source holds, where its scope holds teams."""
    holding = {team.scope for sketch in sketches for team in sketch.group_teams}
    for sketch in sketches:
        for mention in sketch.team_mentions:
            if mention.scope in holding and find_id(mention.word, sketch) is None:
                sketch.miss(mention.place, mention.word, mention.kind, mention.by)


def _gather_rolls(sketches: Iterable[Sketch]) -> dict[Scope, ScopeRolls]:
    found: dict[Scope, ScopeRolls] = {}
    for sketch in sketches:
        for roll in sketch.group_rolls:
            found.setdefault(roll.scope, ScopeRolls([], [])).groups.append((sketch, roll))
        for members in sketch.member_rolls:
            found.setdefault(members.scope, ScopeRolls([], [])).members.append(members)
    return found


def _join_rolls(rolls: dict[Scope, ScopeRolls], scope: Scope) -> ScopeRolls:
    """Return what is said of a scope, and of one of its sort of which no name is said."""
    sort, name = scope
    same = {scope, (sort, "")} if name else {each for each in rolls if each[0] == sort}
    joined = ScopeRolls([], [], frozenset(same))
    for each in sorted(same & rolls.keys()):
        joined.groups.extend(rolls[each].groups)
        joined.members.extend(rolls[each].members)
    return joined


def _list_served(
    rolls: dict[Scope, ScopeRolls], scope: Scope, find_id: FindId
) -> set[str | None] | None:
    """Return the teams that somebody serves; None where not all groups of a scope are known.

    Groups of other scopes may serve a team as well, by its id.
    """
    own = _join_rolls(rolls, scope)
    told = {roll.is_whole for _, roll in own.groups}
    taken = _list_taken(own.members)
    named = {word.casefold() for _, group in _list_groups(own) for word in group.words}
    if True not in told or False in told or (taken is not None and named and taken - named):
        return None
    others = [each for key, each in rolls.items() if key not in own.scopes]
    if any(roll.is_whole is False for each in others for _, roll in each.groups):
        return None
    return {
        find_id(word, sketch)
        for each in (own, *others)
        for sketch, group in _list_groups(each)
        if not group.is_vacant and (each is not own or taken is None or _is_taken(group, taken))
        for word in group.serves
    }


def _list_groups(rolls: ScopeRolls) -> Iterator[tuple[Sketch, WorkGroup]]:
    for sketch, roll in rolls.groups:
        yield from ((sketch, group) for group in roll.groups)


def _list_taken(members: Iterable[MemberRoll]) -> set[str] | None:
    """Return the groups that somebody is in; None where not all members are known."""
    listed = list(members)
    if not any(roll.is_whole for roll in listed):
        return None
    return {word.casefold() for roll in listed for word in roll.groups}


def _is_taken(group: WorkGroup, taken: set[str]) -> bool:
    return not group.words or not taken.isdisjoint(map(str.casefold, group.words))
