"""Which of two values of a parameter makes a rule stricter, where that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cxlint.linting.config.word_list_roles import (
    ACCUSING,
    EXCUSING,
    STRICTER_OFF,
    STRICTER_ON,
)
from cxlint.linting.query.bounds import Quantity, parse_quantity

if TYPE_CHECKING:
    from collections.abc import Mapping

    Strictness = Literal["milder", "stricter", "equal", "unknown"]

MILDER_WITH_MORE = frozenset({
    "alone", "at_most", "at_most_busy", "away", "better", "callback", "every", "far_beyond",
    "few_cases", "grave_above", "late", "longer_than", "max_age", "max_approvals", "max_moves",
    "min_counted", "min_share", "minor", "most", "rarest", "short",
})  # fmt: skip
"""Parameters that say how much is fine, or from where on anything is said."""

MILDER_WITH_LESS = frozenset({
    "at_least", "fail_below", "fault_fail_below", "fault_warn_below", "min_covered",
    "min_personas", "warn_below",
})  # fmt: skip
"""Parameters that say how much is needed."""

_TURNED = frozenset({
    ("case_owner", "at_least"), ("return_trouble", "at_least"), ("first_contact", "min_share"),
})  # fmt: skip
"""Checks in which a parameter of this name means the opposite."""

_UNCLEAR = frozenset({("reachable", "at_most")})
"""Checks in which a parameter of this name may mean either."""


def compare_strictness(check: str, name: str, value: object, than: object) -> Strictness:
    """Return how strict a check is with one value of a parameter, beside how it is with another.

    `unknown` where nothing is known of what more of it means, or the two cannot be compared.
    """
    if value == than:
        return "equal"
    if (switched := _compare_switches((check, name), value, than)) is not None:
        return switched
    if (check, name) in ACCUSING or (check, name) in EXCUSING:
        return _compare_lists(value, than, excusing=(check, name) in EXCUSING)
    known = name in MILDER_WITH_MORE or name in MILDER_WITH_LESS
    if not known or (check, name) in _UNCLEAR:
        return "unknown"
    more_is_milder = (name in MILDER_WITH_MORE) != ((check, name) in _TURNED)
    return _compare(value, than, more_is_milder=more_is_milder)


def _compare_switches(which: tuple[str, str], value: object, than: object) -> Strictness | None:
    """Compare what is on or off; None where it is no switch of which the meaning is known."""
    known = which in STRICTER_ON or which in STRICTER_OFF
    if not known or not isinstance(value, bool) or not isinstance(than, bool | None):
        return None
    if bool(than) == value:
        return "equal"
    return "stricter" if value == (which in STRICTER_ON) else "milder"


def _compare_lists(value: object, than: object, *, excusing: bool) -> Strictness:
    """Compare lists as sets: one that lets anything more pass is milder, whatever else it adds."""
    listed, before = _items(value), _items(than)
    if listed is None or before is None:
        return "unknown"
    if listed == before:
        return "equal"
    return "milder" if (listed - before if excusing else before - listed) else "stricter"


def _items(value: object) -> frozenset[object] | None:
    """Return what a list holds, or one for each language; of other mappings the keys."""
    if value is None:
        return frozenset()
    if isinstance(value, dict):
        inner = {key: _items(each) for key, each in value.items()}
        if all(items is None for items in inner.values()):
            return frozenset(inner)
        if any(items is None for items in inner.values()):
            return None
        return frozenset((key, item) for key, items in inner.items() for item in items or ())
    if isinstance(value, list | tuple):
        return frozenset(each.casefold() if isinstance(each, str) else each for each in value)
    return None


def _compare(value: object, than: object, *, more_is_milder: bool) -> Strictness:
    if value is None or than is None:  # no bound at all
        return "milder" if value is None else "stricter"
    if isinstance(value, dict) and isinstance(than, dict):
        return _compare_each(value, than, more_is_milder=more_is_milder)
    quantity, bound = _quantity(value), _quantity(than)
    if quantity is None or bound is None or quantity.form != bound.form:
        return "unknown"
    is_more, is_less = bound.is_exceeded_by(quantity), bound.is_missed_by(quantity)
    if is_more is None or is_more == is_less:
        return "equal" if is_more is False else "unknown"
    return "milder" if is_more == more_is_milder else "stricter"


def _compare_each(
    value: Mapping[object, object], than: Mapping[object, object], *, more_is_milder: bool
) -> Strictness:
    """Compare values by key: one that is milder makes all of it so, one that is unknown unclear."""
    keys = [*than, *(key for key in value if key not in than)]
    found = {_compare(value.get(key), than.get(key), more_is_milder=more_is_milder) for key in keys}
    order: tuple[Strictness, ...] = ("milder", "unknown", "stricter")
    return next((each for each in order if each in found), "equal")


def _quantity(said: object) -> Quantity | None:
    if isinstance(said, float):
        return Quantity("number", said, said)
    return parse_quantity(said)
