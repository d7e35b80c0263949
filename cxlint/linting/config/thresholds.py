"""Thresholds: the parameters of a rule that are quantities, and where their values come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.linting.model.file_errors import line_of
from cxlint.linting.model.finding import Threshold
from cxlint.parsing.document import At

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from cxlint.linting.config.rule_settings import Setting
    from cxlint.linting.model.rule import Rule

_SELECTORS = frozenset({"of", "where", "unless", "field", "fields", "holds"})
"""Parameters that choose or say what is looked at; a number in them is no bound."""


def rule_thresholds(rule: Rule, setting: Setting) -> tuple[Threshold, ...]:
    """Return the thresholds in force, each with the layer that set it and what it rests on."""
    return tuple(
        _build_threshold(rule, setting, name, value)
        for name, value in setting.params.items()
        if name not in _SELECTORS and is_threshold(value)
    )


def unsourced_thresholds(rule: Rule) -> list[str]:
    """Return the thresholds of a rule of which its file does not say where they come from."""
    found = (name for name, value in rule.params.items() if name not in _SELECTORS)
    return [n for n in found if is_threshold(rule.params[n]) and n not in rule.provenance]


def case_thresholds(
    rule: Rule, case: str, found: Iterable[Threshold], bounds: Collection[str] | None = None
) -> Iterator[Threshold]:
    """Yield the thresholds that a case of the rule's message rests on.

    Where a hit names the parameters that are its `bounds`, it rests on no others.
    """
    for threshold in found:
        cases = rule.provenance.get(threshold.param, {}).get("cases")
        is_of_case = cases is None or case in cases
        if is_of_case and (bounds is None or threshold.param in bounds):
            yield threshold


def narrow_thresholds(
    found: Iterable[Threshold], facts: Collection[str], about: Collection[str] = ()
) -> tuple[Threshold, ...]:
    """Return the thresholds; of one with values by a key, those values that the facts tell of.

    A finding about a chat rests on the time for a chat, and on no other. Where a hit says which
    of the keys it is `about`, in its case or key, that settles it.
    """
    return tuple(_narrow(threshold, facts, about) for threshold in found)


def _narrow(threshold: Threshold, facts: Collection[str], about: Collection[str]) -> Threshold:
    if not isinstance(threshold.value, dict):
        return threshold
    told = {key: one for key, one in threshold.value.items() if key in about}
    if not told:
        told = {key: one for key, one in threshold.value.items() if str(one) in facts}
    return threshold._replace(value=told) if told else threshold


def is_threshold(value: object) -> bool:
    """Whether a parameter is a number, a duration, a share or money, or several of them.

    Several stand under a key each, or are plain numbers in a list.
    """
    if isinstance(value, dict):
        return bool(value) and all(is_threshold(one) for one in value.values())
    if isinstance(value, list | tuple):
        return bool(value) and all(isinstance(one, int | float) for one in value)
    if isinstance(value, str):
        return value[:1].isdigit() or value[-1:].isdigit()
    return isinstance(value, int | float) and not isinstance(value, bool)


def _build_threshold(rule: Rule, setting: Setting, name: str, value: object) -> Threshold:
    entry = setting.set_by.get(name)
    if entry is None:
        told = rule.provenance.get(name, {})
        return Threshold(name, value, told.get("source", ""), told.get("says", ""))
    told = entry.provenance.get(name, {})
    at = At(entry.at.document, (*entry.at.path, "params", name), key=True)
    return Threshold(
        name, value, told.get("source", ""), told.get("says", ""), line_of(at), entry.source
    )
