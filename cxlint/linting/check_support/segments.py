"""The groups of customers for whom remedies have discretion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.linting.model.finding import Hit
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy


class Segment(NamedTuple):
    """One group, as the discretion of a remedy states it."""

    remedy: Entity
    number: int
    stated: Mapping[str, Any]

    def hit(self, field: str, facts: Mapping[str, object]) -> Hit:
        """Return a hit at a field of the group. Facts, besides the given: remedy, segment."""
        return Hit(
            at=self.remedy.at("discretion", "segments", self.number, field),
            entity=self.remedy.name,
            key=(str(self.stated.get("name", self.number)),),
            facts={
                "remedy": self.remedy.id,
                "segment": self.stated.get("name", "some customers"),
                **facts,
            },
        )


def segments(policy: Policy) -> Iterator[Segment]:
    """Yield the groups of all remedies, in the order of the files."""
    for remedy in policy.of("remedy"):
        for number, stated in enumerate(remedy.get("discretion", "segments") or ()):
            yield Segment(remedy, number, stated)
