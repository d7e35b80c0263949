"""One figure that a policy comes to: its value or bounds, the meaning it took, and its sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    import datetime
    from fractions import Fraction

    from cxlint.parsing.document import At

    Value = Fraction | float | int | bool | str | datetime.date | datetime.datetime | list["Value"]


class Part(NamedTuple):
    """One part of a sum: what adds to it, in plain words with its value, and where it is stated.

    Of a sum of times, `end` is the second since 1970 at which the part is over.
    """

    text: str
    at: At | None = None
    end: int | None = None


class Quantity(NamedTuple):
    """A figure by its name, as `journey.refund.approvals.max`.

    `value` is None where nothing may be claimed, and `why` then says what stands in the way; a
    share or a level lies between 0 and 1; minutes, seconds and hours are in the name; money is in
    the currency of the organization. A figure of which only bounds are known has `minimum` and
    `maximum`. `reading` is the meaning that was taken where a policy could mean another; `source`
    is where the formula comes from; `parts` is what it is made of.
    """

    name: str
    value: Value | None = None
    reading: str = ""
    minimum: Value | None = None
    maximum: Value | None = None
    why: str = ""
    source: str = ""
    parts: tuple[Part, ...] = ()


UNBOUNDED = "unbounded"
"""What stands where a count has no most, as of a circle that nothing ends."""

UNLIMITED = "unlimited"
"""What stands where a time has no end."""
