"""One side of a comparison: a state, read and judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.policy.file_problems import UNREADABLE
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from cxlint.linting.model.finding import Report
    from cxlint.linting.run.engine import Request
    from cxlint.policy.policy import Policy
    from cxlint.policy.reader import Reading
    from cxlint.review.states import State


class Side(NamedTuple):
    """A state with what was asked of it, the policy that it holds, and the report on that."""

    state: State
    request: Request
    reading: Reading
    report: Report

    @property
    def policy(self) -> Policy:
        """The policy of the state."""
        return self.reading.policy

    @property
    def files(self) -> frozenset[str]:
        """The files in which policy stands, by the path shown."""
        return frozenset(each.path for each in self.policy.documents if each.data is not None)

    @property
    def unreadable(self) -> tuple[str, ...]:
        """What could not be read, by the path shown."""
        broken = {p.at.document.path for p in self.policy.problems if p.rule == UNREADABLE}
        return tuple(sorted({*broken, *self.state.lost}))

    @property
    def is_empty(self) -> bool:
        """Whether there is no policy at all: no file was read, or none that says anything."""
        return not self.report.files and not self.unreadable
