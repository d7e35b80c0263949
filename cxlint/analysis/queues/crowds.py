"""Who may wait for the same people: those who call or chat, and what is answered later."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from cxlint.algorithms.disjoint_sets import group_by_overlap
from cxlint.analysis.queues.week import cut_week
from cxlint.calendar.weekly_hours import WEEK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cxlint.analysis.queues.loads import Load
    from cxlint.analysis.queues.mail import Desk
    from cxlint.analysis.queues.staffing import Scene
    from cxlint.calendar.intervals import Interval
    from cxlint.calendar.weekly_hours import Weekly


class Crowd:
    """Loads that may wait for the same people, and when these work, by the ids of their teams.

    `scenes` are those that were met so far, by who comes and who is there, and `at` by the number
    of the piece of the week.
    """

    def __init__(self, loads: Sequence[Load], weeks: Mapping[str, Weekly]) -> None:
        self.loads = loads
        self.weeks = weeks
        self.scenes: dict[object, Mapping[str, Scene]] = {}
        self.at: dict[int, Mapping[str, Scene]] = {}

    @property
    def names(self) -> Iterator[str]:
        """The names of its channels and teams."""
        yield from (load.channel.name for load in self.loads)
        yield from (f"team/{id_}" for id_ in self.weeks)

    @property
    def changes(self) -> Iterator[Sequence[Interval]]:
        """The hours at whose ends it changes who comes or who is there."""
        for load in self.loads:
            yield from ([(start, end)] for start, end, _ in load.rates)
        yield from self.weeks.values()

    @cached_property
    def pieces(self) -> list[Interval]:
        """The pieces of the week in which nothing of that changes."""
        return cut_week(self.changes)

    def piece_at(self, minute: int) -> int:
        """Return the number of the piece that a minute is in."""
        return bisect_right(self.pieces, (minute, WEEK)) - 1


class Mail:
    """What is answered later, by the ids of the teams that take it.

    `together` are those that hang together by mail that any of them may take, `order` is that of
    the policy, and `desks` keeps what was found of them, or why that is not known.
    """

    def __init__(
        self, loads: Sequence[Load], crews: Sequence[Sequence[Sequence[str]]], order: Sequence[str]
    ) -> None:
        self._loads = loads
        self._taken: dict[str, list[int]] = {}
        for number, those in enumerate(crews):
            for id_ in dict.fromkeys(id_ for teams in those for id_ in teams):
                self._taken.setdefault(id_, []).append(number)
        self.together: dict[str, frozenset[str]] = {}
        joint = [teams for those in crews for teams in those if len(teams) > 1]
        for members in group_by_overlap(joint):
            group = frozenset(id_ for each in members for id_ in joint[each])
            self.together.update(dict.fromkeys(group, group))
        self.order = {id_: number for number, id_ in enumerate(order)}
        self.desks: dict[tuple[str, ...], Desk | str] = {}

    def taken_by(self, teams: Iterable[str]) -> list[Load]:
        """Return what some teams take, in the order of the policy."""
        numbers = {number for id_ in teams for number in self._taken.get(id_, ())}
        return [self._loads[number] for number in sorted(numbers)]
