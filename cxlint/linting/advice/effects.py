"""What a change does to the figures: the same figures of the policy before and after it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cxlint.analysis.subject import Subject
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cxlint.analysis.quantity import Quantity
    from cxlint.analysis.queues.staffing import Staffing
    from cxlint.graph.network import Network
    from cxlint.linting.advice.proposal import Proposal, Topic

TOLD: Mapping[str, tuple[str, ...]] = {
    "line": ("service_level", "p_abandon", "asa_seconds", "seats_needed"),
    "closed": ("closed_share",),
    "elapsed": ("elapsed.max_hours", "promise.verdict"),
    "approvals": ("approvals.expected", "approvals.max"),
    "repeats": ("repeats.expected", "repeats.max"),
}
"""How the names of the figures end that tell of a topic."""


OF_LINES = ("line", "closed")
"""The topics that are told of channels and teams."""


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
        listing: Mapping[str, Callable[[Sequence[str]], Iterator[Quantity]]] = {
            "line": self._list_lines,
            "closed": self._list_closing,
            "elapsed": self._list_elapsed,
            "approvals": self._list_approvals,
            "repeats": self._list_repeats,
        }
        found = listing[topic](ids)
        endings = tuple(f".{each}" for each in TOLD[topic])
        return {each.name: each for each in found if _ends(each.name, endings)}

    def list_all(self, proposal: Proposal) -> dict[str, Quantity]:
        """Return the figures that tell of a proposal, by name."""
        return {
            name: figure
            for topic in proposal.topics
            for name, figure in self.list_of(topic, proposal.ids).items()
            if topic in OF_LINES or _is_about(name, proposal.ids)
        }

    def _list_lines(self, ids: Sequence[str]) -> Iterator[Quantity]:
        from cxlint.analysis.queues.line_figures import list_line_figures

        for name in ids:
            kind, _, id_ = name.partition("/")
            entity = self._subject.policy.find(kind, id_)
            if entity is not None:
                yield from list_line_figures(self._staffing, entity)

    def _list_closing(self, ids: Sequence[str]) -> Iterator[Quantity]:
        from cxlint.analysis.queues.closing_figures import list_closing_figures

        for name in ids:
            kind, _, id_ = name.partition("/")
            entity = self._subject.policy.find(kind, id_)
            if entity is not None:
                yield from list_closing_figures(self._staffing, entity)

    @cached_property
    def _staffing(self) -> Staffing:
        from cxlint.analysis.queues.staffing import Staffing

        return Staffing(self._subject.network)

    def _list_elapsed(self, ids: Sequence[str]) -> Iterator[Quantity]:
        from cxlint.analysis.times.figures import list_of_intent
        from cxlint.analysis.times.intent_times import times_of

        every = times_of(self._subject.network)
        for id_ in ids:
            if id_ in every:
                yield from list_of_intent(every[id_], with_parts=False)

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


def _ends(name: str, endings: Sequence[str]) -> bool:
    """Whether a name ends so, also where hours or an end of a range stand behind it."""
    return any(f"{name}.".find(f"{each}.") > 0 for each in endings)


def compare_figures(old: Mapping[str, Quantity], new: Mapping[str, Quantity]) -> tuple[Effect, ...]:
    """Return the figures that differ, of those that are in both."""
    return tuple(
        Effect(name, figure, new[name])
        for name, figure in old.items()
        if name in new and _value(figure) != _value(new[name])
    )


def _is_about(name: str, ids: Sequence[str]) -> bool:
    """Whether a figure is of one of these contact reasons, all its channels together."""
    mine = not ids or any(name.startswith(f"journey.{id_}.") for id_ in ids)
    return mine and ".by_channel." not in name


def _value(figure: Quantity) -> tuple[object, ...]:
    return figure.value, figure.minimum, figure.maximum
