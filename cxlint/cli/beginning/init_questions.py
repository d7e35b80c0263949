"""The questions of `cxlint init`, and the policy that the answers make.

Nothing is written before the last answer, so that who breaks off leaves nothing behind. Every
answer is read by what reads policies, and what cannot be read is asked again with the right form.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from cxlint.language import expected_forms, vocabulary
from cxlint.language.everyday_words import translate_values
from cxlint.language.schema import accept, explain
from cxlint.parsing.yaml_scalars import resolve
from cxlint.records import NamedTuple
from cxlint.reporting.writing.policy_yaml import flow_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

OFFERS = ("goods", "a service", "both")
LIVE = ("voice", "chat", "video", "in_person")
OUTCOMES = ("resolved", "denied", "referred", "abandoned")
SKIP = "Enter leaves a question open."


class Answers(NamedTuple):
    """What is known of an organization after the questions; empty where nobody said."""

    name: str
    offer: str
    channels: tuple[str, ...]
    hours: str
    team: str
    limit: str
    decider: str


def ask() -> str:
    """Ask in the terminal, and return the text of the policy."""
    click.echo(f"A few questions. {SKIP} Ctrl-C ends it, and nothing is written.\n")
    return policy_text(
        Answers(
            name=_ask("What is your organization called?", read_text),
            offer=_ask("What do you offer: goods, a service, or both?", read_offer),
            channels=read_channels(
                _ask("How do customers reach you? (for example: phone, email, chat)", read_list)
            ),
            hours=_ask("When does somebody answer? (for example: Mon-Fri 09:00-17:00)", read_hours),
            team=_ask("Who answers? (for example: customer care)", read_text),
            limit=_ask("How much may they give back unasked? (50 EUR, any or none)", read_limit),
            decider=_ask("Who decides beyond that? (for example: team lead)", read_text),
        )
    )


def _ask(question: str, read: Callable[[str], str]) -> str:
    answer: str = click.prompt(
        question, default="", show_default=False, value_proc=_proof(read), prompt_suffix="\n> "
    )
    return answer


def _proof(read: Callable[[str], str]) -> Callable[[str], str]:
    def proof(answer: str) -> str:
        try:
            return read(answer.strip()) if answer.strip() else ""
        except ValueError as problem:
            raise click.UsageError(str(problem)) from None

    return proof


def read_text(answer: str) -> str:
    """Return an answer in words, on one line."""
    return " ".join(answer.split())


def read_offer(answer: str) -> str:
    """Return one of OFFERS. ValueError for what is none."""
    for offer in OFFERS:
        if answer.casefold().removeprefix("a ") in (offer, offer.removeprefix("a "), offer[:5]):
            return offer
    if answer.casefold() in ("services", "product", "products"):
        return "a service" if answer.casefold() == "services" else "goods"
    raise ValueError(f"{answer!r} is none of them: write goods, a service, or both")


def read_list(answer: str) -> str:
    """Return channels, each by the language's word. ValueError for what is no kind of channel."""
    return ", ".join(read_channels(answer))


def read_channels(answer: str) -> tuple[str, ...]:
    """Return the kinds of channels in an answer. ValueError for what is none."""
    said = [word.strip() for word in re.split(r",|;| and ", answer) if word.strip()]
    return tuple(dict.fromkeys(_channel_kind(word) for word in said))


def _channel_kind(word: str) -> str:
    data: Any = translate_values({"channels": {"a": {"kind": word.casefold()}}})
    kind: str = data["channels"]["a"]["kind"]
    if accept("policy", data) and kind != "any":
        return kind
    schema = vocabulary.find_word("channels.kind").schema
    hint = expected_forms.word_for([schema], word)
    meant = f" (do you mean {hint}?)" if hint else ""
    kinds = ", ".join(each for each in vocabulary.accepted_words(schema) if each != "any")
    raise ValueError(f"{word!r} is no way to reach you that is known{meant}; there are {kinds}")


def read_hours(answer: str) -> str:
    """Return opening hours. ValueError for what cannot be read as such, with the right form."""
    from cxlint.calendar.weekly_hours import weekly

    weekly(answer)
    return answer


def read_limit(answer: str) -> str:
    """Return a sum, any or none. ValueError for what is none of them."""
    data: Any = translate_values({"teams": {"a": {"may": {"refund": answer}}}})
    said: str = data["teams"]["a"]["may"]["refund"]
    if accept("policy", data):
        return said
    facts = explain("policy", data)[0].facts
    reason = facts["reason"] or f"{answer} is no limit"
    raise ValueError(f"{reason}; write {facts['expected']}")


