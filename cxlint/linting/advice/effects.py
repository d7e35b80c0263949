"""What a change does to the figures: the same figures of the policy before and after it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cxlint.analysis.subject import Subject
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cxlint.analysis.quantity import Quantity
    from cxlint.graph.network import Network
    from cxlint.linting.advice.proposal import Proposal, Topic

TOLD: Mapping[str, tuple[str, ...]] = {
    "line": ("service_level", "p_abandon", "asa_seconds", "seats_needed"),
    "elapsed": ("elapsed.max_hours", "promise.verdict"),
    "approvals": ("approvals.expected", "approvals.max"),
    "repeats": ("repeats.expected", "repeats.max"),
}
"""How the names of the figures end that tell of a topic."""


class Effect(NamedTuple):
    """A figure before and after a change."""

    name: str
    before: Quantity
    after: Quantity


class Figures:
    """The figures of a policy as far as they are asked for, each topic worked out once."""

    def __init__(self, network: Network) -> None:
        self._subject = Subject(network)

    def list_of(self, topic: Topic, ids: Sequence[str]) -> dict[str, Quantity]:
        """Return the figures of a topic, of channels and teams or of contact reasons, by name."""
        found: Iterator[Quantity] = _LISTING[topic](self, ids)
        endings = tuple(f".{each}" for each in TOLD[topic])
        return {each.name: each for each in found if _ends(each.name, endings)}

    def _list_lines(self, ids: Sequence[str]) -> Iterator[Quantity]:
        from cxlint.analysis.queues.line_figures import list_line_figures

        for name in ids:
            kind, _, id_ = name.partition("/")
            entity = self._subject.policy.find(kind, id_)
            if entity is not None:
                yield from list_line_figures(self._staffing, entity)

    @cached_property
    def _staffing(self):  # type: ignore[no-untyped-def]
        from cxlint.analysis.queues.staffing import Staffing

        return Staffing(self._subject.network)

    def _list_elapsed(self, ids: Sequence[str]) -> Iterator[Quantity]:
        from cxlint.analysis.times.figures import list_of_intent
        from cxlint.analysis.times.intent_times import times_of

        every = times_of(self._subject.network)
        for id_ in ids:
            if id_ in every:
                yield from list_of_intent(every[id_])

    def _list_approvals(self, ids: Sequence[str]) -> Iterator[Quantity]:
        del ids
        yield from self._approvals

    @cached_property
    def _approvals(self) -> list[Quantity]:
        from cxlint.analysis.decisions import approval_figures

        return list(approval_figures.list_quantities(self._subject))

    def _list_repeats(self, ids: Sequence[str]) -> Iterator[Quantity]:
        del ids
        yield from self._tallies

    @cached_property
    def _tallies(self) -> list[Quantity]:
        from cxlint.analysis.decisions import tally_figures

        return list(tally_figures.list_quantities(self._subject))


_LISTING: Mapping[str, Callable[[Figures, Sequence[str]], Iterator[Quantity]]] = {
    "line": Figures._list_lines,
    "elapsed": Figures._list_elapsed,
    "approvals": Figures._list_approvals,
    "repeats": Figures._list_repeats,
}


def _ends(name: str, endings: Sequence[str]) -> bool:
    """Whether a name ends so, also where hours stand behind it."""
    return any(f"{name}.".find(f"{each}.") > 0 for each in endings)


def compare_figures(
    proposal: Proposal, before: Figures, after: Figures
) -> tuple[Effect, ...]:
    """Return the figures that a change alters, of what it is about."""
    if proposal.topic is None:
        return ()
    old = before.list_of(proposal.topic, proposal.ids)
    new = after.list_of(proposal.topic, proposal.ids)
    return tuple(
        Effect(name, old[name], new[name])
        for name in old
        if name in new and _is_about(name, proposal) and _value(old[name]) != _value(new[name])
    )


def _is_about(name: str, proposal: Proposal) -> bool:
    if proposal.topic == "line" or not proposal.ids:
        return True
    return any(name.startswith(f"journey.{id_}.") for id_ in proposal.ids) and (
        ".by_channel." not in name
    )


def _value(figure: Quantity) -> tuple[object, ...]:
    return figure.value, figure.minimum, figure.maximum
