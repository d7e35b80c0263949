"""What is wrong with the words of a rule's parameters, before there is any policy.

What names a field, an operator, a kind or a word that nothing has would never say anything: it is
refused with a place among the parameters and, where something is near, with that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.language.field_types import FieldForms, field_forms, fields_of
from cxlint.linting.query.bounds import BOUND_FORMS, parse_quantity
from cxlint.linting.query.selection import OPERATORS
from cxlint.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    Place = tuple[str | int, ...]
    Misfit = tuple[Place, str]

MOST = 100
"""How many words a condition may list."""

FORM_NAMES = {"number": "a number", "money": "a sum of money", "duration": "a duration",
              "percentage": "a percentage"}  # fmt: skip


def validate_conditions(
    where: object, kinds: Sequence[str], place: Place = ("where",)
) -> Iterator[Misfit]:
    """Yield what is wrong with a `where` over entities of these kinds."""
    if not isinstance(where, dict) or not where:
        yield place, "expected fields and what they must say, such as {kind: voice}"
        return
    for field, wanted in where.items():
        if field != "id" and not field.startswith("x-") and not _is_known(field, kinds):
            yield (*place, field), _explain_no_field(field, kinds)
        elif isinstance(wanted, dict):
            yield from _validate_operators(wanted, field, kinds, (*place, field))
        else:
            yield from _validate_words(wanted, field, kinds, (*place, field))


def validate_bounds(
    params: Mapping[str, Any], kinds: Sequence[str], field: str
) -> Iterator[Misfit]:
    """Yield what is wrong with `at_most` and `at_least` as bounds of a field."""
    names = [name for name in ("at_most", "at_least") if params.get(name) is not None]
    if not names:
        yield (), "nothing is bounded: state at_most or at_least"
    for name in names:
        yield from _validate_bound(params[name], field, kinds, (name,))
    most, least = (parse_quantity(params.get(name)) for name in ("at_most", "at_least"))
    if most and least and most.form != least.form:
        yield ("at_least",), "at_most and at_least are of different forms"
    elif most and least and least.is_exceeded_by(most) is False and most.value != least.value:
        yield ("at_least",), f"nothing can be at least {least.text} and at most {most.text}"


def validate_fields(named: Iterable[str], kinds: Sequence[str], place: Place) -> Iterator[Misfit]:
    """Yield the dotted fields that no entity of these kinds has."""
    for field in named:
        if not field.startswith("x-") and not _is_known(field, kinds):
            yield place, _explain_no_field(field, kinds)


def validate_word(said: object, known: Sequence[str], what: str, place: Place) -> Iterator[Misfit]:
    """Yield the complaint about a word, or a list of words, that is not among the known."""
    listed = said if isinstance(said, list) else [said]
    if not listed:
        yield place, f"expected {what}: an empty list can never match"
    for each in listed:
        if each not in known:
            near = did_you_mean(each, known) if isinstance(each, str) else ""
            yield place, f"there is no {what} {_value_text(each)}{near or _choices_text(known)}"
            return


def validate_keys(said: object, known: Sequence[str], what: str, place: Place) -> Iterator[Misfit]:
    """Yield the complaint about a mapping that is none, is empty, or has a key that is unknown."""
    if not isinstance(said, dict) or not said:
        yield place, f"expected {what}, with some of {', '.join(known)}"
        return
    for key in said:
        if key not in known:
            yield (*place, key), f"{what} has no '{key}'{did_you_mean(key, known)}"


def validate_truth(said: object, place: Place) -> Iterator[Misfit]:
    """Yield the complaint about what is neither true nor false."""
    if not isinstance(said, bool):
        yield place, f"expected true or false, found {_value_text(said)}"


def _is_known(field: str, kinds: Sequence[str]) -> bool:
    return any(field in fields_of(kind) for kind in kinds)


def _explain_no_field(field: str, kinds: Sequence[str]) -> str:
    known = sorted({each for kind in kinds for each in fields_of(kind)})
    return f"a {' or '.join(kinds)} has no field '{field}'{did_you_mean(field, known)}"


def _field_forms(field: str, kinds: Sequence[str]) -> FieldForms | None:
    """Return what a field can hold in any of the kinds; None where it may be anything."""
    if field == "id" or field.startswith("x-"):
        return None
    found = FieldForms()
    for kind in kinds:
        if field in fields_of(kind):
            found |= field_forms(kind, field)
    return found


def _validate_operators(
    wanted: Mapping[str, Any], field: str, kinds: Sequence[str], place: Place
) -> Iterator[Misfit]:
    if not wanted:
        yield place, f"expected a value or one of {', '.join(OPERATORS)}"
    for sign, value in wanted.items():
        at = (*place, sign)
        if sign not in OPERATORS:
            yield at, f"there is no operator '{sign}'{did_you_mean(sign, OPERATORS)}"
        elif sign == "said":
            yield from validate_truth(value, at)
        elif sign == "not":
            yield from _validate_words(value, field, kinds, at)
        elif sign in ("at_least", "at_most"):
            yield from _validate_bound(value, field, kinds, at)
        else:
            yield from _validate_parts(value, field, kinds, at)


def _validate_words(
    wanted: object, field: str, kinds: Sequence[str], place: Place
) -> Iterator[Misfit]:
    listed = wanted if isinstance(wanted, list) else [wanted]
    if not listed:
        yield place, "an empty list can never match"
    if len(listed) > MOST:
        yield place, f"{len(listed):,} words are listed; {MOST} are the most"
        return
    holds = _field_forms(field, kinds)
    for each in listed:
        if isinstance(each, list | dict) or each is None:
            yield place, "expected a word, a number, true or false, or a list of such"
            return
        if holds and (why := _explain_impossible_value(each, holds)):
            yield place, f"'{field}' never says {_value_text(each)}{why}"
            return


def explain_impossible(kind: str, field: str, said: str) -> str:
    """Say why a field of a kind never says a text; nothing where it can, or there is no field."""
    holds = _field_forms(field, (kind,)) if field in fields_of(kind) else None
    if holds is None or "truth" in holds.forms or not holds.words:
        return ""
    why = _explain_impossible_value(said, holds)
    return f"'{field}' never says {_value_text(said)}{why}" if why else ""


def _explain_impossible_value(each: object, holds: FieldForms) -> str:
    """Say why a field can never say this; nothing where it can."""
    if isinstance(each, bool):
        return "" if "truth" in holds.forms else ": it is no matter of true or false"
    if isinstance(each, int | float):
        return "" if "number" in holds.forms else ": it holds no number"
    if not holds.listed or each in holds.words:
        return ""
    if not holds.words:
        return f": it holds {_forms_text(holds)}"
    return did_you_mean(str(each), sorted(holds.words)) or _choices_text(sorted(holds.words))


def _validate_bound(
    said: object, field: str, kinds: Sequence[str], place: Place
) -> Iterator[Misfit]:
    found = parse_quantity(said)
    if found is None:
        why = _explain_no_duration(said) or f"expected {BOUND_FORMS}"
        yield place, f"{_value_text(said)} is no bound: {why}"
        return
    holds = _field_forms(field, kinds)
    wanted = {"number", "list"} if found.form == "number" else {found.form}
    if holds and not holds.forms & wanted:
        yield (
            place,
            f"'{field}' never holds {FORM_NAMES[found.form]}: it holds {_forms_text(holds)}",
        )


def _explain_no_duration(said: object) -> str:
    """Say why a text that begins like a duration is none."""
    from cxlint.values import quantities

    if not isinstance(said, str) or not said[:1].isdigit() or len(said) > MOST:
        return ""
    try:
        quantities.duration(said)
    except ValueError as error:
        return str(error)
    return ""


def _validate_parts(
    said: object, field: str, kinds: Sequence[str], place: Place
) -> Iterator[Misfit]:
    listed = said if isinstance(said, list) else [said]
    sound = [each for each in listed if isinstance(each, str) and each.strip()]
    if not listed or len(sound) < len(listed):
        yield place, "expected a text, or a list of texts"
    elif len(listed) > MOST:
        yield place, f"{len(listed):,} texts are listed; {MOST} are the most"
    holds = _field_forms(field, kinds)
    if holds and "text" not in holds.forms and not holds.words:
        yield place, f"'{field}' never holds a text: it holds {_forms_text(holds)}"


def _forms_text(holds: FieldForms) -> str:
    names = {**FORM_NAMES, "truth": "true or false", "list": "a list", "mapping": "a mapping",
             "date": "a date", "text": "a text"}  # fmt: skip
    told = sorted(names[form] for form in holds.forms)
    return " or ".join([*told, *(["one of " + ", ".join(sorted(holds.words))] * bool(holds.words))])


def _choices_text(known: Sequence[str]) -> str:
    return f"; there are {', '.join(known)}" if len(known) <= 15 else ""


def _value_text(said: object) -> str:
    if isinstance(said, str):
        return f"'{said}'" if len(said) <= 60 else f"'{said[:57]}...'"
    if isinstance(said, bool) or said is None:
        return {True: "true", False: "false", None: "nothing"}[said]
    return str(said) if isinstance(said, int | float) else "a list or mapping"
