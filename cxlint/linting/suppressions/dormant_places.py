"""Waivers of what does not hold on the day of the check: that they excuse nothing is no fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cxlint.linting.suppressions.apply_waivers import Claim
    from cxlint.policy.policy import Policy
    from cxlint.policy.validity import Dormant


class DormantPlaces:
    """The names and the lines of what does not hold."""

    __slots__ = ("_lines", "_names")

    def __init__(self, policy: Policy) -> None:
        """Look at what a policy holds on other days only."""
        whole = [each for each in policy.dormant if not each.keys]
        self._names = frozenset(each.entity.name for each in whole)
        self._lines = [(each.entity.document.path, _lines_of(each)) for each in policy.dormant]

    def holds(self, claim: Claim) -> bool:
        """Whether a waiver speaks for such a place."""
        if not claim.line:
            return claim.place in self._names
        return any(path == claim.place and claim.line in lines for path, lines in self._lines)


def _lines_of(dormant: Dormant) -> range:
    """Return the lines on which it is written, from its key on."""
    document, path = dormant.entity.document, (*dormant.entity.path, *dormant.keys)
    begin, end = document.stretch(path)
    written = document.text[begin:end].rstrip()
    last = document.lines.span(begin + len(written), begin + len(written)).line
    return range(document.span(path, key=True).line, last + 1)
