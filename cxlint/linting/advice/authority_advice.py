"""Authority nearer to the customer: higher limits, fewer approvals, more that may be settled."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from cxlint.graph.authority.distributions import values
from cxlint.graph.authority.frontline import frontline
from cxlint.graph.authority.limits import NOTHING, UNLIMITED, Ladders
from cxlint.linting.advice.edits import ABSENT, edit_entity
from cxlint.linting.advice.proposal import find_least, propose
from cxlint.sentence_lists import join_with_and, shorten_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.graph.authority.distributions import Amount
    from cxlint.graph.authority.limits import Ladder
    from cxlint.language.entity import Entity
    from cxlint.linting.advice.edits import Edit
    from cxlint.linting.advice.laboratory import Laboratory
    from cxlint.linting.advice.proposal import Proposal, Topic
    from cxlint.linting.model.finding import Finding

NAMED = 4
"""How many contact reasons a sentence names."""

MOST_SUMS = 6
"""So many sums are tried one by one where the highest does not do."""

MOST_JOINED = 3
"""So many changes of how a remedy is approved are made together at most."""


def raise_limit(laboratory: Laboratory, finding: Finding) -> Iterator[Proposal | None]:
    """Yield the least limit of a team with which a finding on its authority is gone.

    What cases take changes only at a sum that the policy states: a quantile of what cases are
    worth, the limit of a tier, or what another team may grant. These alone are tried, by bisection:
    whoever may grant more decides at least the same cases.
    """
    remedy = _remedy_of(laboratory, finding)
    ladder = Ladders(laboratory.policy).of(remedy) if remedy else None
    if ladder is None or ladder.by_law:
        return
    intents = [each for each in laboratory.policy.of("intent") if remedy in each.texts("remedy")]
    sums = _stated_sums(ladder, intents)
    for team in _teams_of(laboratory, finding, ladder):
        now = ladder.may.get(team.id, ladder.own(team))
        if now is None or now == UNLIMITED:
            continue
        higher = [each for each in sums if each > now]
        least = find_least(
            higher,
            lambda each, team=team: (
                laboratory.may_probe  # type: ignore[misc]
                and laboratory.clears(_limit_edits(team, ladder, each), finding)
            ),
        )
        if least is not None:
            yield propose(
                "limit",
                f"let {team.id} grant {ladder.id} up to {ladder.money(least)}, "
                f"not {ladder.money(now)}",
                _limit_edits(team, ladder, least),
                topics=("approvals", "elapsed"),
                ids=[each.id for each in intents],
                why_least=_why_least(ladder, higher, least),
            )


def lift_limit(laboratory: Laboratory, finding: Finding) -> Iterator[Proposal | None]:
    """Yield a team that may grant any sum, where no sum that is stated would do."""
    remedy = _remedy_of(laboratory, finding)
    ladder = Ladders(laboratory.policy).of(remedy) if remedy else None
    if ladder is None or ladder.by_law:
        return
    for team in _teams_of(laboratory, finding, ladder):
        edits = _limit_edits(team, ladder, UNLIMITED)
        if edits and laboratory.may_probe and laboratory.clears(edits, finding):
            yield propose("limit", f"let {team.id} grant {ladder.id} without a limit", edits)


def _why_least(ladder: Ladder, sums: Sequence[Amount], least: Amount) -> str:
    """Return why a lower limit does not do: between stated sums nothing changes."""
    below = [each for each in sums if each < least]
    if not below:
        return "it is the next sum that the policy states"
    return f"{ladder.money(below[-1])}, the next lower sum that the policy states, would not do"


def _remedy_of(laboratory: Laboratory, finding: Finding) -> str:
    """Return the remedy that a finding is about."""
    facts = finding.cause.facts if finding.cause is not None else {}
    kind, _, id_ = finding.entity.partition("/")
    said = (id_ if kind == "remedy" else "", str(facts.get("remedy", "")), *_key_of(finding))
    known = set(laboratory.policy.ids(("remedy",)))
    named = {id_ for team in laboratory.policy.of("team") for id_ in team.get("may") or ()}
    return next((each for each in said if each in known | named), "")


def _key_of(finding: Finding) -> tuple[str, ...]:
    return finding.cause.key if finding.cause is not None else ()


def _teams_of(laboratory: Laboratory, finding: Finding, ladder: Ladder) -> list[Entity]:
    """Return the team that a finding is about; else those of the front line, who ask others."""
    kind, _, id_ = finding.entity.partition("/")
    team = laboratory.policy.find("team", id_) if kind == "team" else None
    if team is not None:
        return [team]
    fronts = [each for each in frontline(laboratory.network) if each.ladder.id == ladder.id]
    teams = [each.team for each in fronts if each.team is not None]
    return list(dict.fromkeys(teams))[:NAMED]


def _stated_sums(ladder: Ladder, intents: Sequence[Entity]) -> list[Amount]:
    sums: set[Amount] = {tier.up_to for tier in ladder.tiers} | {*ladder.may.values()}
    for intent in intents:
        spread = values(intent)
        if spread is not None and spread.currency == ladder.currency:
            sums.update(amount for _, amount in spread.quantiles)
    return sorted(sums - {NOTHING, UNLIMITED})


def _limit_edits(team: Entity, ladder: Ladder, amount: Amount) -> list[Edit]:
    said = "any" if amount == UNLIMITED else ladder.money(amount)
    edit = edit_entity(team, ("may", ladder.id), said)
    return [edit] if edit is not None else []


def lift_approval(laboratory: Laboratory, finding: Finding) -> Iterator[Proposal | None]:
    """Yield the fewest changes of how a remedy is approved after which a finding is gone.

    Its last tier is never left out: somebody may grant as much as before.
    """
    remedy = laboratory.policy.find("remedy", _remedy_of(laboratory, finding))
    if remedy is None or remedy.says("required_by"):
        return
    intents = [e.id for e in laboratory.policy.of("intent") if remedy.id in e.texts("remedy")]
    changes = list(_list_changes(remedy))
    for size in range(1, MOST_JOINED + 1):
        found = False
        for chosen in combinations(changes, size):
            edits = [edit for edit, _ in chosen]
            if laboratory.may_probe and laboratory.clears(edits, finding):
                text = f"for {remedy.id}, {join_with_and([words for _, words in chosen])}"
                topics: tuple[Topic, ...] = ("approvals", "elapsed")
                yield propose("approval", text, edits, topics=topics, ids=intents)
                found = True
        if found:
            return


def _list_changes(remedy: Entity) -> Iterator[tuple[Edit, str]]:
    """Yield what makes fewer decide, or spares the customer the asking."""
    tiers = remedy.get("tiers") or []
    changes: list[tuple[tuple[str | int, ...], object, str]] = []
    if remedy.get("asked_by") == "customer":
        changes.append((("asked_by",), "us", "ask for the customer"))
    if remedy.get("route") != "direct" and len(tiers) > 1:
        changes.append((("route",), "direct", "send requests straight to who may decide"))
    for number, tier in enumerate(tiers):
        who = [tier["by"]] if isinstance(tier["by"], str) else tier["by"]
        if tier.get("need") == "all" and len(who) > 1:
            any_one = f"let any one of {join_with_and(who)} decide alone"
            changes.append((("tiers", number, "need"), "one", any_one))
        if number < len(tiers) - 1:
            left_out = f"leave out the approval by {join_with_and(who)}"
            changes.append((("tiers", number), ABSENT, left_out))
    for keys, value, words in changes:
        edit = edit_entity(remedy, keys, value)
        if edit is not None:
            yield edit, words


def settle_more(laboratory: Laboratory, finding: Finding) -> Iterator[Proposal | None]:
    """Yield the fewest contact reasons that a team has to settle itself, the most frequent first.

    Whoever may close more settles at least the same contacts.
    """
    policy = laboratory.policy
    for id_ in _teams_named(laboratory, finding):
        team = policy.find("team", id_)
        if team is None or "all" in team.texts("closes") or not policy.of("intent"):
            continue
        closes = [each for each in team.texts("closes") if each != "none"]
        meant = finding.intents if finding.rule.check != "first_contact" else ()
        others = [
            each
            for each in policy.of("intent")
            if each.id not in closes and (not meant or each.id in meant)
        ]
        ids = [each.id for each in sorted(others, key=_share, reverse=True)]
        counts = range(1, len(ids) + 1)

        def edits(count: int, team: Entity = team, closes: list[str] = closes,
                  ids: list[str] = ids) -> list[Edit]:  # fmt: skip
            edit = edit_entity(team, ("closes",), [*closes, *ids[:count]])
            return [edit] if edit is not None else []

        least = find_least(
            counts,
            lambda count, edits=edits: (
                laboratory.may_probe  # type: ignore[misc]
                and laboratory.clears(edits(count), finding)
            ),
        )
        if least is not None:
            more = join_with_and(shorten_list(ids[:least], NAMED))
            text = f"let {team.id} settle {more} without passing it on"
            yield propose("authority", text, edits(least))


def _share(intent: Entity) -> float:
    share = intent.percentage("share")
    return float(share) if share is not None else 0.0


def _teams_named(laboratory: Laboratory, finding: Finding) -> list[str]:
    """Return the teams that a finding is about, or whose handoff it is, the first first."""
    kind, _, id_ = finding.entity.partition("/")
    if kind == "team":
        return [id_]
    handoff = next((e for e in laboratory.policy.of("handoff") if e.name == finding.entity), None)
    return [] if handoff is None else [str(handoff.data[end]) for end in ("from", "to")]
