"""Whether what a policy says in a field is an answer: that it is there does not make it one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.linting.text.keywords import Beginnings
from cxlint.records import NamedTuple
from cxlint.values.denials import is_denial

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.language.entity import Entity
    from cxlint.policy.policy import Policy

    Listed = Mapping[str, Sequence[str]]
    """Words by language; all languages are looked for, since the words are the policy's."""


class Wording(NamedTuple):
    """What an answer in words has to speak of, and what it speaks of where it is none."""

    wanted: Beginnings
    beside: Beginnings
    demanding: bool

    def accepts(self, text: str) -> bool:
        """Whether a text is an answer: it speaks of what is wanted, or may well do so."""
        if self.wanted.search(text):
            return True
        return not self.demanding and not self.beside.search(text)


def build_wording(wanted: Listed | None, beside: Listed | None = None) -> Wording | None:
    """Return the wording that `wanted` and `beside` ask for; None where they ask for none.

    With nothing `beside`, an answer must speak of what is wanted. Otherwise it must not speak of
    what is beside it alone.
    """
    if not wanted and not beside:
        return None
    return Wording(beginnings_of(wanted), beginnings_of(beside), demanding=not beside)


def word_list_misfits(name: str, listed: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what is wrong with lists of words by language."""
    for language, words in (listed or {}).items():
        for number, word in enumerate(words):
            if not isinstance(word, str) or not word.strip():
                yield (name, language, number), "a blank is no word to look for"


def is_answer(policy: Policy, value: Any, wording: Wording | None) -> bool:
    """Whether a value that stands in a field is an answer. Of a list, one answer will do.

    A text that is the id of a script stands for the words of the script.
    """
    if is_denial(value):
        return False
    if wording is None:
        return True
    texts = value if isinstance(value, list) else [value]
    return any(not isinstance(t, str) or wording.accepts(_in_full(policy, t)) for t in texts)


def quote_answer(entity: Entity, *keys: str) -> str:
    """Return what an entity says where that is no answer, as the end of a sentence; else nothing.

    Such as ` (all it says is "nobody")`.
    """
    value = entity.get(*keys)
    if value is None or isinstance(value, dict) or value == []:
        return ""
    if isinstance(value, bool):
        return " (the policy says so)"
    shown = ", ".join(str(each) for each in (value if isinstance(value, list) else [value]))
    return f' (all it says is "{shown}")'


def _in_full(policy: Policy, text: str) -> str:
    script = policy.find("script", text)
    return str(script.get("text") or text) if script is not None else text


def beginnings_of(listed: Listed | None) -> Beginnings:
    """Return what finds where a word of any language begins; nothing, for no words."""
    return Beginnings(all_words(listed))


def all_words(listed: Listed | None) -> tuple[str, ...]:
    """Return the words of all languages."""
    return tuple(word for words in (listed or {}).values() for word in words)
