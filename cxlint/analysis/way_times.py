"""How long cases take, against what customers were promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.analysis.times.asked_moments import find_moment
from cxlint.analysis.times.figures import list_times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.analysis.quantity import Quantity
    from cxlint.analysis.subject import Subject


def list_quantities(subject: Subject) -> Iterator[Quantity]:
    """Yield every figure that needs nothing but the policy."""
    yield from list_times(subject)


def find_quantity(subject: Subject, name: str) -> Quantity | None:
    """Return a figure that is asked for by name."""
    return find_moment(subject, name)
