"""What comes of a statement on one customer, and of a whole scenario."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from cxlint.analysis.asking.case import Case
    from cxlint.analysis.quantity import Part
    from cxlint.language.entity import Entity
    from cxlint.parsing.document import At


class Status(Enum):
    """Whether what is stated holds under the policy."""

    HOLDS = "holds"
    FAILS = "fails"
    UNKNOWN = "unknown"


LABELS = {
    "accepted": "taken back",
    "row": "the row of returns",
    "because": "why it is not taken back",
    "offered": "what is offered instead",
    "last_day": "the last day",
    "fee": "the fee",
    "comes_back": "what comes back",
    "loses": "what the customer loses",
    "refund": "what the customer gets",
    "money_back": "the money is back",
    "decides": "who decides",
    "approvals": "decisions beyond the first team",
    "decided": "it is decided",
    "if_nobody_decides": "if nobody decides",
    "settled": "it is settled",
    "promise": "the promise",
    "first_reply": "the first reply comes",
    "called_back": "the customer is called back",
    "open": "somebody is there",
    "contact_costs": "what the contact costs",
    "reaches": "the customer reaches",
    "never": "what happens",
}
"""What people call each statement."""

OF_WAYS = frozenset({"reaches", "never"})
"""Statements on where customers are sent."""

_OPTION = re.compile(r"\(--([a-z-]+)\)")


class Judgement(NamedTuple):
    """What comes of one statement: what the scenario says, what the policy says, and why.

    `why` says what is not stated where it is unknown; `parts` are what the answer of the policy is
    made of, or the way, with their lines. `slip` says that the statement itself speaks of nothing
    that there is, and with what may be meant; it then fails.
    """

    key: str
    at: At
    status: Status
    wanted: str
    got: str = ""
    why: str = ""
    parts: tuple[Part, ...] = ()
    slip: str = ""

    @property
    def is_of_way(self) -> bool:
        """Whether it is about where customers are sent; `parts` are then a way."""
        return self.key in OF_WAYS

    @property
    def statement(self) -> str:
        """What must hold, in words."""
        return f"must hold: {LABELS[self.key]}: {self.wanted}"

    @property
    def difference(self) -> str:
        """What the policy says, and what the scenario says, in a sentence."""
        label = LABELS[self.key]
        if self.slip:
            return f"holds, {self.key}: {self.slip}"
        if self.status is Status.UNKNOWN:
            return f"{label}: not known ({self.why})"
        reason = f" ({self.why})" if self.why else ""
        return f"{label}: {self.got}{reason}, and the scenario says {self.wanted}"


class Result(NamedTuple):
    """What comes of a scenario. `problem` says why nobody can be asked about; `case` is then None.

    `is_certain` is whether what is unknown fails.
    """

    scenario: Entity
    case: Case | None
    judgements: tuple[Judgement, ...] = ()
    problem: str = ""

    @property
    def is_certain(self) -> bool:
        """Whether the scenario fails where it is not known."""
        return self.scenario.get("certain") is True

    @property
    def status(self) -> Status:
        """Whether all holds; where it must be certain, what is unknown fails."""
        met = {each.status for each in self.judgements}
        if self.problem or Status.FAILS in met:
            return Status.FAILS
        if Status.UNKNOWN in met:
            return Status.FAILS if self.is_certain else Status.UNKNOWN
        return Status.HOLDS

    @property
    def failing(self) -> tuple[Judgement, ...]:
        """The statements that fail; where all must be certain, those that are unknown as well."""
        bad = {Status.FAILS, Status.UNKNOWN} if self.is_certain else {Status.FAILS}
        return tuple(each for each in self.judgements if each.status in bad)


def judge_slip(key: str, at: At, wanted: str, slip: str) -> Judgement:
    """Return the judgement of a statement that speaks of nothing that there is."""
    return Judgement(key, at, Status.FAILS, wanted, why=slip, slip=slip)


def name_keys(text: str) -> str:
    """Return a text about a customer with keys of a scenario for options of the command line."""
    return _OPTION.sub(lambda found: f"({found[1].replace('-', '_')})", text)
