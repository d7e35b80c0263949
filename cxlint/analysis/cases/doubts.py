"""What stands in the way of a figure: shares over the whole, and places that nobody describes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from fractions import Fraction

    from cxlint.analysis.cases.case_chain import CaseChain
    from cxlint.analysis.subject import Subject


class Doubts:
    """What is wrong with the chain of a policy, or not known of it, by where cases begin."""

    def __init__(self, subject: Subject, cases: CaseChain) -> None:
        self.subject = subject
        self.cases = cases

    @cached_property
    def too_many_reasons(self) -> str:
        """What is wrong with the shares of the contact reasons; nothing, if nothing is."""
        shares = [intent.percentage("share") or 0 for intent in self.subject.intents]
        total = sum(shares)
        if total <= 1:
            return ""
        return f"the shares of the contact reasons add up to {percent(total)}"

    def say_fault(self, root: int) -> str:
        """Return what is wrong on the ways from a root; nothing, if nothing is."""
        if not self._faulty[root]:
            return ""
        wrong = self.excessive
        return self._say_first(root, lambda place: place in wrong, wrong.__getitem__)

    def say_unseen(self, root: int) -> str:
        """Return what is not described on the ways from a root; nothing, if all is."""
        if not self._unseen[root]:
            return ""
        return self._say_first(root, self._is_unseen, self._say_unseen)

    def say_unsolved(self, root: int) -> str:
        """Return where limits are too many to follow; nothing, if they are not."""
        if not self._unsolved[root]:
            return ""
        return "too many ways of one circle state how often they may be taken"

    @cached_property
    def excessive(self) -> dict[int, str]:
        """What is wrong at the places where the stated shares are more than the whole."""
        return {
            place: f"the shares stated at {node.id} add up to {percent(division.total)}"
            for place, division in enumerate(self.cases.divisions)
            if division is not None and division.excess
            and (node := self.cases.places[place].node) is not None
        }  # fmt: skip

    def list_excessive(self) -> dict[str, str]:
        """Return what is wrong at which place, each once."""
        names = {place: self.cases.places[place].node for place in self.excessive}
        return {node.id: self.excessive[place] for place, node in names.items() if node is not None}

    @cached_property
    def _faulty(self) -> bytearray:
        return self.cases.lead_to(self.excessive)

    @cached_property
    def _unseen(self) -> bytearray:
        return self.cases.lead_to(filter(self._is_unseen, range(len(self.cases.places))))

    @cached_property
    def _unsolved(self) -> bytearray:
        return self.cases.lead_to(self.cases.unsolved)

    def _is_unseen(self, place: int) -> bool:
        node = self.cases.places[place].node
        return node is not None and node.opaque

    def _say_unseen(self, place: int) -> str:
        return f"it is not described what happens at {self.cases.places[place].node}"

    def _say_first(
        self, root: int, concerns: Callable[[int], bool], say: Callable[[int], str]
    ) -> str:
        return next(say(place) for place in self.cases.reach(root) if concerns(place))


def percent(share: Fraction | float, digits: int = 6) -> str:
    """Return a share in words that people read: `120 %`."""
    return f"{float(share) * 100:.{digits}g} %"


def name_places(cases: CaseChain, places: Iterable[int]) -> list[str]:
    """Return the ids of places, in the order of the alphabet, each once."""
    nodes = (cases.places[place].node for place in places)
    return sorted({node.id for node in nodes if node is not None})
