"""Sections of which a policy has one: left out, without a part, incomplete, or too slow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.linting.check_support.due_dates import due
from cxlint.linting.check_support.whole_policy import (
    denies,
    find_omission,
    says,
    speaks_about,
    unknown,
)
from cxlint.linting.model.finding import Hit
from cxlint.linting.text.answers import all_words, beginnings_of, word_list_misfits
from cxlint.linting.text.keywords import mentions
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Severity
    from cxlint.linting.text.answers import Listed
    from cxlint.parsing.document import At
    from cxlint.policy.policy import Policy
    from cxlint.values.quantities import Duration


def section(
    policy: Policy,
    *,
    of: str,
    field: str = "",
    fields: Sequence[str] = (),
    at_most: Mapping[str, str] | None = None,
    no_older: Mapping[str, str] | None = None,
    refused: bool = False,
    mild: Sequence[str] = (),
    beside: Sequence[str] = (),
    about: Mapping[str, Sequence[str]] | None = None,
    about_things: Mapping[str, Sequence[str]] | None = None,
    steps: str = "",
    amiss: Mapping[str, Sequence[str]] | None = None,
    wanted_steps: Mapping[str, Sequence[str]] | None = None,
    words: Mapping[str, str] | None = None,
) -> Iterator[Hit]:
    """Yield what is wrong with a section of which a policy has one, such as its breach plan.

    At most one of these is told: `missing`, the section is not there, in a policy that speaks of
    all of `beside`; `unsaid`, the section is there and its part `field` is not; the plain case,
    it leaves out some of `fields`; `amiss`, its `steps` are there and do no good. Besides, `slow`
    for each of `at_most` that is longer, and `old` for each of `no_older` that is longer ago.
    Facts: section (its name), missing (the fields, without the name of their part), parts (the
    same, as words), value, bound.

    `missing` points to the first thing of `beside` (its first is best the organization), the
    others to the part, or to the section where the part is not said. What is said in several
    files counts as one section; what is said and not understood, or may be said in a file that
    could not be read, is not missing.

    Args:
        policy: the policy.
        of: the kind of section, such as breach_plan. `a|b` where what `a` leaves out may be said
            in `b`: governance|organization.
        field: the dotted part of the section that is meant, such as abuse of conduct; the whole
            section, where nothing is said.
        fields: dotted fields that must be said; `a|b` asks for at least one of them.
        at_most: dotted fields that state a duration, each with the longest that is fine.
        no_older: dotted fields that state a date, each with the longest time that may have passed
            since then.
        refused: whether what denies one of `fields` is no answer to it: `false`, and `nobody`,
            `none`, `never` and their like.
        mild: what is a warning only, though the rule may be graver: `missing`, fields of which
            nothing but these is left out, and dates that are too old.
        beside: what a policy must speak of for a section that is not there to count as missing,
            written like the `needs` of a rule. Where nothing is said that is never told.
        about: by language, words of which something must hold one, whole, that the policy says
            under the last of `beside`; anything will do, where nothing is said.
        steps: a dotted field that says in words what is done, in order.
        amiss: by language, how words begin of a step that does no good.
        wanted_steps: by language, how words begin of steps of which one makes up for those.
        words: what fields are called in a sentence; others go by their names.
        about_things: by language, words beside which a word of `about` says nothing: product name.
    """
    kind, *elsewhere = of.split("|")
    sections = [*policy.of(kind)]
    others = [entity for each in elsewhere for entity in policy.of(each)]
    said = [*sections, *others]
    wanted = [field] if field and not says(said, field) else fields
    missing = [each for each in wanted if not _answers(said, each, refused=refused)]
    if any(map(policy.unsure, [kind, *elsewhere])):
        missing = [each for each in missing if _begun(said, each)]
    name = kind.replace("_", " ")
    told = [each.split("|")[0].removeprefix(f"{field}.") for each in missing]
    facts: dict[str, object] = {
        "section": name,
        "missing": told,
        "parts": _in_words(missing, told, words or {}),
        "value": "",
        "bound": "",
    }
    if not sections:
        place = find_omission(policy, kind, beside)
        topics, things = all_words(about), all_words(about_things)
        heard = not about or speaks_about(
            policy,
            beside,
            lambda said: mentions(said, topics) and not mentions(said, things),
        )
        if place is not None and heard and (missing or not wanted):
            severity = _severity(["missing"], mild)
            name = f"{kind}/{kind}"
            yield Hit(place.at(), name, facts, case="missing", severity=severity, unstated=True)
        return
    if missing:
        case = "unsaid" if wanted == [field] else ""
        at, severity = _place(sections, field), _severity(missing, mild)
        unstated = not any(denies(said, one) for each in missing for one in each.split("|"))
        yield Hit(at, f"{kind}/{kind}", facts, case=case, severity=severity, unstated=unstated)
    elif steps and amiss:
        yield from _amiss(said, steps.split("."), (amiss, wanted_steps), facts)
    for each, longest in (at_most or {}).items():
        nothing = {**facts, "missing": [], "parts": []}
        yield from _slow(said, each, quantities.duration(longest), nothing)
    for each, longest in (no_older or {}).items():
        nothing = {**facts, "missing": [], "parts": []}
        severity = _severity([each], mild)
        for hit in _old(policy, said, each, quantities.duration(longest), nothing):
            yield hit._replace(severity=severity)


def _in_words(fields: Sequence[str], names: Sequence[str], words: Mapping[str, str]) -> list[str]:
    return [
        words.get(field.split("|")[0], name.replace("_", " "))
        for field, name in zip(fields, names, strict=True)
    ]


def misfits(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what of `beside`, `mild` and `at_most` is no part of it, and what is no duration."""
    from cxlint.language.sections import language
    from cxlint.suggest import did_you_mean

    yield from unknown(params.get("beside", ()))
    yield from word_list_misfits("about", params.get("about"))
    for name in ("about_things", "amiss", "wanted_steps"):
        yield from word_list_misfits(name, params.get(name))
    kinds = [language().paths.get(kind, frozenset()) for kind in params["of"].split("|")]
    known = sorted(set().union(*kinds))
    mildest = ["missing", *params.get("fields", ())]
    for number, each in enumerate(params.get("mild", ())):
        if each not in mildest:
            told = f"'{each}' is neither `missing` nor one of `fields`{did_you_mean(each, mildest)}"
            yield ("mild", number), told
    for name in ("at_most", "no_older"):
        for field, longest in (params.get(name) or {}).items():
            if field not in known:
                near = did_you_mean(field, known)
                yield (name, field), f"a {params['of']} has no field '{field}'{near}"
            try:
                quantities.duration(longest)
            except ValueError as error:
                yield (name, field), str(error)


