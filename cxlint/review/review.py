"""A change of policy, judged: all that the reports tell of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.changes.change import Difference
from cxlint.records import NamedTuple
from cxlint.review.declaration import Proof
from cxlint.review.finding_shifts import FindingShifts
from cxlint.review.gate import Gate

if TYPE_CHECKING:
    from cxlint.review.weakening import Weakening

NOTHING = Difference((), (), {})


class Review(NamedTuple):
    """What differs between two states of a policy, and whether that may pass.

    `base` and `head` are what the states are called. `weakened` is what the change takes, or tried
    to take, from its judge; `is_untrusted` says that it took no effect. `notes` are what could not
    be compared, and what else is worth knowing of the comparison.
    """

    base: str
    head: str
    difference: Difference = NOTHING
    findings: FindingShifts = FindingShifts()
    proof: Proof = Proof()
    gate: Gate = Gate()
    weakened: tuple[Weakening, ...] = ()
    notes: tuple[str, ...] = ()
    is_untrusted: bool = False
    has_crashed: bool = False

    @property
    def says_nothing(self) -> bool:
        """Whether there is nothing to tell: no customer and no rule sees a difference."""
        found = self.findings
        return not (self.difference.changes or found.new or found.fixed or self.gate.obstacles
                    or self.weakened)  # fmt: skip

    @property
    def exit_code(self) -> int:
        """The code to exit with: 3 for a fault of a rule, 1 where the gate is met, else 0."""
        return 3 if self.has_crashed else int(self.gate.is_met)
