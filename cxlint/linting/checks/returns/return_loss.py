"""What it costs customers to bring something back, as a share of its price."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.linting.check_support.comparable_sums import about, home_currency
from cxlint.linting.model.finding import Hit, Severity
from cxlint.linting.returns.row_hits import build_row_hit
from cxlint.policy.returns.cases import demands, read_case
from cxlint.policy.returns.fees import Fee, read_fee
from cxlint.policy.returns.table import (
    FAULTS,
    ReturnRow,
    RowSet,
    calendar_days,
    remaining_reasons,
    rows,
    sort_reasons,
)
from cxlint.records import NamedTuple
from cxlint.values.quantities import Money, duration, percentage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cxlint.policy.policy import Policy
    from cxlint.policy.returns.cases import Case
    from cxlint.values.quantities import Duration

FREE = Fee("none", "")
CREDIT = frozenset({"store credit", "gift card"})


class Cost(NamedTuple):
    """What one return takes from the customer. `postage` is None where its sum is not known."""

    fee: Fee
    pays_postage: bool
    postage: Money | None
    credit_loss: Fraction
    currency: str

    def share_of(self, price: Fraction) -> Fraction:
        """Return the known part of the cost as a share of a price; the fee never exceeds it."""
        fee = self.fee.most(Money(price, self.currency))
        postage = self.postage.amount if self.postage else Fraction(0)
        return (fee + postage + self.credit_loss * (price - fee)) / price

    @property
    def is_nothing(self) -> bool:
        """Whether the customer loses nothing at all."""
        return self.fee.is_nothing and not self.pays_postage and not self.credit_loss


def return_loss(
    policy: Policy,
    *,
    prices: Sequence[int],
    grave_above: str,
    credit_loss: str,
    free_for: str,
) -> Iterator[Hit]:
    """Yield each row under which a customer without complaint against the firm returns at a loss.

    The loss is the fee, the postage, and what is lost where the refund is credit alone: of the
    price less the fee, the share `credit_loss`. Of a fee with a bound the worst case counts. It is
    told at each price at which it differs.
    More than `grave_above` at the middle price is an error. Postage whose sum is not stated
    counts as nothing in the share, and the finding says that it comes on top. Rows for faults
    alone are for another rule; fair exceptions (an honest reason, an alternative, told before
    purchase) yield nothing, nor does what follows after a window in which the same return takes
    nothing from the customer.

    Cases: all is known (``), postage of unknown sum comes on top (`and-postage`), it is all that
    is known (`postage`). Facts: things, reasons, loss, parts.

    Args:
        policy: the policy.
        prices: the prices at which the loss is told, in EUR, USD, GBP and the like, or about as
            much in others.
        grave_above: the share of the price above which it is an error.
        credit_loss: by how much credit is worth less than the same sum of money.
        free_for: how long the same return must have been free for, so that its price afterwards is
            a favour.
    """
    counts = remaining_reasons(table := rows(policy), policy)
    home = home_currency(policy)
    lost_by_credit = percentage(credit_loss)
    costs = [_cost(row, home, lost_by_credit) for row in table]
    free = _free_rows(zip(table, costs, strict=True), duration(free_for))
    for row, cost in zip(table, costs, strict=True):
        reasons = sort_reasons(counts[row.number].difference(FAULTS))
        if not reasons or not row.is_returnable or row.is_fair_exception:
            continue
        if cost.is_nothing or (_case(row) in free and free[_case(row)].covers(row)):
            continue
        points = [about(price, cost.currency).amount for price in sorted(prices)]
        grave = cost.share_of(points[len(points) // 2]) > percentage(grave_above)
        yield _hit(row, reasons, cost, points, grave=grave)


def _case(row: ReturnRow) -> tuple[frozenset[str], Case]:
    return demands(row.entity), read_case(row.entity)


def _free_rows(
    table: Iterable[tuple[ReturnRow, Cost]], length: Duration
) -> dict[tuple[frozenset[str], Case], RowSet]:
    """Return the rows that take back for nothing and long enough, by the case they are for."""
    found: dict[tuple[frozenset[str], Case], list[ReturnRow]] = {}
    for row, cost in table:
        window = row.entity.get("window")
        if window is None or not row.is_returnable or not cost.is_nothing:
            continue
        if window == "unlimited" or calendar_days(duration(window)) >= length.days:
            found.setdefault(_case(row), []).append(row)
    return {case: RowSet(rows_) for case, rows_ in found.items()}


def _cost(row: ReturnRow, home: str, lost_by_credit: Fraction) -> Cost:
    """Return what a return under the row costs; sums in a second currency count as unknown."""
    entity = row.entity
    fee = read_fee(entity) or FREE
    postage = entity.money("shipping_cost")
    currency = fee.currency or (postage.currency if postage else home)
    pays = entity.get("shipping_paid_by") == "customer"
    known = pays and postage is not None and postage.currency == currency
    refund = entity.texts("refund")
    credit = bool(refund) and CREDIT.issuperset(refund)
    return Cost(
        fee,
        pays and not (postage is not None and not postage.amount),
        postage if known else None,
        lost_by_credit if credit else Fraction(0),
        currency,
    )


def _hit(
    row: ReturnRow, reasons: Sequence[str], cost: Cost, points: Sequence[Fraction], *, grave: bool
) -> Hit:
    field = (
        cost.fee.key
        if not cost.fee.is_nothing
        else "shipping_paid_by"
        if cost.pays_postage
        else "refund"
    )
    unknown = cost.pays_postage and cost.postage is None
    case = "" if not unknown else "and-postage" if _parts(cost) else "postage"
    facts = {
        "reasons": "any reason" if row.unspoken else reasons,
        "loss": _loss_text(cost, points),
        "parts": _parts(cost) or ["postage"],
    }
    severity: Severity = "error" if grave else "warning"
    bounds = (*(["grave_above"] if grave else []), *(["credit_loss"] if cost.credit_loss else []))
    return build_row_hit(row, field, facts, case=case, severity=severity, bounds=bounds)


def _parts(cost: Cost) -> list[str]:
    parts = []
    if not cost.fee.is_nothing:
        parts.append(f"a fee of {cost.fee.words}")
    if cost.postage is not None:
        parts.append(f"{cost.postage} of postage")
    if cost.credit_loss:
        parts.append(f"credit instead of money (counted as {_percent(cost.credit_loss)} less)")
    return parts


def _loss_text(cost: Cost, points: Sequence[Fraction]) -> str:
    """Return what customers are left with: of the middle price, and of the lowest if nothing."""
    shares = [cost.share_of(point) for point in points]
    if len(set(shares)) == 1:
        left = 1 - shares[0]
        return f"{_percent(left)} of the price is left" if left > 0 else "nothing is left"
    price = points[len(points) // 2]
    lost = [point for point, share in zip(points, shares, strict=True) if share >= 1]
    if price in lost:
        return f"nothing is left of {Money(lost[-1], cost.currency)}"
    rest = Money(price * (1 - cost.share_of(price)), cost.currency)
    told = f"what is left of {Money(price, cost.currency)} is {rest}"
    return f"{told}, and of {Money(lost[-1], cost.currency)} nothing" if lost else told


def _percent(share: Fraction) -> str:
    return f"{round(share * 100)}%" if share >= Fraction(1, 100) or not share else "under 1%"
