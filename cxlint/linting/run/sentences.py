"""The sentences of a rule, with the facts of a finding filled in, in good English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.linting.model.rule import Rule

_COUNTED = re.compile(r"\{(\w+)\} (?!is\b|was\b|has\b|does\b)([a-z]+)")
"""A fact with the noun that it counts, if it is a number."""

_EVERY_ONE = re.compile(r"\bevery 1 (?=[a-z])")

_PLURALS = (("people", "person"), ("ies", "y"), ("xes", "x"), ("s", ""))
"""How nouns end of which there are several, and how of which there is one."""


def fill_sentence(rule: Rule, name: str, template: str, words: Mapping[str, str]) -> str:
    """Return the message or remedy of a rule with its facts; what they count agrees with them.

    LookupError or ValueError where the facts do not fill it.
    """
    try:
        return fold_lines(_EVERY_ONE.sub("every ", agree(template, words).format_map(words)))
    except KeyError as error:
        told = ", ".join(words)
        message = f"its {name} asks for {error}, and the check {rule.check} tells of {told}"
        raise LookupError(message) from None
    except (LookupError, ValueError, AttributeError) as error:
        raise ValueError(f"its {name} cannot be filled in: {error}") from None


def agree(template: str, words: Mapping[str, str]) -> str:
    """Return a template in which a noun that is counted stands alone where there is one of it."""

    def counted(match: re.Match[str]) -> str:
        name, noun = match.groups()
        return f"{{{name}}} {singular(noun)}" if words.get(name) == "1" else match[0]

    return _COUNTED.sub(counted, template)


def singular(noun: str) -> str:
    """Return what one of several is called: `steps`, `people` and `replies`."""
    for many, one in _PLURALS:
        if noun.endswith(many) and not noun.endswith("ss"):
            return noun.removesuffix(many) + one
    return noun


def fold_lines(text: str) -> str:
    """Return the text with its line breaks folded."""
    return " ".join(text.split())
