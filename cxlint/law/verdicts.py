"""A policy judged by the law of its jurisdictions as of a day."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Literal

from cxlint.law import pack
from cxlint.law.better_rows import leave_out_covered
from cxlint.law.checks_by_name import run_check
from cxlint.law.comparison import World, fact_name, unknown
from cxlint.law.conflicts import find_conflicts
from cxlint.law.scope import NO, is_bound
from cxlint.law.timeline import current_values
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from fractions import Fraction

    from cxlint.law.comparison import Comparison
    from cxlint.law.conflicts import Conflict
    from cxlint.law.obligation import Obligation
    from cxlint.law.pack import Choice
    from cxlint.law.scope import Answer
    from cxlint.law.timeline import Current, Window
    from cxlint.parsing.document import At
    from cxlint.policy.policy import Policy

Word = Literal["breach", "upcoming", "unknown", "stale"]

RANK: dict[str, int] = {"breach": 3, "upcoming": 2, "unknown": 1}


class Verdict(NamedTuple):
    """What is to be said of one line of a policy and one obligation.

    `current` is the value that counts, `missing` the fact that would decide what is unknown.
    """

    obligation: Obligation
    word: Word
    entity: str
    at: At
    current: Current
    says: str = ""
    asks: str = ""
    missing: str = ""
    tightness: Fraction | int = 0


class Judgement(NamedTuple):
    """All verdicts on a policy, and what they were reached by.

    `obligations` are those that bind, as far as that can be told, and `unbound` those that do not.
    Of the subject of those that are `unsaid` the policy does not speak; `later` are those that ask
    nothing as of this day, nor within what is looked ahead to. `stale` are those whose
    notes were not compared with the law for too long. `conflicts` are lines of which two that bind
    cannot both be kept.
    """

    choice: Choice
    verdicts: tuple[Verdict, ...]
    obligations: tuple[Obligation, ...]
    unbound: tuple[Obligation, ...]
    unsaid: tuple[Obligation, ...]
    later: tuple[Obligation, ...]
    stale: tuple[Obligation, ...]
    conflicts: tuple[Conflict, ...] = ()


_ORGANIZATION = "organization/organization"


class _Case(NamedTuple):
    """One obligation, and whether it binds."""

    obligation: Obligation
    bound: Answer
    origin: At


def judge(policy: Policy, window: Window) -> Judgement | None:
    """Return the verdicts on a policy; None where it names no jurisdiction."""
    stated = policy.single("organization", "jurisdictions")
    organization = policy.organization
    if stated is None or organization is None:
        return None
    choice = pack.choose(organization.texts("jurisdictions"))
    obligations = pack.load(choice.held)
    bound = _find_bound(policy, obligations)
    binding = [each for each in obligations if bound[each.id].holds is not False]
    compared = {
        each.id: leave_out_covered(_compare(policy, each, window), pack.members(each.law_of))
        for each in binding
    }
    found = {
        each.id: list(_tell(_Case(each, bound[each.id], stated[1]), compared[each.id]))
        for each in binding
    }
    sure = [(each, one) for each in binding if bound[each.id].holds
            for _, one in compared[each.id]]  # fmt: skip
    verdicts = [verdict for told in found.values() for verdict in told if verdict is not None]
    return Judgement(
        choice=choice,
        verdicts=tuple(verdicts),
        unsaid=tuple(each for each in binding if found[each.id] == [None]),
        later=tuple(each for each in binding if not _is_due(each, window)),
        obligations=tuple(binding),
        unbound=tuple(each for each in obligations if each not in binding),
        stale=tuple(each for each in binding if is_stale(each, window.today)),
        conflicts=tuple(find_conflicts(sure)),
    )


def _find_bound(policy: Policy, obligations: Sequence[Obligation]) -> dict[str, Answer]:
    """Return which obligations bind; the law of a sector that binds goes before the general one."""
    bound = {each.id: _is_bound(policy, each) for each in obligations}
    for each in obligations:
        if bound[each.id].holds:
            bound |= dict.fromkeys(bound.keys() & set(each.outranks), NO)
    return bound


def _is_bound(policy: Policy, obligation: Obligation) -> Answer:
    if obligation.unless and is_bound(policy, obligation.unless).holds:
        return NO
    return is_bound(policy, obligation.applies)


def _is_due(obligation: Obligation, window: Window) -> bool:
    return any(any(current_values(obligation, ask, window)) for ask in obligation.asks)


def is_stale(obligation: Obligation, today: datetime.date) -> bool:
    """Whether the note was not compared with the law for too long, or what it expects is past."""
    age = datetime.timedelta(days=obligation.check_every)
    if obligation.last_checked + age < today:
        return True
    return obligation.expected is not None and obligation.expected.latest < today


def _compare(
    policy: Policy, obligation: Obligation, window: Window
) -> list[tuple[Current, Comparison]]:
    """Return every line compared with every value that counts."""
    world = World(policy, pack.members(obligation.law_of))
    misread = list(_list_misread(policy, obligation))
    return [
        (current, each)
        for ask in obligation.asks
        if (scope := is_bound(policy, ask.applies)).holds is not False
        for current in current_values(obligation, ask, window)
        for each in (*run_check(world, ask, ask.share_of(current.value.value)), *misread)
        for each in _as_far_as(scope, each)
    ]


def _list_misread(policy: Policy, obligation: Obligation) -> Iterator[Comparison]:
    """Yield that it is not known what something says that is not understood, for each section."""
    kinds = {kind for ask in obligation.asks for kind in ask.kinds}
    for kind in sorted(kinds):
        if policy.unsure(kind):
            yield unknown(f"{fact_name(kind)} in a form that is understood")


def _as_far_as(scope: Answer, comparison: Comparison) -> Iterator[Comparison]:
    """Yield a comparison; a breach of what may not be asked is not known, once for each fact."""
    if comparison.result != "breach" or scope.holds:
        yield comparison
    for fact in scope.missing if comparison.result == "breach" else ():
        yield comparison._replace(result="unknown", missing=fact)


def _tell(case: _Case, compared: Sequence[tuple[Current, Comparison]]) -> Iterator[Verdict | None]:
    """Yield the verdicts on one obligation; what is not known only where nothing else is said.

    None alone is yielded where the policy does not speak of its subject.
    """
    obligation = case.obligation
    found = [
        verdict
        for current, each in compared
        if each.result in ("breach", "unknown")
        for verdict in _verdicts(case, current, each)
    ]
    told = list(_worst_by_place(found))
    decided = [each for each in told if each.word != "unknown"]
    results = {each.result for _, each in compared}
    is_answered = obligation.one_suffices and "kept" in results and "breach" not in results
    yield from decided or ([] if is_answered else _once_each(told))
    if compared and all(each.result == "unsaid" for _, each in compared):
        yield None


def _verdicts(case: _Case, current: Current, comparison: Comparison) -> Iterator[Verdict]:
    """Yield the verdict on a line; where it hangs on facts, one for each of them."""
    entity, at = comparison.entity, comparison.at
    word: Word = "breach" if current.phase == "holds" else "upcoming"
    missing = case.bound.missing
    if comparison.result == "unknown":
        missing = missing or (comparison.missing,)
    is_in_place = at is not None and not case.bound.missing
    for fact in missing or ("",):
        yield Verdict(
            obligation=case.obligation,
            word="unknown" if fact else word,
            entity=entity.name if entity is not None and is_in_place else _ORGANIZATION,
            at=at if at is not None and is_in_place else case.origin,
            current=current,
            says=comparison.says,
            asks=comparison.asks,
            missing=fact,
            tightness=comparison.tightness,
        )


def _worst_by_place(verdicts: Iterable[Verdict]) -> Iterable[Verdict]:
    """Return one verdict for each place, the gravest; of equal ones the first, which holds now."""
    worst: dict[object, Verdict] = {}
    for each in verdicts:
        place = (id(each.at.document), each.at.path, each.missing)
        if place not in worst or RANK[each.word] > RANK[worst[place].word]:
            worst[place] = each
    return worst.values()


def _once_each(verdicts: Sequence[Verdict]) -> Iterator[Verdict]:
    """Yield what is not known once for each fact that is missing."""
    yield from {each.missing: each for each in reversed(verdicts)}.values()
