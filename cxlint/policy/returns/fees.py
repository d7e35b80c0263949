"""What is kept back of a return: a fee, and the most that it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.policy.returns.table import is_free
from cxlint.records import NamedTuple
from cxlint.values.quantities import Money, amount_of, money, percentage

if TYPE_CHECKING:
    from fractions import Fraction

    from cxlint.language.entity import Entity


class Fee(NamedTuple):
    """A fee as it is written, and up to how much it goes; empty where that is not said.

    A bound without a fee is one that is set case by case: customers may have to pay all of it.
    """

    charge: str
    bound: str

    @property
    def is_nothing(self) -> bool:
        """Whether customers keep all of the price."""
        return is_free(self.charge or self.bound) or (bool(self.bound) and is_free(self.bound))

    @property
    def words(self) -> str:
        """It, as a sentence has it."""
        if not self.bound or is_free(self.charge or self.bound):
            return self.charge or self.bound
        return f"{self.charge} up to {self.bound}" if self.charge else f"up to {self.bound}"

    @property
    def key(self) -> str:
        """The key of the row that says it."""
        return "fee" if self.charge else "up_to"

    @property
    def currency(self) -> str:
        """The currency of its sum; empty where it is a share, or nothing."""
        sums = (each for each in (self.charge, self.bound) if not is_free(each) and "%" not in each)
        return next((money(each).currency for each in sums), "")

    def most(self, price: Money) -> Fraction:
        """Return the most that is kept back of a price; never more than all of it."""
        amounts = [amount_of(each, price) for each in (self.charge, self.bound) if each]
        known = [amount.amount for amount in amounts if amount.currency == price.currency]
        return min([*(known or [amounts[0].amount]), price.amount])


def read_fee(entity: Entity) -> Fee | None:
    """Return the fee of a row; None where it says nothing of one."""
    charge, bound = entity.get("fee"), entity.get("up_to")
    return Fee(charge or "", bound or "") if charge or bound else None


def written_amount(charge: str) -> tuple[str, Fraction]:
    """Return the unit of a fee, its currency or %, and how much it is."""
    if charge.rstrip().endswith("%"):
        return "%", percentage(charge)
    asked = money(charge)
    return asked.currency, asked.amount
