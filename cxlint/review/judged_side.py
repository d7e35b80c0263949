"""One side of a comparison: a state, read and judged."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cxlint.policy.file_problems import UNREADABLE
from cxlint.policy.links import lies_within
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from cxlint.linting.model.finding import Report
    from cxlint.linting.run.engine import Request
    from cxlint.policy.policy import Policy
    from cxlint.policy.reader import Reading
    from cxlint.review.states import State


class JudgedSide(NamedTuple):
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
        return tuple(sorted({*broken, *filter(self._is_asked_for, self.state.lost)}))

    def _is_asked_for(self, path: str) -> bool:
        """Whether a path from the root lies in what is read."""
        whole = os.path.abspath(self.state.root / path)  # noqa: PTH100 - there is nothing there
        asked = (os.path.abspath(each) for each in self.request.paths)  # noqa: PTH100
        return any(lies_within(whole, each) for each in asked)

    @property
    def is_empty(self) -> bool:
        """Whether there is no policy at all: no file was read, or none that says anything."""
        return not self.report.files and not self.unreadable
