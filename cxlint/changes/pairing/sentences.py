"""How a change is said: who, what, from what to what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.sentence_lists import shorten_list

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_NAMED = 5
"""So many things are named in a sentence."""
MOST_ALIKE = 40
"""So much may two long values have in common that a sentence begins with."""
LONGEST = 160
"""How much of a value a sentence shows."""


def show(value: Any) -> str | None:
    """Return a value in the language's own words."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ", ".join(filter(None, map(show, value)))
    if isinstance(value, dict):
        return ", ".join(f"{key}: {show(each)}" for key, each in value.items())
    return str(value)


def change_sentence(
    thing: str, what: str, values: tuple[str | None, str | None], who: Mapping[str, Any]
) -> str:
    """Return a sentence such as `return clothing, window: 60 days, now 30 days`."""
    old, new = shorten_both(*values)
    told = f"{name_thing(thing)}, {what}: {_from_to(old, new)}"
    kind, _, id_ = thing.partition("/")
    return told + say_whom(
        {
            field: each
            for field, each in who.items()
            if field != "day" and (field, each) != (kind, [id_])
        }
    )


def say_whom(who: Mapping[str, Any]) -> str:
    """Return whom a change meets, as it ends a sentence; nothing where it is everybody."""
    named = {field: each for field, each in who.items() if field not in {"condition", "except"}}
    parts = [f", for {say_who(named)}"] if named else []
    if conditions := who.get("condition"):
        parts.append(f", if {', '.join(conditions)}")
    if left_out := who.get("except"):
        but = say_whom(left_out).removeprefix(", ")
        parts.append(f", but not {but}")
    return "".join(parts)


def shorten_both(old: str | None, new: str | None) -> tuple[str | None, str | None]:
    """Return two values short enough for a sentence, of long ones from where they differ on."""
    first, second = (None if each is None else " ".join(each.split()) for each in (old, new))
    if first is not None and second is not None and max(len(first), len(second)) > LONGEST:
        pairs = enumerate(zip(first, second, strict=False))
        alike = next((number for number, (one, other) in pairs if one != other), 0)
        begin = first.rfind(", ", 0, alike) + 2
        if begin > MOST_ALIKE:
            first, second = f"… {first[begin:]}", f"… {second[begin:]}"
    return first and shorten(first), second and shorten(second)


def shorten(value: str) -> str:
    """Return a value on one line, the end of a long one left out."""
    plain = " ".join(value.split())
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1]}…"


def _from_to(old: str | None, new: str | None) -> str:
    if old is None:
        return f"now {new}" if new else "now stated"
    if new is None:
        return f"{old}, now nothing" if old else "no longer stated"
    return f"{old}, now {new}"


def name_thing(thing: str) -> str:
    """Return `channel/chat` as a sentence has it."""
    kind, _, id_ = thing.partition("/")
    return f"{kind.replace('_', ' ')} {id_}"


def say_who(who: Mapping[str, Any]) -> str:
    """Return whom a change meets; nothing where it is everybody."""
    return "; ".join(filter(None, (_say_part(field, values) for field, values in who.items())))


def _say_part(field: str, values: Any) -> str:
    if field == "value":
        return _say_range(values)
    words = values if isinstance(values, (list, tuple)) else [values]
    told = ", ".join(shorten_list(list(map(str, words)), MOST_NAMED - 1, longest=MOST_NAMED))
    names = {"category": "", "reason": "", "intent": "contact reason ", "day": "on ",
             "condition": "if "}  # fmt: skip
    return f"{names.get(field, f'{field} ')}{told}"


def _say_range(values: Mapping[str, str]) -> str:
    low, high = values.get("from"), values.get("to")
    if low and high:
        return f"values from {low} to {high}"
    return f"values above {low}" if low else f"values up to {high}" if high else ""


def join_sorted(words: Sequence[str]) -> list[str]:
    """Return words in order, each once."""
    return sorted(dict.fromkeys(words))


def say_test(condition: Mapping[str, Any]) -> str:
    """Return what is asked of a case."""
    field, test = condition.get("field"), condition.get("test")
    told = [str(test)] if test is not None else []
    told += [
        f"{key.replace('_', ' ')} {', '.join(value) if isinstance(value, list) else value}"
        for key, value in condition.items()
        if key not in {"field", "test", "and"}
    ]
    more = [say_test(each) for each in condition.get("and") or ()]
    return " and ".join([f"{field} {' and '.join(told)}", *more])
