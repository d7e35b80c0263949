"""Rules that make people hurry customers along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.model.finding import Hit
from cxlint.linting.text.keywords import mentions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy


def rushed(policy: Policy, *, measures: Sequence[str]) -> Iterator[Hit]:
    """Yield each team whose contacts must end by some time, or whose people are judged by speed.

    Cases: `cap`, a limit on how long a contact may take; `judged`, a measure that counts how fast
    each person is. A handling time that is only stated, for staffing, is neither. Facts: id,
    value, measure.

    Args:
        policy: the policy.
        measures: words that name a measure of how fast a person works.
    """
    for team in policy.of("team"):
        if (value := team.get("handling_time_limit")) not in (None, "unlimited"):
            yield _hit(team, ("handling_time_limit",), "cap", value=value)
        judged = team.get("judged_by")
        for number, measure in enumerate(team.texts("judged_by")):
            if mentions(measure, measures):
                keys = ("judged_by", number) if isinstance(judged, list) else ("judged_by",)
                yield _hit(team, keys, "judged", measure=measure)


def _hit(
    team: Entity, keys: tuple[str | int, ...], case: str, *, value: object = "", measure: str = ""
) -> Hit:
    return Hit(
        at=team.at(*keys),
        entity=team.name,
        key=(case, measure) if measure else (case,),
        case=case,
        facts={"id": team.id, "value": value, "measure": measure},
    )
