"""Who may decide how much: for each remedy the teams and tiers, and the cases they cover."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.graph.authority.limits import Ladders
from cxlint.reporting.journeys.cells import Bounds, figure_bounds, say_bounds
from cxlint.reporting.journeys.figure_names import group_figures
from cxlint.reporting.journeys.figure_text import is_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.analysis.quantity import Quantity
    from cxlint.graph.authority.limits import Ladder
    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy
    from cxlint.reporting.journeys.figure_names import Figures
    from cxlint.reporting.report.material import Material

    Record = dict[str, Any]

_COVERED = "first_contact.share"
_APPROVALS = "approvals.expected"


def list_authority(material: Material) -> list[Record]:
    """Return what is said of each remedy that somebody may grant, in the order of the policy."""
    policy = material.policy
    intents = policy.of("intent")
    ids = dict.fromkeys(each.id for each in intents)
    grouped = group_figures(material.figures, ("journey",), ids)
    ladders = Ladders(policy)
    found = []
    for id_ in _remedies(policy):
        ladder = ladders.of(id_)
        if ladder is None or not (ladder.may or ladder.tiers):
            continue
        told = _record(ladder, policy)
        told["cases"] = [
            _case(intent, grouped[intent.id]) for intent in intents if id_ in intent.texts("remedy")
        ]
        found.append(told)
    return found


def _remedies(policy: Policy) -> Iterator[str]:
    named = dict.fromkeys(each.id for each in policy.of("remedy"))
    for team in policy.of("team"):
        may = team.get("may")
        named |= dict.fromkeys(may if isinstance(may, dict) else ())
    yield from (each for each in named if not each.startswith("x-"))


def _record(ladder: Ladder, policy: Policy) -> Record:
    told: Record = {
        "id": ladder.id,
        "currency": ladder.currency,
        "by_law": ladder.by_law,
        "customer_asks": ladder.customer_asks,
        "all_agree": ladder.needs_all,
        "teams": [
            {"team": team, "up_to": ladder.money(amount), **_place(policy.find("team", team))}
            for team, amount in sorted(ladder.may.items(), key=lambda each: (each[1], each[0]))
            if not any(each.by == (team,) and each.up_to == amount for each in ladder.tiers)
        ],
        "tiers": list(_tiers(ladder)),
    }
    return told | _place(ladder.entity)


def _tiers(ladder: Ladder) -> Iterator[Record]:
    listed = (ladder.entity.get("tiers") if ladder.entity is not None else None) or ()
    for tier, stated in zip(ladder.tiers, listed, strict=True):
        assert ladder.entity is not None
        yield {
            "by": list(tier.by),
            "everyone": tier.everyone,
            "beforehand": tier.beforehand,
            "up_to": ladder.money(tier.up_to),
            "within": str(stated.get("decides_within") or ""),
            "line": ladder.entity.at("tiers", tier.number).span().line,
        }


def _place(entity: Entity | None) -> Record:
    if entity is None:
        return {}
    return {"path": entity.document.path, "line": entity.at().span().line}


def _case(intent: Entity, figures: Figures) -> Record:
    told: Record = {"intent": intent.id}
    covered = _read_share(figures.get(_COVERED))
    if covered is not None:
        told["covered"] = say_bounds(covered, "share")
        told["low"], told["high"] = (round(float(end), 4) for end in covered if is_number(end))
    elif (figure := figures.get(_COVERED)) is not None and figure.why:
        told["why"] = figure.why
    approvals = figure_bounds(figures.get(_APPROVALS))
    if approvals is not None:
        told["approvals"] = say_bounds(approvals, "count")
    return told


def _read_share(figure: Quantity | None) -> Bounds | None:
    """Return between what a share lies; of one that is a list, its least and its most."""
    bounds = figure_bounds(figure)
    if bounds is None:
        return None
    ends = [each for end in bounds for each in (end if isinstance(end, list) else [end])]
    numbers = sorted(each for each in ends if is_number(each))
    return Bounds(numbers[0], numbers[-1]) if len(numbers) == len(ends) else None
