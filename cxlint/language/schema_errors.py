"""Why data does not fit its schema, said once per cause, for people who do not know schemas."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

from cxlint.language import expected_forms
from cxlint.language.key_guesses import LIKELY_KEYS, Guesses, likeliest_keys
from cxlint.language.key_order import KeyOrder
from cxlint.language.slow_validator import compile_pattern, errors
from cxlint.parsing.template_tokens import holds_token
from cxlint.parsing.yaml_scalars import resolve
from cxlint.records import NamedTuple
from cxlint.suggest import fold, nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from jsonschema.exceptions import ValidationError

    from cxlint.language.expected_forms import Address, Chain, Schema
    from cxlint.language.slow_validator import IsSound, Readers

Case = Literal[
    "", "near", "said", "section", "section-near", "indent", "reason", "unit", "empty", "merge",
    "template", "comma",
]  # fmt: skip

_ADVICE = re.compile(r"[;:] write for example .*", re.DOTALL)

MOST_KEYS = 12
"""Up to how many keys of a thing all are named; of more, the likeliest."""

_DECIMALS = re.compile(r"\d{1,2}\b")
"""How what a comma has cut off a number begins."""

_GLUED = re.compile(r"[\w-]+:[^\s:/]\S*$")

_DEEPEST_INDENT = 4
"""How many levels are looked at for keys that stand beside their own."""

ACCEPTED_FORMS = "the value in one of the accepted forms"
"""What to write where no word is close to the one that is not understood."""
_MERGE_ADVICE = "the keys written out: `<<` merges keys in YAML 1.1 only"


class SchemaComplaint(NamedTuple):
    """One thing that does not fit: where, under which reading rule, and what to say of it.

    `path` is the address of the value, or of the key when `on_key`; of the mapping that lacks it
    for a missing key. `rule` is one of the reading rules. `case` tells kinds of it apart: `near`
    when a known word is close, `said` when that word stands there already, `reason` when `reason`
    says why the value cannot be read, `unit` for a bare number that needs its unit, `empty` for a
    key with nothing behind it, `merge` for the key `<<`, `template` for a value that is yet to be
    filled in, `section` and `section-near` for keys at the top, `indent` for what stands beside
    the key `near` instead of in it, `comma` for the decimals that a comma between braces cut off a
    number. `facts` always has key, value, where,
    place (where, before a colon; empty at the top), expected, near and reason, empty if unknown,
    and `instead`, what to write.
    """

    path: Address
    on_key: bool
    rule: Literal["unknown-key", "wrong-value", "missing-key"]
    facts: Mapping[str, str]
    case: Case = ""


def complaints(
    root: Schema, data: object, readers: Readers, sound: IsSound | None = None
) -> list[SchemaComplaint]:
    """Return every complaint about `data`, one per cause, in the order of the data.

    `readers` are the functions behind the formats of the schema. `sound` says quickly whether a
    value fits one of its definitions, where there is something that can.
    """
    found: dict[tuple[Address, bool, str], SchemaComplaint] = {}
    guesses = Guesses()
    # An error with a cause says more about a value than one without.
    for error in sorted(errors(root, data, readers, sound), key=lambda error: error.cause is None):
        for complaint in _complaints_about(root, error, guesses):
            key = complaint.facts["key"] if complaint.rule == "missing-key" else ""
            found.setdefault((complaint.path, complaint.on_key, key), complaint)
    order = KeyOrder(data)
    told = _join_lost_indents(root, order, _drop_echoes(data, found.values()))
    return sorted(told, key=lambda c: order.place(c.path))


def _complaints_about(
    root: Schema, error: ValidationError, guesses: Guesses
) -> Iterator[SchemaComplaint]:
    path = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        yield from _unknown_keys(root, path, error, guesses)
    elif error.validator in {"required", "dependentRequired"}:
        yield from _missing_keys(root, path, error)
    elif "propertyNames" in error.relative_schema_path:
        yield _misnamed_key(root, path, error)
    else:
        yield _wrong_value(root, path, error)


def _unknown_keys(
    root: Schema, path: Address, error: ValidationError, guesses: Guesses
) -> Iterator[SchemaComplaint]:
    schema: Any = error.schema
    instance: Any = error.instance
    known = list(schema.get("properties", ()))
    patterns = [compile_pattern(pattern) for pattern in schema.get("patternProperties", ())]
    unsaid = tuple(key for key in known if key not in instance)
    for key, value in instance.items():
        if key in known or any(pattern.search(key) for pattern in patterns):
            continue
        if key == "<<":
            yield _merge_key(root, path)
            continue
        if number := _number_before(instance, key):
            yield _cut_number(root, path, key, number)
            continue
        case: Case = "" if path else "section"
        if near := expected_forms.key_for(schema, key, unsaid) or guesses.nearest(key, unsaid):
            case = "near" if path else "section-near"
        elif near := guesses.nearest(key, tuple(known)):
            case = "said"
        facts = _facts(
            root, path, key, value, near=near,
            expected=_keys_text(root, schema, path, key if guesses.is_known(key) else ""),
            instead=f"it under {near}" if case == "said" else near or "a key that exists",
        )  # fmt: skip
        yield SchemaComplaint((*path, key), on_key=True, rule="unknown-key", facts=facts, case=case)


def _number_before(instance: Mapping[Any, Any], key: object) -> str:
    """Return the number that a comma cut off a key: of `{price: 4,95 EUR}`, 4; empty for none."""
    if instance[key] is not None or not _DECIMALS.match(str(key)):
        return ""
    number = instance.get(_key_before(instance, key))
    return str(number) if isinstance(number, int) and not isinstance(number, bool) else ""


def _key_before(instance: Mapping[Any, Any], key: object) -> object:
    keys = list(instance)
    place = keys.index(key)
    return keys[place - 1] if place else None


def _cut_number(root: Schema, path: Address, key: str | int, number: str) -> SchemaComplaint:
    facts = _facts(
        root, path, f"{number},{key}", "", expected="decimals with a point", near=number,
        instead=f"{number}.{key}",
    )  # fmt: skip
    return SchemaComplaint((*path, key), on_key=True, rule="unknown-key", facts=facts, case="comma")


def _keys_text(root: Schema, schema: Any, path: Address, asked: str) -> str:
    """Return the keys that a place takes, of many the likeliest; at the top all but the version.

    The first, where nothing is asked for.
    """
    known = list(schema.get("properties", ()))
    if not path:
        return ", ".join(key for key in known if key != "version")
    if len(known) <= MOST_KEYS:
        return expected_forms.join_with_or(known)
    called = tuple((key, schema["properties"][key].get("x-also", "")) for key in known)
    likely = likeliest_keys(called, asked) if asked else known[:LIKELY_KEYS]
    name = expected_forms.word_of(root, path)
    return f"{', '.join(likely)} and others (cxlint explain {name} lists them)"


def _merge_key(root: Schema, path: Address) -> SchemaComplaint:
    facts = _facts(root, path, "<<", "", expected=_MERGE_ADVICE, instead="the keys out")
    return SchemaComplaint(
        (*path, "<<"), on_key=True, rule="unknown-key", facts=facts, case="merge"
    )


def _missing_keys(root: Schema, path: Address, error: ValidationError) -> Iterator[SchemaComplaint]:
    instance: Any = error.instance
    wanted: Any = error.validator_value
    if error.validator == "dependentRequired":
        wanted = [key for given, keys in wanted.items() if given in instance for key in keys]
    for key in wanted:
        if key not in instance:
            expected = expected_forms.example_of(root, _chain(root, error), key)
            facts = _facts(root, path, key, "", expected=expected)
            yield SchemaComplaint(path, on_key=False, rule="missing-key", facts=facts)


def _misnamed_key(root: Schema, path: Address, error: ValidationError) -> SchemaComplaint:
    key = str(error.instance)
    if key == "<<":
        return _merge_key(root, path)
    facts = _facts(root, path, key, key, expected=expected_forms.expected_text(_chain(root, error)))
    return SchemaComplaint((*path, key), on_key=True, rule="wrong-value", facts=facts)


def _wrong_value(root: Schema, path: Address, error: ValidationError) -> SchemaComplaint:
    value: Any = error.instance
    chain = _chain(root, error)
    near = reason = ""
    case: Case = ""
    if value is None:
        case = "empty"
    elif isinstance(value, str) and _is_glued(value, chain):
        case, reason = "reason", f"a space is missing behind the colon of {value}"
    elif isinstance(value, str) and holds_token(value):
        case = "template"
    elif _is_number(value) and expected_forms.takes_unit(chain):
        case, reason = "unit", _unit_reason(_value_text(value), chain)
    elif isinstance(value, str) and (
        near := _correct_capitals(value, chain) or expected_forms.word_for(chain, value)
    ):
        case = "near"
    elif error.cause is not None:
        case, reason = "reason", _ADVICE.sub("", str(error.cause))
    elif isinstance(value, str) and (near := _intended_value(value, chain)):
        case = "near"
    above, key = _holder_and_key(root, path)
    facts = _facts(
        root, above, key, value,
        expected=expected_forms.expected_text(chain), near=near, reason=reason,
    )  # fmt: skip
    return SchemaComplaint(path, on_key=False, rule="wrong-value", facts=facts, case=case)


def _unit_reason(number: str, chain: Chain) -> str:
    """Return what a bare number lacks."""
    expected = expected_forms.expected_text(chain)
    if "currency" in expected:
        return f"the number {number} does not say its currency"
    if "percentage" in expected:
        return f"the number {number} has no percent sign"
    return f"the number {number} does not say its unit"


def _is_glued(value: str, chain: Chain) -> bool:
    """Whether keys with values are wanted, and the value is such a pair but for a space."""
    return _GLUED.match(value) is not None and expected_forms.takes_keys(chain)


def _intended_value(value: str, chain: Chain) -> str:
    return nearest(value, expected_forms.choices(chain)) or expected_forms.everyday_boolean(
        chain, value
    )


def _correct_capitals(value: str, chain: Chain) -> str:
    """Return the accepted word that the value is but for capital letters."""
    return next(
        (word for word in expected_forms.choices(chain) if word == value.strip().lower()), ""
    )


def _holder_and_key(root: Schema, path: Address) -> tuple[Address, str]:
    """Return what a value belongs to, and the key it stands under; `it` where it is all of it."""
    if expected_forms.is_entity(root, path):
        return path, "it"
    last = max((n for n, part in enumerate(path) if isinstance(part, str)), default=-1)
    return (path[:last], str(path[last])) if last >= 0 else ((), "its content")


def _chain(root: Schema, error: ValidationError) -> Chain:
    return expected_forms.chain(root, list(error.absolute_schema_path))


def _facts(
    root: Schema, above: Address, key: str, value: object,
    *, expected: str, near: str = "", reason: str = "", instead: str = "",
) -> dict[str, str]:  # fmt: skip
    return {
        "key": key,
        "more": "",
        "value": _value_text(value),
        "where": expected_forms.address_text(root, above),
        "place": f"{expected_forms.address_text(root, above)}: " if above else "",
        "expected": expected,
        "near": near,
        "reason": reason,
        "instead": instead or near or ACCEPTED_FORMS,
    }


def _drop_echoes(data: object, found: Collection[SchemaComplaint]) -> list[SchemaComplaint]:
    """Return the complaints without keys that are only misspelt or merged, and cut numbers."""
    cut = {_cut_place(data, c.path) for c in found if c.case == "comma"}
    misspelt = {(c.path[:-1], c.facts["near"]) for c in found if c.rule == "unknown-key"}
    merging = {c.path[:-1] for c in found if c.case == "merge"}
    return [
        c
        for c in found
        if (c.on_key or c.path not in cut)
        and (
            c.rule != "missing-key"
            or ((c.path, c.facts["key"]) not in misspelt and c.path not in merging)
        )
    ]


def _cut_place(data: Any, path: Address) -> Address:
    """Return the address of the number in front of the key that a comma cut off it."""
    for step in path[:-1]:
        data = data[step]
    return (*path[:-1], str(_key_before(data, path[-1])))


def _join_lost_indents(
    root: Schema, order: KeyOrder, found: Collection[SchemaComplaint]
) -> list[SchemaComplaint]:
    """Return the complaints, those of one lost indent as one: of keys that stand beside their own.

    `hotline:` with nothing in it, and then `kind: voice` on the same level.
    """
    slips: dict[tuple[Address, str], list[str]] = {}
    for complaint in sorted(found, key=lambda c: order.place(c.path)):
        for depth, key in enumerate(complaint.path[:_DEEPEST_INDENT]):
            above = complaint.path[:depth]
            holder = _empty_holder(root, order, above, key)
            if holder is not None:
                slips.setdefault((above, holder), []).append(str(key))
    lost = {(*above, key) for (above, holder), keys in slips.items() for key in (holder, *keys)}
    kept = [c for c in found if not any(c.path[:n] in lost for n in range(len(c.path) + 1))]
    return [*kept, *(_lost_indent(root, *each, keys[0]) for each, keys in slips.items())]


def _lost_indent(root: Schema, above: Address, holder: str, key: str) -> SchemaComplaint:
    below = f"{key} below {holder}"
    facts = _facts(root, above, key, "", expected=below, near=holder, instead=below)
    return SchemaComplaint(
        (*above, key), on_key=True, rule="unknown-key", facts=facts, case="indent"
    )


def _empty_holder(root: Schema, order: KeyOrder, above: Address, key: str | int) -> str | None:
    """Return the key on the level of another that holds nothing and would take it.

    Where several would, it is the last before it.
    """
    data = order.data
    for step in above:
        data = data[step]
    if not isinstance(data, dict) or key not in data:
        return None
    if key in expected_forms.schema_at(root, above).get("properties", ()):
        return None
    empty = [one for one in order.empty(data) if _takes(root, (*above, one), key, data)]
    numbers = order.numbers(data) if empty else {}
    before = [one for one in empty if numbers[one] < numbers[key]]
    return next(reversed(before or empty), None)


def _takes(root: Schema, holder: Address, key: str | int, data: dict[str, Any]) -> bool:
    """Whether a key with its value belongs below another: by its name, or as an entity of it."""
    inner = expected_forms.schema_at(root, holder)
    if not fold(str(key)):
        return False
    named = inner.get("x-form") == "named" and isinstance(data[str(key)], dict)
    return named or key in inner.get("properties", ())


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _value_text(value: object) -> str:
    """Return a value in the words of a policy, shortened; in quotes where they matter."""
    if value is None or isinstance(value, bool):
        return {None: "nothing", True: "true", False: "false"}[value]
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = " ".join(str(value).split("\n")) if isinstance(value, str) else _number(value)
    if len(text) > 60:
        return f"{text[:57]}..."
    # What stands in quotes is text, even where it looks like the number or the word wanted.
    mattering = isinstance(value, str) and (text.strip() != text or not _is_text(text))
    return f'"{text}"' if mattering else text


def _is_text(text: str) -> bool:
    return isinstance(resolve(text), str)


def _number(value: object) -> str:
    try:
        return str(value)
    except ValueError:  # more digits than Python cares to print
        return "a very long number"
