"""Teams that are trained too rarely, too long ago, or never."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.graph.staffing import staffed_teams
from cxlint.linting.check_support.due_dates import due, months
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.model.finding import Hit
from cxlint.policy.parties import is_own
from cxlint.values import quantities

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration


def training(policy: Policy, *, every: str, always: bool = False) -> Iterator[Hit]:
    """Yield each team whose training is missing, rarer than wanted, or overdue.

    Cases: `missing`, `unstated`, `rare`, `overdue`. Facts: id, every (as stated, else as wanted),
    wanted, last. Missing is only told where half of the teams or more state their training; with
    `always` it is told elsewhere as well (the case `unstated`). Partners and independent bodies
    train their own people, and a team in which nobody works has nobody to train: neither is
    missing.

    Args:
        policy: the policy.
        every: the longest time between two trainings.
        always: whether missing training is told in any policy.
    """
    wanted = quantities.duration(every)
    teams = policy.of("team")
    expected = {team.id: team.affirms("training") for team in staffed_teams(policy) if is_own(team)}
    usual = 2 * sum(expected.values()) >= len(expected)
    for team in teams:
        stated, last = team.duration("training", "every"), team.date("training", "last")
        if not team.affirms("training"):
            if (usual or always) and team.id in expected:
                yield _hit(team, "missing" if usual else "unstated", wanted, wanted, last)
        elif stated is not None and months(stated) > months(wanted):
            yield _hit(team, "rare", stated, wanted, last)
        elif last is not None and due(last, stated or wanted) < policy.today:
            yield _hit(team, "overdue", stated or wanted, wanted, last)


def _hit(
    team: Entity, case: str, every: Duration, wanted: Duration, last: datetime.date | None
) -> Hit:
    keys = {"rare": ("training", "every"), "overdue": ("training", "last")}.get(case, ())
    return build_hit(
        team,
        *keys,
        facts={"every": every, "wanted": wanted, "last": last or "an unknown date"},
        case=case,
    )