def policy_text(answers: Answers) -> str:
    """Return the policy that the answers make, with what is not stated as comments."""
    places = {*map(_channel_id, answers.channels), "contact", *OUTCOMES}
    team = _id(answers.team, places) or "care"
    decider = _id(answers.decider, places)
    decider = "" if decider == team else decider
    blocks = [
        _OPENING,
        _organization(answers),
        _channels(answers, team),
        _teams(answers, team, decider),
        _handoffs(team, decider),
        _intents(answers),
        *([_RETURNS] if answers.offer in ("goods", "both") else []),
        *([_TERMS] if answers.offer in ("a service", "both") else []),
    ]
    return "\n\n".join(blocks) + "\n"


_OPENING = """\
# Made by cxlint init from your answers. Where it says "not stated", nobody knows yet:
# write the key below the line, or leave it, and nothing is concluded from it."""

_RETURNS = """\
returns:
- categories: [everything else]
  reasons: [changed mind]
  # not stated: window, how long customers have, and from when it counts (from)
  # not stated: refund, what customers get; fee, what is kept back
# not stated: what holds for things that arrive broken (reasons: [defective])"""

_TERMS = """\
terms:
  plan:
    kind: plan
    name: What customers sign up for
    # not stated: how customers learn of it, and of a change (cxlint explain terms)"""


def _organization(answers: Answers) -> str:
    if not answers.name:
        return "# not stated: organization, who the policy belongs to"
    return f"organization:\n  name: {flow_text(answers.name)}\n  # not stated: timezone, currency"


def _channels(answers: Answers, team: str) -> str:
    lines = ["channels:"]
    if not answers.channels:
        lines.append("  # not stated: which channels there are (kind: voice, email, chat ...)")
    for kind in answers.channels or ("any",):
        lines += [f"  {_channel_id(kind)}:", f"    kind: {kind}", f"    goes_to: {team}"]
        if answers.hours and kind in LIVE:
            lines.append(f"    open: {answers.hours}")
        lines.append("    # not stated: respond, how soon a person answers")
    return "\n".join(lines)


def _teams(answers: Answers, team: str, decider: str) -> str:
    hours = f"open: {answers.hours}" if answers.hours else "# not stated: open, when they work"
    limit = f"may: {{refund: {answers.limit}}}"
    unlimited = "# not stated: may, what they may give back unasked"
    lines = [
        "teams:",
        f"  {team}:",
        f"    name: {flow_text(answers.team or 'Whoever answers')}",
        f"    {hours}",
        f"    {limit if answers.limit else unlimited}",
        "    # not stated: seats, how many people work at the same time",
    ]
    if decider:
        lines += [
            f"  {decider}:",
            f"    name: {flow_text(answers.decider)}",
            "    # not stated: open, when they decide; may, up to how much",
        ]
    return "\n".join(lines)


def _handoffs(team: str, decider: str) -> str:
    first = f"handoffs:\n- {{from: {team}, to: resolved}}\n"
    if not decider:
        return f"{first}# not stated: who decides what they may not"
    return (
        f"{first}"
        f"- {{from: {team}, to: {decider}, when: it is more than they may give}}\n"
        f"- {{from: {decider}, to: {team}, when: it is decided}}"
    )


def _intents(answers: Answers) -> str:
    starts = [_channel_id(kind) for kind in answers.channels or ("any",)]
    start = f"[{', '.join(starts)}]"
    return (
        "intents:\n"
        f"  question: {{start: {start}, name: A question}}\n"
        "  refund:\n"
        f"    start: {start}\n"
        "    name: Money back\n"
        "    remedy: refund\n"
        "    # not stated: promise, by when it is settled\n"
        "  # not stated: what else customers come for, and how often (share)"
    )


def _channel_id(kind: str) -> str:
    return "contact" if kind == "any" else kind.replace("_", "-")


def _id(name: str, taken: Collection[str]) -> str:
    """Return a name as an id of none that are taken: small letters and hyphens."""
    id_ = "-".join(re.findall(r"\w+", name.casefold()))
    is_plain = isinstance(resolve(id_), str) and id_[:1].isalpha() and id_ not in taken
    return id_ if is_plain or not id_ else f"team-{id_}"
