"""All figures of a policy, by name: what is always worked out, and what is asked for by name."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.analysis.quantity import Quantity
    from cxlint.analysis.subject import Subject

PROVIDERS = ("queue_figures", "way_counts", "decision_counts", "way_times", "line_costs")
"""The modules that give figures, imported only when figures are asked for."""

OF_WAYS = ("way_counts", "decision_counts", "way_times")
"""Those of them that give the figures of contact reasons, for which no queue is worked out."""


class Provider(Protocol):
    """A module of figures."""

    def list_quantities(self, subject: Subject) -> Iterator[Quantity]:
        """Yield every figure that needs nothing but the policy."""

    def find_quantity(self, subject: Subject, name: str) -> Quantity | None:
        """Return a figure that holds a moment, an hour or a sum in its name; None if it is no such.

        Raises `errors.UserError` where the name is of a form that it knows and cannot be read.
        """


def list_quantities(subject: Subject, names: Sequence[str] = PROVIDERS) -> Iterator[Quantity]:
    """Yield every figure of a policy that needs nothing but the policy.

    `names` are the modules that are asked, where not all are.
    """
    for provider in _providers(names):
        yield from provider.list_quantities(subject)


def find_quantity(subject: Subject, name: str) -> Quantity | None:
    """Return the figure of that name, or None where there is none."""
    for provider in _providers():
        found = provider.find_quantity(subject, name)
        if found is not None:
            return found
    return next((each for each in list_quantities(subject) if each.name == name), None)


def _providers(names: Sequence[str] = PROVIDERS) -> Iterator[Provider]:
    for name in names:
        yield import_module(f"cxlint.analysis.{name}")
