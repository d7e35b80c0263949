"""Customers whom nobody asks, or too rarely, or of whom too much is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.check_support.due_dates import months
from cxlint.linting.check_support.hits import build_hit
from cxlint.linting.check_support.whole_policy import as_written, find_omission, unknown
from cxlint.linting.model.finding import Hit
from cxlint.linting.text.answers import beginnings_of, build_wording, word_list_misfits
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from cxlint.language.entity import Entity
    from cxlint.linting.text.answers import Wording
    from cxlint.policy.policy import Policy


def feedback_invite(
    policy: Policy,
    *,
    at_most: int,
    rarest: str = "",
    beside: Sequence[str] = (),
    asking: Mapping[str, Sequence[str]] | None = None,
    overheard: Mapping[str, Sequence[str]] | None = None,
) -> Iterator[Hit]:
    """Yield where customers are not asked what they think, and each survey that is too long.

    Cases: `missing`, a policy that speaks of all of `beside` says nothing of feedback; `none`,
    it does say what becomes of feedback and not where any comes from; `overheard`, it names
    sources, and in none of them is a customer asked; `rare`, the source that asks most often asks
    more rarely than `rarest`; `long`, a source asks more than `at_most` questions; `empty`, a
    source that has a way to customers asks none. None of the first four is told where a channel
    says that customers are asked there, nor where the front line asks everybody the same question.
    Facts: id, questions, wanted, every, rarest.

    Args:
        policy: the policy.
        at_most: how many questions a survey may have.
        rarest: the longest time between two times at which customers are asked.
        beside: what a policy must speak of to count as one that leaves feedback out.
        asking: by language, how words begin of sources in which customers are asked.
        overheard: by language, how words begin of sources in which nobody is asked, such as the
            press. A source with a channel or with questions asks; of another, with none of these
            words, nothing is known.
    """
    facts = {"id": "feedback", "questions": 0, "wanted": at_most, "every": "", "rarest": rarest}
    sources = policy.of("feedback-source")
    unasked: tuple[Hit, ...] = ()
    if not policy.unsure("feedback-source") and not _asked_on_the_way(policy):
        unasked = tuple(_unasked(policy, sources, beside, build_wording(asking, overheard), facts))
    yield from unasked
    wanted = beginnings_of(asking)
    if rarest and not policy.unsure("feedback-source"):
        yield from _rare(policy, sources, rarest, facts)
    for source in sources:
        questions = source.get("questions")
        if isinstance(questions, int) and questions > at_most:
            told = {**facts, "id": source.id, "questions": questions}
            yield Hit(source.at("questions"), source.name, told, case="long")
        elif (
            questions == 0 and not unasked and (source.says("channel") or wanted.search(source.id))
        ):
            told = {**facts, "id": source.id}
            yield Hit(source.at("questions"), source.name, told, case="empty")


def misfits(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what of `beside` no policy has, words that are none, and what is no duration."""
    yield from unknown(params.get("beside", ()))
    yield from word_list_misfits("asking", params.get("asking"))
    yield from word_list_misfits("overheard", params.get("overheard"))
    try:
        quantities.duration(params.get("rarest") or "1 day")
    except ValueError as error:
        yield ("rarest",), str(error)


def _unasked(
    policy: Policy,
    sources: Sequence[Entity],
    beside: Sequence[str],
    wording: Wording | None,
    facts: Mapping[str, object],
) -> Iterator[Hit]:
    if sources:
        if wording and not any(_asks(policy, source, wording) for source in sources):
            section = next(iter(policy.of("feedback")), sources[0])
            yield Hit(section.at(), section.name, {**facts, "id": sources[0].id}, case="overheard")
        return
    place = find_omission(policy, "feedback", beside)
    if place is not None:
        yield Hit(place.at(), "feedback/feedback", facts, case="missing")
    sections = policy.of("feedback")
    if sections and not any(as_written(section).get("sources") for section in sections):
        yield Hit(sections[0].at(), sections[0].name, facts, case="none")


def _asked_on_the_way(policy: Policy) -> bool:
    """Whether customers are asked on a channel, or by everybody who serves them."""
    return any(
        channel.affirms("satisfaction") or channel.affirms("feedback")
        for channel in policy.of("channel")
    ) or any(each.affirms("frontline_question", "ask") for each in policy.of("feedback"))


def _asks(policy: Policy, source: Entity, wording: Wording) -> bool:
    """Whether customers may be asked in a source, as far as is known."""
    if source.get("questions") == 0:
        return False
    if source.says("questions") or source.says("channel") or _is_named(policy, source):
        return True
    said = (source.id, str(source.get("name") or ""), str(source.get("description") or ""))
    return wording.accepts(" ".join(said).replace("-", " ").replace("_", " "))


def _is_named(policy: Policy, source: Entity) -> bool:
    return any(source.id in channel.texts("feedback") for channel in policy.of("channel"))


def _rare(
    policy: Policy, sources: Sequence[Entity], rarest: str, facts: Mapping[str, object]
) -> Iterator[Hit]:
    """Yield the source that asks most often, where that is too rarely, and all say how often."""
    if any(each.affirms("frontline_question", "ask") for each in policy.of("feedback")):
        return
    rhythm = [(each, source) for source in sources if (each := source.duration("every"))]
    if not rhythm or len(rhythm) < len(sources):
        return
    every, source = min(rhythm, key=lambda each: months(each[0]))
    if months(every) > months(quantities.duration(rarest)):
        told = {**facts, "id": source.id, "every": every}
        yield build_hit(source, "every", facts=told, case="rare")
