"""The figures on approvals: how many decisions, of how many cases, and for a case of that worth."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.analysis.decisions import approvals
from cxlint.analysis.decisions.value_bands import (
    Step,
    bound_case,
    bound_mean,
    estimate_mean,
    share_above,
)
from cxlint.analysis.quantity import Part, Quantity
from cxlint.errors import UserError
from cxlint.graph.authority.distributions import values
from cxlint.sentence_lists import join_with_and
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cxlint.analysis.decisions.approvals import DecisionBand, FirstTeam
    from cxlint.analysis.subject import Subject
    from cxlint.graph.authority.distributions import Amount, Values
    from cxlint.graph.authority.limits import Ladder
    from cxlint.language.entity import Entity

    Steps = Sequence[Step]

ALL_WORTHS = "every distribution with these quantiles"
COUNTED = (
    "decisions beyond the first team that the customer waits for: where all must agree, all-of "
    "counts each; where one is enough, any-of counts one; a look after the remedy counts none"
)
LINEAR = "an estimate: linear between quantiles, from 0"
SOURCE = "the least and the most over all distributions with the stated quantiles"


def list_quantities(subject: Subject, intent: Entity) -> Iterator[Quantity]:
    """Yield the figures on the approvals of one contact reason."""
    name = f"journey.{intent.id}."
    if not intent.says("remedy"):
        yield from _nothing_to_approve(name, intent)
        return
    ladder = approvals.find_ladder(subject, intent)
    teams = approvals.list_first_teams(subject, intent)
    why = _why_unknown(intent, ladder, teams)
    if ladder is None or why:
        yield from _unknown(name, why)
        return
    known = approvals.read_values(intent, ladder)
    parts = tuple(_parts(intent, ladder, teams))
    yield from _counts(f"{name}approvals", known, teams, parts)
    yield _first_contact(name, known, teams, parts)
    for limit in _limits(ladder):
        yield share_above_limit(intent, known, limit, f"{name}share_above.{_plain(limit)}")


def _nothing_to_approve(name: str, intent: Entity) -> Iterator[Quantity]:
    part = Part(f"{intent.id} names no remedy, so there is nothing to approve", intent.at())
    for ending in ("", ".expected", ".expected.min", ".expected.max", ".min", ".max"):
        yield Quantity(f"{name}approvals{ending}", 0, COUNTED, parts=(part,))


def _why_unknown(intent: Entity, ladder: Ladder | None, teams: Sequence[FirstTeam]) -> str:
    if ladder is None:
        return f"who may grant {intent.get('remedy')} is not understood"
    if not teams:
        return f"no team that customers with {intent.id} meet first is known"
    return next((team.why for team in teams if not team.bands), "")


def _unknown(name: str, why: str) -> Iterator[Quantity]:
    for ending in ("", ".expected", ".expected.min", ".expected.max", ".min", ".max"):
        yield Quantity(f"{name}approvals{ending}", why=why)
    yield Quantity(f"{name}first_contact.share", why=why)


def _counts(
    name: str, known: Values | None, teams: Sequence[FirstTeam], parts: tuple[Part, ...]
) -> Iterator[Quantity]:
    why = next((team.why for team in teams if team.why), "")
    low, high = _hull(teams, lambda steps: bound_mean(known, steps))
    yield _interval(f"{name}.expected", low, high, why or _why_open(known, teams), parts)
    yield Quantity(f"{name}.expected.min", low, f"{COUNTED}; {ALL_WORTHS}", source=SOURCE)
    yield Quantity(f"{name}.expected.max", high, f"{COUNTED}; {ALL_WORTHS}", source=SOURCE)
    if known is not None and len(teams) == 1:
        yield from _linear(f"{name}.expected.linear", known, teams[0])
    least, most = _hull(teams, lambda steps: bound_case(known, steps))
    yield _interval(name, least, most, why or "it depends on what the case is worth", parts)
    yield Quantity(f"{name}.min", least, COUNTED)
    yield Quantity(f"{name}.max", most, COUNTED, parts=parts)


def _linear(name: str, known: Values, team: FirstTeam) -> Iterator[Quantity]:
    estimate = estimate_mean(known, team.steps)
    if estimate is not None:
        yield Quantity(name, estimate, LINEAR)


def _interval(
    name: str, low: Fraction | int, high: Fraction | int, why: str, parts: tuple[Part, ...]
) -> Quantity:
    if low == high:
        return Quantity(name, low, COUNTED, low, high, source=SOURCE, parts=parts)
    return Quantity(name, None, COUNTED, low, high, why, SOURCE, parts)


def _why_open(known: Values | None, teams: Sequence[FirstTeam]) -> str:
    if known is None:
        return "what cases are worth is not stated"
    if len(teams) > 1:
        names = join_with_and([team.name for team in teams])
        return f"it is not known how many cases come to {names} first"
    return "the quantiles leave open what cases between two of them are worth"


def _hull(
    teams: Sequence[FirstTeam], bound: Callable[[Steps], tuple[Fraction | int, Fraction | int]]
) -> tuple[Fraction | int, Fraction | int]:
    """Return the least and the greatest over all teams that may be met first."""
    found = [bound(team.steps) for team in teams]
    return min(low for low, _ in found), max(high for _, high in found)


def _first_contact(
    name: str, known: Values | None, teams: Sequence[FirstTeam], parts: tuple[Part, ...]
) -> Quantity:
    low, high = _hull(teams, lambda steps: bound_mean(known, _settled_at_once(steps)))
    return Quantity(
        f"{name}first_contact.share",
        [Fraction(low), Fraction(high)],
        f"cases that nobody else decides before the customer has the remedy; {ALL_WORTHS}",
        Fraction(low),
        Fraction(high),
        source=SOURCE,
        parts=parts,
    )


def _settled_at_once(steps: Steps) -> list[Step]:
    """Return, of each step, whether its cases take no further decision."""
    return [
        Step(step.above, step.up_to, int(step.most == 0), int(step.least == 0)) for step in steps
    ]


def share_above_limit(
    intent: Entity, known: Values | None, limit: Amount, name: str, *, linear: bool = False
) -> Quantity:
    """Return the share of cases that are worth more than a sum."""
    steps = share_above(limit)
    stated = tuple(_quantile_parts(intent))
    if linear:
        estimate = None if known is None else estimate_mean(known, steps)
        why = "" if estimate is not None else "the sum lies beyond the last quantile"
        return Quantity(name, estimate, LINEAR, why=why, parts=stated)
    low, high = bound_mean(known, steps)
    reading = ALL_WORTHS
    if known is None:
        reading = "what cases are worth is not stated, so the share may be any"
    elif limit >= _most(known):
        reading = f"{ALL_WORTHS}; the most a case is worth is below the limit"
    return Quantity(name, [low, high], reading, low, high, source=SOURCE, parts=stated)


def share_above_text(intent: Entity, text: str, name: str, *, linear: bool) -> Quantity:
    """Return the share of cases that are worth more than a sum as somebody wrote it."""
    known = values(intent)
    sum_, currency = _read_sum(text)
    if known is not None and currency not in ("", known.currency):
        raise UserError(f"{name}: what {intent.id} is worth is stated in {known.currency}")
    return share_above_limit(intent, known, sum_, name, linear=linear)


def answer_for_value(subject: Subject, text: str, asked: str, name: str) -> Quantity:
    """Return what becomes of one case of the only contact reason that is worth so much."""
    if len(subject.intents) != 1:
        raise UserError(f"{name}: the policy has {len(subject.intents)} intents, and not just one")
    intent = subject.intents[0]
    ladder = approvals.find_ladder(subject, intent)
    teams = approvals.list_first_teams(subject, intent)
    if not intent.says("remedy"):
        return next(iter(_nothing_to_approve("", intent)))._replace(name=name)
    why = _why_unknown(intent, ladder, teams)
    if ladder is None or why:
        return Quantity(name, why=why)
    sum_, currency = _read_sum(text)
    if currency not in ("", ladder.currency):
        raise UserError(f"{name}: who may grant {ladder.id} is stated in {ladder.currency}")
    bands = [band for team in teams if (band := approvals.find_band(team, sum_))]
    parts = tuple(_parts(intent, ladder, teams))
    if asked == "approvals":
        low = min(band.least for band in bands)
        high = max(band.most for band in bands)
        return _interval(name, low, high, "whom the customer meets first decides it", parts)
    return _name_decider(name, teams, bands, parts)


def _name_decider(
    name: str, teams: Sequence[FirstTeam], bands: Sequence[DecisionBand], parts: tuple[Part, ...]
) -> Quantity:
    pairs = zip(teams, bands, strict=True)
    named = {band.deciders[-1] if band.deciders else team.name for team, band in pairs}
    if len(named) == 1 and all(band.least == band.most for band in bands):
        return Quantity(name, next(iter(named)), parts=parts)
    return Quantity(name, why=f"it may be {join_with_and(sorted(named))}", parts=parts)


def _read_sum(text: str) -> tuple[Fraction, str]:
    """Read `150`, `99.90` or `150 EUR`; without a currency that of the contact reason is meant."""
    if text.replace(".", "", 1).isdigit() and text.isascii():
        return Fraction(text), ""
    try:
        money = quantities.money(text)
    except ValueError as problem:
        raise UserError(str(problem)) from None
    return money.amount, money.currency


def _limits(ladder: Ladder) -> list[Amount]:
    """Return the sums at which the authority over a remedy changes hands."""
    stated = {*ladder.may.values(), *(tier.up_to for tier in ladder.tiers)}
    return sorted(limit for limit in stated if 0 < limit < math.inf)


def _most(known: Values) -> Amount:
    """Return the most a case is worth; any sum where it is not stated."""
    share, sum_ = known.quantiles[-1]
    return sum_ if share == 1 else math.inf


def _plain(sum_: Amount) -> str:
    whole = Fraction(sum_)
    if whole.denominator == 1:
        return str(whole.numerator)
    return f"{float(whole):.4f}".rstrip("0")


def _parts(intent: Entity, ladder: Ladder, teams: Sequence[FirstTeam]) -> Iterator[Part]:
    yield from _quantile_parts(intent)
    for team in teams:
        for band in team.bands:
            yield Part(_say_band(ladder, team, band), band.at)


def _say_band(ladder: Ladder, team: FirstTeam, band: DecisionBand) -> str:
    cases = _say_cases(ladder, team, band)
    if not band.most:
        return f"{cases}: {team.name} decides alone"
    count = str(band.most) if band.least == band.most else f"{band.least} to {band.most}"
    more = "decision" if count == "1" else "decisions"
    return f"{cases}: {count} {more} beyond {team.name}, by {join_with_and(band.deciders)}"


def _say_cases(ladder: Ladder, team: FirstTeam, band: DecisionBand) -> str:
    ceiling = team.ceiling if band.up_to == math.inf else band.up_to
    above = f"above {ladder.money(band.above)}" if band.above else ""
    up_to = f"up to {ladder.money(ceiling)}" if ceiling < math.inf else ""
    refused = ", and refused beyond" if ceiling < band.up_to else ""
    return " and ".join(filter(None, (above, up_to))) + refused or "every case"


def _quantile_parts(intent: Entity) -> Iterator[Part]:
    stated = intent.get("value")
    for key, sum_ in stated.items() if isinstance(stated, dict) else ():
        if not key.startswith("x-"):
            most = "the most a case is worth" if key == "max" else _say_quantile(key)
            yield Part(f"{most}: {sum_}", intent.at("value", key))


def _say_quantile(key: str) -> str:
    return f"{key[1:]}% of the cases are worth no more than"
