"""The figures on approvals: how many decisions, of how many cases, and for a case of that worth."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from cxlint.algorithms.chains.chain import list_possible
from cxlint.analysis.decisions import approvals
from cxlint.analysis.decisions.approval_requests import Approvals
from cxlint.analysis.decisions.approval_text import MOST_NAMES, list_quantiles
from cxlint.analysis.decisions.value_bands import bound_mean, estimate_mean, share_above
from cxlint.analysis.quantity import UNBOUNDED, Part, Quantity
from cxlint.errors import UserError
from cxlint.graph.authority.distributions import values
from cxlint.sentence_lists import join_with_and, shorten_list
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cxlint.algorithms.chains.chain import Exits
    from cxlint.analysis.decisions.approval_requests import ApprovalRequest
    from cxlint.analysis.decisions.approvals import DecisionBand, FirstTeam
    from cxlint.analysis.quantity import Value
    from cxlint.analysis.subject import Subject
    from cxlint.graph.authority.distributions import Amount, Values
    from cxlint.graph.authority.limits import Ladder
    from cxlint.language.entity import Entity

    Ends = tuple[Amount, Amount]

ALL_WORTHS = "every distribution with these quantiles"
COUNTED = (
    "decisions beyond the first team that the customer waits for: where all must agree, all-of "
    "counts each; where one is enough, any-of counts one; a look after the remedy counts none"
)
HANDED = "it depends on how many handoffs on the way ask for an approval"
LINEAR = "an estimate: linear between quantiles, from 0"
SOURCE = "the least and the most over all distributions with the stated quantiles"


def list_quantities(subject: Subject) -> Iterator[Quantity]:
    """Yield the figures on approvals of each contact reason, and of all."""
    if not subject.intents:
        return
    found = Approvals(subject)
    means: dict[int, Ends] = {}
    cases: dict[int, Ends] = {}
    for intent in subject.intents:
        root = subject.cases.roots[intent.id]
        request = found.read(intent, root)
        prefix = f"journey.{intent.id}"
        if request.why:
            yield from _list_unknown(f"{prefix}.approvals", request.why)
        else:
            means[root], cases[root] = found.count_mean(request), found.count_single(request)
            counts = means[root], cases[root]
            yield from _list_counts(f"{prefix}.approvals", found, request, *counts)
        if intent.says("remedy"):
            yield _first_contact(f"{prefix}.first_contact.share", found, request)
        if request.ladder is not None:
            yield from _list_shares_above(prefix, request, request.ladder)
        starts = subject.cases.starts[intent.id]
        for channel, start in starts.items() if len(starts) > 1 else ():
            yield from _list_of_channel(f"{prefix}.by_channel.{channel}", found, intent, start)
    yield from _list_of_all(subject, means, cases)


def _list_of_channel(
    prefix: str, found: Approvals, intent: Entity, start: int
) -> Iterator[Quantity]:
    request = found.read(intent, start)
    if request.why:
        yield from _list_unknown(f"{prefix}.approvals", request.why)
    else:
        counts = found.count_mean(request), found.count_single(request)
        yield from _list_counts(f"{prefix}.approvals", found, request, *counts)


def _list_unknown(name: str, why: str) -> Iterator[Quantity]:
    for ending in ("", ".expected", ".expected.min", ".expected.max", ".min", ".max"):
        yield Quantity(f"{name}{ending}", why=why)


def _list_counts(
    name: str, found: Approvals, request: ApprovalRequest, mean: Ends, single: Ends
) -> Iterator[Quantity]:
    parts = request.parts
    unknown = next((team.why for team in request.teams if team.why), "")
    yield _interval(f"{name}.expected", mean, unknown or _why_open(found, request), parts)
    yield from _ends(f"{name}.expected", mean, f"{COUNTED}; {ALL_WORTHS}", SOURCE)
    estimate = found.estimate(request)
    if estimate is not None:
        yield Quantity(f"{name}.expected.linear", estimate, LINEAR)
    yield _interval(name, single, unknown or _why_single(request), parts)
    yield from _ends(name, single, COUNTED)


def _ends(name: str, bounds: Ends, reading: str, source: str = "") -> Iterator[Quantity]:
    yield Quantity(f"{name}.min", _plain_count(bounds[0]), reading, source=source)
    yield Quantity(f"{name}.max", _plain_count(bounds[1]), reading, source=source)


def _interval(name: str, bounds: Ends, why: str, parts: tuple[Part, ...]) -> Quantity:
    low, high = (_plain_count(each) for each in bounds)
    if low == high:
        return Quantity(name, low, COUNTED, low, high, source=SOURCE, parts=parts)
    return Quantity(name, None, COUNTED, low, high, why, SOURCE, parts)


def _plain_count(amount: Amount) -> Value:
    return UNBOUNDED if amount == math.inf else amount


def _why_single(request: ApprovalRequest) -> str:
    return HANDED if request.ladder is None else "it depends on what the case is worth"


def _why_open(found: Approvals, request: ApprovalRequest) -> str:
    if request.ladder is None:
        return HANDED
    if request.known is None:
        return "what cases are worth is not stated"
    if len(request.teams) > 1:
        names = shorten_list([team.name for team in request.teams], MOST_NAMES)
        return f"it is not known how many cases come to {join_with_and(names)} first"
    if request.meets_teams and found.met.share_of(request.root)[0] != 1:
        return f"it is not known how many cases come to {request.teams[0].name} at all"
    return "the quantiles leave open what cases between two of them are worth"


def _list_of_all(
    subject: Subject, means: Mapping[int, Ends], cases: Mapping[int, Ends]
) -> Iterator[Quantity]:
    """Yield the approvals of all contact reasons together, by their shares."""
    begin = subject.cases.plain.exits[subject.cases.everybody]
    why = subject.doubts.too_many_reasons
    if why or any(root not in means for root in subject.cases.roots.values()):
        why = why or "the approvals of some contact reasons are not known"
        yield from _list_unknown("all.approvals", why)
        return
    low = _mix(begin, {root: low for root, (low, _) in means.items()}, min)
    high = _mix(begin, {root: high for root, (_, high) in means.items()}, max)
    possible = [cases[root] for root, _ in list_possible(begin) if root in cases]
    single = min(low for low, _ in possible), max(high for _, high in possible)
    open_ = "what cases are worth, or how many come for which reason, is not known exactly"
    yield _interval("all.approvals.expected", (low, high), open_, ())
    yield from _ends("all.approvals.expected", (low, high), COUNTED, SOURCE)
    yield _interval("all.approvals", single, "it depends on what customers come for", ())
    yield from _ends("all.approvals", single, COUNTED)


def _mix(
    begin: Exits, values: Mapping[int, Amount], choose: Callable[[Iterable[Amount]], Amount]
) -> Amount:
    """Return the mean over all that begin; of the rest that nobody states, the end of the mean."""
    total = sum((share * values[root] for share, root, _ in begin.stated), Fraction(0))
    if begin.rest:
        total += begin.rest * choose(values.get(root, 0) for root, _ in begin.free)
    return total


def _first_contact(name: str, found: Approvals, request: ApprovalRequest) -> Quantity:
    if request.why:
        return Quantity(name, why=request.why)
    low, high = found.settle_at_once(request)
    reading = f"cases that nobody else decides before the customer has the remedy; {ALL_WORTHS}"
    return Quantity(name, [low, high], reading, low, high, source=SOURCE, parts=request.parts)


def _list_shares_above(prefix: str, request: ApprovalRequest, ladder: Ladder) -> Iterator[Quantity]:
    for limit in _limits(request, ladder):
        name = f"{prefix}.share_above.{_plain(limit)}"
        yield share_above_limit(request.intent, request.known, limit, name)


def share_above_limit(
    intent: Entity, known: Values | None, limit: Amount, name: str, *, linear: bool = False
) -> Quantity:
    """Return the share of cases that are worth more than a sum."""
    steps = share_above(limit)
    stated = tuple(list_quantiles(intent))
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
    request = Approvals(subject).read(intent, subject.cases.roots[intent.id])
    if request.why:
        return Quantity(name, why=request.why)
    sum_, currency = _read_sum(text)
    if request.ladder is None:
        if asked != "approvals":
            return Quantity(name, why=f"{intent.id} names no remedy to decide on")
        found = Approvals(subject).count_single(request)
        return _interval(name, found, HANDED, request.parts)
    if currency not in ("", request.ladder.currency):
        stated = request.ladder.currency or "no currency"
        raise UserError(f"{name}: who may grant {request.ladder.id} is stated in {stated}")
    bands = [band for team in request.teams if (band := approvals.find_band(team, sum_))]
    if asked == "approvals":
        bounds = min(band.least for band in bands), max(band.most for band in bands)
        why = "whom the customer meets first decides it, or what else is true of the case"
        return _interval(name, bounds, why, request.parts)
    return _name_decider(name, request.teams, bands, request.parts)


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


def _limits(request: ApprovalRequest, ladder: Ladder) -> list[Amount]:
    """Return the sums at which others decide: limits of tiers, and of who is met first."""
    found = {tier.up_to for tier in ladder.tiers}
    for steps in {id(team.steps): team.steps for team in request.teams}.values():
        found.update(step.above for step in steps)
    return sorted(limit for limit in found if 0 < limit < math.inf)


def _most(known: Values) -> Amount:
    """Return the most a case is worth; any sum where it is not stated."""
    share, sum_ = known.quantiles[-1]
    return sum_ if share == 1 else math.inf


def _plain(sum_: Amount) -> str:
    whole = Fraction(sum_)
    if whole.denominator == 1:
        return str(whole.numerator)
    return f"{float(whole):.4f}".rstrip("0")
