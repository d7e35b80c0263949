"""Figures of contact reasons that may not become worse: what they were when last written down.

A contact reason that states `ratchet: true` is held to what it cost customers at worst when
`cxlint baseline` last ran. Nothing else writes the figures, so that they never slip by themselves.
"""

from __future__ import annotations

from fractions import Fraction
from math import inf
from typing import TYPE_CHECKING, Any

from cxlint.analysis.quantity import UNBOUNDED, UNLIMITED
from cxlint.linting.model.file_errors import refuse
from cxlint.parsing.document import At, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cxlint.graph.network import Network
    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

    Worst = Fraction | float
    Costs = Mapping[str, Worst]

RULE = "ratchet-worse"
FIGURES = {
    "contacts": ("contacts.max", "contacts"),
    "approvals": ("approvals.max", "decisions to wait for"),
    "effort_minutes": ("effort_minutes.max", "minutes of their own time"),
    "elapsed_hours": ("elapsed.committed.max_hours", "hours until the end"),
}
"""What is written down of a contact reason: the figure at worst, and what it counts."""


def list_ratcheted(policy: Policy) -> list[Entity]:
    """Return the contact reasons that may not become worse."""
    return [each for each in policy.of("intent") if each.get("ratchet") is True]


def measure_costs(network: Network, intents: Sequence[Entity] | None = None) -> dict[str, Costs]:
    """Return what each contact reason that may not become worse costs customers at worst.

    `intents` are these contact reasons, where others are meant than those that say so. Inf is what
    nothing bounds; what cannot be worked out is left out.
    """
    ratcheted = list_ratcheted(network.policy) if intents is None else intents
    if not ratcheted:
        return {}
    from cxlint.analysis.catalogue import OF_WAYS, list_quantities
    from cxlint.analysis.subject import subject_of

    known = {each.name: each.value for each in list_quantities(subject_of(network), OF_WAYS)}
    costs: dict[str, Costs] = {}
    for intent in ratcheted:
        worst = {
            name: _as_worst(known.get(f"journey.{intent.id}.{figure}"))
            for name, (figure, _) in FIGURES.items()
        }
        costs[intent.id] = {name: value for name, value in worst.items() if value is not None}
    return costs


def _as_worst(value: object) -> Worst | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, Fraction)):
        return Fraction(value)
    return inf if value in (UNBOUNDED, UNLIMITED) else None


def write_costs(costs: Mapping[str, Costs], quote: Callable[[str], str]) -> Iterator[str]:
    """Yield the lines of a baseline that hold these figures; none where there are none."""
    if not costs:
        return
    yield "ratchets:\n"
    for intent, worst in sorted(costs.items()):
        told = ", ".join(f"{name}: {_number_text(value)}" for name, value in worst.items())
        yield f"  {quote(intent)}: {{{told}}}\n"


def _number_text(value: Worst) -> str:
    if value == inf:
        return UNBOUNDED
    exact = Fraction(value)
    return str(exact.numerator) if exact.denominator == 1 else f'"{exact}"'


def parse_costs(data: Any, at: At) -> dict[str, Costs]:
    """Return the figures that a baseline holds by contact reason. Raise UserError if it is none."""
    if not isinstance(data, dict):
        refuse(at, "`ratchets:` names contact reasons, each with its figures")
    return {str(intent): _parse_worst(stated, at) for intent, stated in data.items()}


def _parse_worst(stated: Any, at: At) -> Costs:
    if not isinstance(stated, dict) or not stated.keys() <= FIGURES.keys():
        refuse(at, f"a contact reason states these figures here: {', '.join(FIGURES)}")
    return {name: _parse_number(value, at) for name, value in stated.items()}


def _parse_number(value: object, at: At) -> Worst:
    number = inf if value == UNBOUNDED else _read_fraction(value)
    if number is None:
        refuse(at, f"{value!r} is no figure: write a number, a fraction in quotes, or {UNBOUNDED}")
    return number


def _read_fraction(value: object) -> Fraction | None:
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return None
    try:
        return Fraction(value)
    except (ValueError, ZeroDivisionError):
        return None


def judge_ratchets(
    policy: Policy, measure: Callable[[], Mapping[str, Costs]], written: Mapping[str, Costs] | None
) -> Iterator[Problem]:
    """Yield each contact reason that costs customers more than was written down.

    Case `unset`: nothing was written down yet. Case `unknown`: a figure that was written down
    cannot be worked out any more. `written` is None where there is no baseline. Where nothing was
    written down of any of them, nothing is measured.
    """
    ratcheted = list_ratcheted(policy)
    now = measure() if any(each.id in (written or {}) for each in ratcheted) else {}
    for intent in ratcheted:
        at, then = intent.at("ratchet"), (written or {}).get(intent.id)
        if then is None:
            yield Problem(RULE, at, {"id": intent.id}, case="unset", severity="info")
            continue
        for name, (_, counted) in FIGURES.items():
            facts = {"id": intent.id, "counted": counted, "was": _say(then.get(name))}
            if name not in then:
                continue
            if name not in now[intent.id]:
                yield Problem(RULE, at, facts, case="unknown", severity="info")
            elif now[intent.id][name] > then[name]:
                yield Problem(RULE, at, {**facts, "now": _say(now[intent.id][name])})


def say_costs(worst: Costs) -> str:
    """Return figures in words."""
    said = [f"{_say(value)} {FIGURES[name][1]}" for name, value in worst.items()]
    return ", ".join(said) or "nothing that can be worked out"


def _say(value: Worst | None) -> str:
    if value is None or value == inf:
        return "any number of"
    return f"{float(value):.4g}"
