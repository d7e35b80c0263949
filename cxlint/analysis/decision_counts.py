"""What a case takes beyond its way: approvals, things stated again, and minutes of the customer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.analysis.decisions import approval_figures, tally_figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.analysis.quantity import Quantity
    from cxlint.analysis.subject import Subject

_SHARE_ABOVE = re.compile(r"journey\.(.+)\.share_above\.([^.].*?)(\.linear)?")
_ASKED_VALUE = re.compile(r"ask\.value=(.+)\.(approvals|decides)")


def list_quantities(subject: Subject) -> Iterator[Quantity]:
    """Yield every figure that needs nothing but the policy."""
    yield from approval_figures.list_quantities(subject)
    yield from tally_figures.list_quantities(subject)


def find_quantity(subject: Subject, name: str) -> Quantity | None:
    """Return a figure that is asked for by name: with a sum, or with what a case is worth."""
    if found := _SHARE_ABOVE.fullmatch(name):
        intent = subject.policy.find("intent", found[1])
        linear = found[3] is not None
        if intent is not None:
            return approval_figures.share_above_text(intent, found[2], name, linear=linear)
    if found := _ASKED_VALUE.fullmatch(name):
        return approval_figures.answer_for_value(subject, found[1], found[2], name)
    return None