def _severity(find_omission: Sequence[str], mild: Sequence[str]) -> Severity | None:
    return "warning" if set(find_omission) <= set(mild) else None


_STEP = re.compile(r"[,;.]| (?:and|then|und|dann|et|puis|y|luego) ", re.IGNORECASE)
"""What parts the steps that one text holds."""


def _amiss(
    said: Sequence[Entity],
    keys: Sequence[str],
    words: tuple[Listed | None, Listed | None],
    facts: Mapping[str, object],
) -> Iterator[Hit]:
    """Yield the place of steps of which one does no good and none of the others makes up for it."""
    bad, good = map(beginnings_of, words)
    for entity in said:
        steps = [step for text in entity.texts(*keys) for step in _STEP.split(text)]
        others = [step for step in steps if not bad.search(step)]
        if len(others) < len(steps) and not any(map(good.search, others)):
            told = {**facts, "value": ", ".join(entity.texts(*keys))}
            yield Hit(entity.at(*keys), entity.name, told, key=(".".join(keys),), case="amiss")


def _slow(
    said: Sequence[Entity], field: str, longest: Duration, facts: Mapping[str, object]
) -> Iterator[Hit]:
    keys = field.split(".")
    for entity in said:
        value = entity.duration(*keys)
        if value is not None and value > longest:
            told = {**facts, "value": value, "bound": longest}
            yield Hit(entity.at(*keys), entity.name, told, key=(field,), case="slow")


def _old(
    policy: Policy,
    said: Sequence[Entity],
    field: str,
    longest: Duration,
    facts: Mapping[str, object],
) -> Iterator[Hit]:
    keys = field.split(".")
    for entity in said:
        value = entity.date(*keys)
        if value is not None and due(value, longest) < policy.today:
            told = {**facts, "value": value, "bound": longest}
            yield Hit(entity.at(*keys), entity.name, told, key=(field,), case="old")


def _answers(said: Sequence[Entity], choices: str, *, refused: bool) -> bool:
    fields = choices.split("|")
    if refused and any(each.get(*field.split(".")) is False for each in said for field in fields):
        return False
    return any(says(said, each) and not (refused and denies(said, each)) for each in fields)


def _begun(said: Sequence[Entity], choices: str) -> bool:
    """Whether all that a field may stand in is said here, so that no other file says more of it."""
    return all(says(said, field.partition(".")[0]) for field in choices.split("|"))


def _place(sections: Sequence[Entity], field: str) -> At:
    keys = field.split(".") if field else []
    stating = (each for each in sections if keys and each.says(*keys))
    entity = next(stating, sections[0])
    return entity.at(*keys)
