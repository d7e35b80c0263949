"""The lines of a policy that an obligation speaks of, and what is missing to find them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.law.channel_kinds import channel_kinds
from cxlint.law.comparison import fact_name, unknown, unsaid
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cxlint.language.entity import Entity
    from cxlint.law.comparison import Comparison, World


class Lines(NamedTuple):
    """The things that are spoken of; where there is none, the fact that is missing for it, if any.

    `missing_at` is where it might have stood.
    """

    entities: Sequence[Entity]
    missing: str = ""
    missing_at: Entity | None = None
    is_unsaid: bool = False

    @property
    def absence(self) -> Comparison | None:
        """What is to be said where there is none of them."""
        if not self.missing:
            return None
        return unsaid(self.missing) if self.is_unsaid else unknown(self.missing, self.missing_at)


class About(NamedTuple):
    """Which things are meant: of a kind, and what chooses among those of it.

    `kinds` are their own kinds that are meant (voice among the channels), `via` the kinds of the
    channels that campaigns use. `reasons` are those of returns, and `bought` where what comes back
    was bought, where a row says so; `concerns` is what contact reasons,
    promises and terms are about, `serves` what steps are for. `when` are patterns of the cases in
    which a handoff is made, `states` the
    keys that a thing has to state. Of what they `may_lack` it says nothing that there is none.
    """

    of: str
    kinds: Sequence[str] = ()
    reasons: Sequence[str] = ()
    bought: Sequence[str] = ()
    concerns: Sequence[str] = ()
    serves: str = ""
    via: Sequence[str] = ()
    when: Sequence[str] = ()
    states: Sequence[str] = ()
    may_lack: bool = False

    def is_taken_back(self, entity: Entity) -> bool:
        """Whether a thing is no row of returns, or one of what can come back."""
        return self.of != "return" or not entity.denies("returnable")

    def is_meant(self, entity: Entity) -> bool:
        """Whether a thing is of one of the kinds that are meant."""
        return not self.kinds or entity.get("kind") in self.kinds


def select(world: World, about: About) -> Lines:
    """Return the things that are meant."""
    lines = _CHOICES.get(about.of, _select_plain)(world, about)
    if about.may_lack and not lines.entities:
        return Lines(())
    if not about.states:
        return lines
    return Lines([each for each in lines.entities if all(map(each.says, about.states))])


def _select_plain(world: World, about: About) -> Lines:
    found = list(filter(about.is_meant, world.of(about.of)))
    if (
        about.via
        and not (campaigns := _select_campaigns(world, About("campaign", via=about.via))).entities
    ):
        return campaigns
    if not found and about.of in _EXPECTED:
        return Lines((), fact_name(about.of), is_unsaid=True)
    return Lines(found)


_EXPECTED = frozenset({
    "leaving", "breach_plan", "complaints", "communications", "conduct", "reviews",
})  # fmt: skip
"""Sections whose absence says nothing: that there is no channel of a kind says something."""


def _select_channels(world: World, about: About) -> Lines:
    open_ones = (each for each in world.of("channel") if not each.denies("published"))
    return Lines(list(filter(about.is_meant, open_ones)))


def _select_returns(world: World, about: About) -> Lines:
    rows = list(world.of("return"))
    meant = [
        row
        for row in rows
        if _is_among(row, "reasons", about.reasons) and _is_among(row, "bought", about.bought)
    ]
    found = [row for row in meant if row.says("reasons") or not _is_left_over(row, meant)]
    if found:
        return Lines(found)
    return Lines((), fact_name("return", "reasons") if rows else "returns", is_unsaid=True)


def _is_left_over(row: Entity, meant: Sequence[Entity]) -> bool:
    """Whether other rows say what holds for these reasons, so that a row without any is for others.

    That is, where they name no other goods, customers or places than it does.
    """
    others = [each for each in meant if each.says("reasons")]
    return any(
        all(not each.says(key) or each.get(key) == row.get(key) for key in NARROWING)
        for each in others
    )


NARROWING = ("categories", "customers", "countries", "state", "bought", "bought_between")


def _is_among(row: Entity, key: str, words: Sequence[str]) -> bool:
    """Whether a row is for one of these, as one that says nothing of it is."""
    return not words or not row.says(key) or bool(set(words) & set(row.texts(key)))


def select_intents(world: World, concerns: Sequence[str]) -> Lines:
    """Return the contact reasons that concern one of these, all of them where none is named."""
    intents = list(world.of("intent"))
    found = [
        each for each in intents if not concerns or set(concerns) & set(each.texts("concerns"))
    ]
    if found:
        return Lines(found)
    silent = next((each for each in intents if not each.says("concerns")), None)
    if intents and silent is None:
        return Lines(())
    return Lines((), fact_name("intent", "concerns"), silent, is_unsaid=silent is None)


def _select_intents(world: World, about: About) -> Lines:
    return select_intents(world, about.concerns)


def _select_promises(world: World, about: About) -> Lines:
    """Return the promises and contact reasons that say how soon such matters are dealt with."""
    if not about.concerns:
        held = [*world.of("promise"), *world.of("intent"), *_with_targets(world.of("team"))]
        return Lines(held, "" if held else "promises", is_unsaid=True)
    meant = select_intents(world, about.concerns)
    if not meant.entities:
        return meant
    ids = {each.id for each in meant.entities}
    starts = {id_ for each in meant.entities for id_ in each.texts("start")}
    promises = [
        each
        for each in world.of("promise")
        if _is_open_to(each, "intents", ids) and _is_open_to(each, "channels", starts)
    ]
    return Lines([*promises, *meant.entities, *_with_targets(_teams_behind(world, starts))])


def _is_open_to(promise: Entity, key: str, ids: set[str]) -> bool:
    """Whether a promise holds for one of these, as one that names none does."""
    return not ids or not promise.says(key) or bool(ids & set(promise.texts(key)))


def _teams_behind(world: World, starts: set[str]) -> Iterator[Entity]:
    channels = [each for each in world.of("channel") if each.id in starts]
    ids = {id_ for channel in channels for id_ in channel.texts("goes_to")}
    yield from (team for team in world.of("team") if team.id in ids)


def _with_targets(teams: Iterable[Entity]) -> Iterator[Entity]:
    yield from (team for team in teams if team.says("sla"))


def _select_steps(world: World, about: About) -> Lines:
    steps = list(filter(about.is_meant, world.of("step")))
    if not about.serves:
        return Lines(steps)
    found = [each for each in steps if each.get("serves") == about.serves]
    comes_for = any(about.serves in each.texts("concerns") for each in world.of("intent"))
    is_unsaid = not steps and not comes_for
    return Lines(found, "" if found else fact_name("step", "serves"), is_unsaid=is_unsaid)


def _select_handoffs(world: World, about: About) -> Lines:
    cases = re.compile("|".join(about.when), re.IGNORECASE)
    handoffs = world.of("handoff")
    return Lines([each for each in handoffs if cases.search(str(each.get("when") or ""))])


def _select_campaigns(world: World, about: About) -> Lines:
    via = set(about.via)
    used = [each for each in world.of("campaign") if not via or via & channel_kinds(world, each)]
    found = list(filter(about.is_meant, used))
    mute = [("kind", each) for each in used if not each.says("kind")]
    mute += [
        ("channels", each)
        for each in filter(about.is_meant, world.of("campaign"))
        if not each.says("channels")
    ]
    if found or not mute:
        return Lines(found)
    return Lines((), fact_name("campaign", mute[0][0]), mute[0][1])


def _select_terms(world: World, about: About) -> Lines:
    terms = list(filter(about.is_meant, world.of("term")))
    if not about.concerns:
        return Lines(terms)
    found = [each for each in terms if each.get("concerns") in about.concerns]
    if found:
        return Lines(found)
    silent = next((each for each in terms if not each.says("concerns")), None)
    return Lines((), fact_name("term", "concerns"), silent, is_unsaid=silent is None)


_CHOICES: Mapping[str, Callable[[World, About], Lines]] = {
    "campaign": _select_campaigns,
    "channel": _select_channels,
    "handoff": _select_handoffs,
    "intent": _select_intents,
    "promise": _select_promises,
    "return": _select_returns,
    "step": _select_steps,
    "term": _select_terms,
}
