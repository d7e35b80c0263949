"""What is wrong with lists of phrases and classes of words: their form, or their length."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cxlint.linting.text.phrases.phrase_patterns import CHOICE, CLASS
from cxlint.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAX_PHRASES = 10_000
MAX_CHARACTERS = 1_000_000
MAX_WORDS = 40

_HALF_CHOICE = re.compile(r"[^\s(]\([^()|]*+\||\|[^()|]*+\)[^\s.,;:]")


def list_misfits(
    name: str, listed: object, classes: object = None
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what is wrong with lists of phrases by language: their form, or that they are too long.

    Pairs of place and sentence, as `misfits` of a check yields them. `classes` are the classes of
    words that phrases may name.
    """
    if listed is None:
        return
    if not isinstance(listed, dict):
        yield (name,), f"{name} are lists of phrases by language, such as {{en: [sorry]}}"
        return
    phrases = characters = 0
    for language, list_ in listed.items():
        if not isinstance(list_, list):
            yield (name, language), "expected a list of phrases"
            continue
        known = (classes.get(language) if isinstance(classes, dict) else None) or {}
        for number, phrase in enumerate(list_):
            if said := _phrase_misfit(phrase, known):
                yield (name, language, number), said
                return
            named = sum(len(known[each]) for each in CLASS.findall(phrase))
            phrases += 1 + phrase.count("|") + named
            characters += len(phrase)
            if phrases > MAX_PHRASES or characters > MAX_CHARACTERS:
                said = f"{MAX_PHRASES:,} phrases or {MAX_CHARACTERS:,} characters"
                yield (name, language, number), f"{name} holds more than {said}: take fewer"
                return


def class_misfits(name: str, classes: object) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what is wrong with classes of words by language and name."""
    if classes is None:
        return
    if not isinstance(classes, dict):
        yield (name,), f"{name} are words by language and class, such as {{en: {{we: [we, I]}}}}"
        return
    for language, by_class in classes.items():
        for place, said in list_misfits(name, by_class):
            yield (name, language, *place[1:]), said


def _phrase_misfit(phrase: object, classes: Mapping[str, Any]) -> str | None:
    """Return what is wrong with a phrase."""
    if not isinstance(phrase, str) or not phrase.strip():
        return "expected a phrase, as text; quote what is none"
    if CHOICE.sub(_longest_choice, phrase).count(" ") >= MAX_WORDS:
        return f"a phrase has at most {MAX_WORDS} words"
    if _HALF_CHOICE.search(phrase):
        return "a choice such as (more|else|) is of whole words"
    for name in CLASS.findall(phrase):
        if name not in classes:
            return f"no class of words is called <{name}>{did_you_mean(name, classes)}"
    if not re.search(r"\w", CHOICE.sub(_required_words, phrase)):
        return "a phrase has a word that is always there"
    return None


def _longest_choice(choice: re.Match[str]) -> str:
    return max(choice[1].split("|"), key=len)


def _required_words(choice: re.Match[str]) -> str:
    return choice[1] if all(map(str.strip, choice[1].split("|"))) else ""
