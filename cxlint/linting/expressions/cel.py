"""Expressions in CEL: what they may speak of, and whether one makes sense before it is used.

The official runtime checks an expression against types that are made of the policy schema, so
that a field which no entity has is refused wherever it stands. The runtime is imported when an
expression is met, and never otherwise.
"""

from __future__ import annotations

import importlib
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from cxlint.errors import UserError
from cxlint.language import field_types
from cxlint.language.field_types import Shape
from cxlint.language.sections import language
from cxlint.linting.expressions import syntax_tree, tokens
from cxlint.records import NamedTuple
from cxlint.suggest import did_you_mean
from cxlint.values import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MISSING = (
    "the check expression needs the CEL runtime, which is not installed: "
    "pip install 'cxlint-policy[cel]'"
)
RESERVED = frozenset({"return"})
"""Kinds whose name means something else in CEL; their entities are `this` only."""

MONEY = Shape("record", {"currency": Shape("text")})
CHARGE = Shape("record", {"sum": Shape("money"), "share": Shape("share")})

FUNCTIONS: Mapping[str, tuple[str, int]] = {
    "reaches": ("truth", 2),
    "hops": ("whole", 2),
    "passes": ("truth", 3),
    "reaches_person": ("truth", 1),
    "hops_to_person": ("whole", 1),
    "on_circle": ("truth", 1),
    "kind_of": ("text", 1),
}
"""The questions about the graph: what they answer, and how many ids they take."""

FORMS = {
    "duration": "duration('36h') or duration('1h30m'), in hours, minutes and seconds",
    "timestamp": "timestamp('2026-11-21T00:00:00Z')",
}
"""How the literals are written that CEL reads itself."""

METHODS = (
    "all", "contains", "endsWith", "exists", "exists_one", "filter", "getHours", "getMinutes",
    "getSeconds", "has", "map", "matches", "size", "startsWith", "duration", "timestamp", "amount",
    "int", "double", "string",
)  # fmt: skip
"""Words of CEL itself that are worth proposing."""

_REQUIRED_MODULES = (
    "google.protobuf.message_factory",
    "google.protobuf.descriptor_pb2",
    "google.protobuf.descriptor_pool",
    "google.protobuf.duration_pb2",
    "google.protobuf.timestamp_pb2",
    "cel_expr_python.cel",
)
_PACKAGE = "cxlint"
_COMPLAINT = re.compile(r"ERROR: <input>:(-?\d+):(-?\d+): (.*)")
_NO_FIELD = re.compile(r"undefined field '([^']*)' not found in struct '([^']*)'")
_NO_NAME = re.compile(r"undeclared reference to '([^'.]*)[^']*'")
_TOO_DEEP = re.compile(r"recursion (?:limit|depth)")


class Runtime(NamedTuple):
    """The modules that expressions need."""

    descriptor: Any
    pools: Any
    duration: Any
    timestamp: Any
    cel: Any


@cache
def runtime() -> Runtime:
    """Return the CEL runtime and what it stands on. UserError where one of them is missing."""
    try:
        # The runtime last: it ends the whole process where it does not find protobuf.
        needed = [importlib.import_module(name) for name in _REQUIRED_MODULES]
    except ImportError:
        raise UserError(MISSING) from None
    return Runtime(*needed[1:])


def variable_name(kind: str) -> str:
    """Return what a kind is called in an expression: `feedback-source` is `feedback_source`."""
    return kind.replace("-", "_")


@cache
def listings() -> Mapping[str, str]:
    """Return the variables that hold all entities of a kind, to kind: `channels`, `teams`."""
    return {
        variable_name("_".join(section.path)): section.kind
        for section in language().sections
        if section.form != "single"
    }


@cache
def singles() -> tuple[str, ...]:
    """Return the sections of which there is one; each is a variable of its own name."""
    return tuple(section.kind for section in language().sections if section.form == "single")


@cache
def lookups() -> Mapping[str, str]:
    """Return the functions that find an entity by its id, to kind: `team`, `channel`."""
    return {
        variable_name(each.kind): each.kind for each in language().sections if each.form == "named"
    }


def own_names(kind: str) -> tuple[str, ...]:
    """Return what the entity that is looked at is called."""
    return ("this",) if kind in RESERVED else ("this", variable_name(kind))


def objections(text: str, kind: str) -> Iterator[str]:
    """Yield what is wrong with an expression about entities of a kind, the first thing first.

    UserError where the runtime is missing.
    """
    found = list(tokens.objections(text))
    if found:
        yield from found
        return
    environment = _environment(kind)
    try:
        understood = environment.compile(text)
    except Exception as error:  # noqa: BLE001 - the runtime raises whatever it has
        yield explain_error(str(error), kind, text)
        return
    if understood.return_type() != runtime().cel.Type.BOOL:
        yield "it is not a question that is answered by true or false"
    yield from syntax_tree.objections(understood.serialize())
    yield from _senseless_literals(text, environment)
    try:
        environment.compile(bind_names(text, "this", own_names(kind)))
    except RuntimeError as error:
        yield explain_error(str(error), kind, text)


def _senseless_literals(text: str, environment: Any) -> Iterator[str]:
    """Yield the literals that would fail each time the expression is asked."""
    for purpose, literal in dict.fromkeys(tokens.constants(text)):
        call = "{}({})" if purpose in FORMS else "''.matches({1})"
        said = literal if purpose == "amount" else call.format(purpose, literal)
        value = environment.compile(said).eval().value()
        if purpose == "amount":
            yield from _check_currency(value)
        elif purpose in FORMS and isinstance(value, str):
            yield f"{said} is no {purpose}; it is written as in {FORMS[purpose]}"
        elif isinstance(value, str):
            yield f"{literal} is no pattern: {value.removeprefix('INVALID_ARGUMENT: ')}"


def _check_currency(code: str) -> Iterator[str]:
    try:
        quantities.money(f"1 {code}")
    except ValueError as error:
        yield str(error)


def bind_names(text: str, at_hand: str, names: Sequence[str]) -> str:
    """Return the expression about what `at_hand` gives, under these names.

    What it asks with `has` is written out.
    """
    said = tokens.guard_has(text)
    for name in names:
        said = f"[{at_hand}].map({name}, ({said}\n))[0]"
    return said


def names(kind: str) -> list[str]:
    """Return every word that an expression about a kind may use."""
    own = [*own_names(kind), *listings(), *singles(), "today"]
    return list(dict.fromkeys([*own, *lookups(), *FUNCTIONS, *METHODS]))


@cache
def _environment(kind: str) -> Any:
    cel = runtime().cel
    kinds = {each: cel.Type(_name_of_message(variable_name(each))) for each in field_types.kinds()}
    variables = {each: kinds[each] for each in singles()}
    variables |= {name: cel.Type.List(kinds[each]) for name, each in listings().items()}
    variables |= dict.fromkeys(own_names(kind), kinds[kind])
    variables["today"] = cel.Type.TIMESTAMP
    money = cel.Type(_name_of_message("money"))
    functions = declarations({each: kinds[each] for each in lookups().values()}, money)
    return cel.NewEnv(_pool(), variables=variables, functions=functions)


def declarations(
    kinds: Mapping[str, Any], money: Any, does: Mapping[str, Any] | None = None
) -> list[Any]:
    """Return the functions of expressions, with what they do where that is known.

    `kinds` are the types of the entities by kind, `money` that of sums.
    """
    cel = runtime().cel
    answers = {"truth": cel.Type.BOOL, "whole": cel.Type.INT, "text": cel.Type.STRING}
    text = cel.Type.STRING
    told = [(name, [text] * count, answers[form]) for name, (form, count) in FUNCTIONS.items()]
    told += [(name, [text], kinds[kind]) for name, kind in lookups().items()]
    told.append(("amount", [money, text], cel.Type.DOUBLE))
    return [
        cel.FunctionDecl(
            name,
            [cel.Overload(f"{name}_of", answer, takes, impl=(does or {}).get(name))],
        )
        for name, takes, answer in told
    ]


def _name_of_message(message: str) -> str:
    return f"{_PACKAGE}.{message}"


@cache
def _records() -> Mapping[str, Shape]:
    """Return every record of the language by the name of its message: `channel__respond`."""
    found = {"money": MONEY, "charge": CHARGE}
    for kind in field_types.kinds():
        found |= _nested_records(variable_name(kind), field_types.shape_of(kind))
    return found


def _nested_records(name: str, shape: Shape) -> dict[str, Shape]:
    if shape.form == "record":
        found = {name: shape}
        for field, inner in shape.fields.items():
            found |= _nested_records(f"{name}__{field}", inner)
        return found
    return _nested_records(name, shape.of) if shape.of else {}


@cache
def _pool() -> Any:
    """Return the types of the language as descriptors of protobuf, which CEL can check."""
    modules = runtime()
    pool = modules.pools.DescriptorPool()
    for known in (modules.duration, modules.timestamp):
        pool.AddSerializedFile(known.DESCRIPTOR.serialized_pb)
    file = modules.descriptor.FileDescriptorProto(
        name=f"{_PACKAGE}.proto",
        package=_PACKAGE,
        dependency=["google/protobuf/duration.proto", "google/protobuf/timestamp.proto"],
    )
    for name, shape in _records().items():
        message = file.message_type.add(name=name)
        for number, (field, inner) in enumerate(shape.fields.items(), 1):
            _add_field(message, number, field, inner, _name_of_message(name))
    pool.AddSerializedFile(file.SerializeToString())
    return pool


def _add_field(message: Any, number: int, name: str, shape: Shape, owner: str) -> None:
    many = shape.form in ("list", "mapping")
    field = message.field.add(name=name, number=number, label=3 if many else 1)
    if shape.form == "mapping":
        assert shape.of is not None
        entry = message.nested_type.add(name=f"{name.title().replace('_', '')}Entry")
        entry.options.map_entry = True
        _add_field(entry, 1, "key", Shape("text"), owner)
        _set_type(entry.field.add(name="value", number=2, label=1), shape.of, f"{owner}__{name}")
        field.type, field.type_name = 11, f".{owner}.{entry.name}"
        return
    inner = shape.of if shape.form == "list" else shape
    assert inner is not None
    _set_type(field, inner, f"{owner}__{name}")


_SCALARS = {"text": 9, "truth": 8, "whole": 3, "number": 1, "share": 1}
_MESSAGES = {
    "duration": ".google.protobuf.Duration",
    "date": ".google.protobuf.Timestamp",
    "money": f".{_PACKAGE}.money",
    "charge": f".{_PACKAGE}.charge",
}


def _set_type(field: Any, shape: Shape, record: str) -> None:
    if shape.form in _SCALARS:
        field.type = _SCALARS[shape.form]
        return
    field.type, field.type_name = 11, _MESSAGES.get(shape.form, f".{record}")


def explain_error(error: str, kind: str, text: str) -> str:
    """Return what the runtime has against an expression in the words of the policy."""
    if _TOO_DEEP.search(error):
        return "it is nested too deeply: 32 levels are the most"
    found = _COMPLAINT.search(error)
    if not found:
        return error.removeprefix("INVALID_ARGUMENT: ").splitlines()[0]
    line, column, said = int(found[1]), int(found[2]), found[3]
    place = (
        f" (line {line} of it, column {column})" if "\n" in text.strip() else f" (column {column})"
    )
    if field := _NO_FIELD.search(said):
        return f"{_explain_no_field(*field.groups())}{place}"
    if name := _NO_NAME.search(said):
        return f"{_explain_no_name(name[1], text, names(kind))}{place}"
    return f"{_policy_words(said)}{place}"


def _explain_no_field(name: str, message: str) -> str:
    record = message.removeprefix(f"{_PACKAGE}.")
    known = _records().get(record)
    near = did_you_mean(name, known.fields) if known else ""
    owner = record.replace("__", ".")
    article = "an" if owner[0] in "aeiou" else "a"
    return f"{article} {owner} has no field '{name}'{near}"


def _explain_no_name(name: str, text: str, known: Sequence[str]) -> str:
    if name in known:
        return f"'{name}' does not take what stands in its brackets{_explain_arguments(name)}"
    if name in _NOT_CEL:
        return f"there is no '{name}' in CEL: and is &&, or is ||, not is !"
    near = did_you_mean(name, known)
    if not near and f"{name}(" not in text:
        near = f"; a text stands in quotes: '{name}'"
    return f"there is nothing called '{name}'{near}"


def _explain_arguments(name: str) -> str:
    if name in FUNCTIONS:
        return "; it takes ids, as in channel.id"
    return f"; it takes {_AMOUNT_FORM}" if name == "amount" else ""


def _explain_mismatch(asked: str, types: str) -> str:
    """Return what is wrong where a comparison or a function is given what it does not take."""
    given = types.split(", ")
    takes = [_TYPE_WORDS.get(each, f"a {each}") for each in given]
    if not asked.startswith("_") or len(takes) != 2:
        return f"'{asked}' cannot be asked of {' and '.join(takes)}{_explain_arguments(asked)}"
    hints = (f"; {hint}" for sort, hint in _LITERAL_FORMS.items() if sort in given)
    sign, hint = asked.replace("_", ""), next(hints, "")
    return f"'{sign}' does not fit between {takes[0]} and {takes[1]}{hint}"


_AMOUNT_FORM = "a field that holds money, and a currency: amount(team.may.refund, 'EUR')"
_NOT_CEL = frozenset({"and", "or", "not"})
_NO_FIT = re.compile(r"found no matching overload for '([^']*)' applied to '\((.*)\)'")
_TYPE_WORDS = {
    "bool": "true or false",
    "double": "a number",
    "duration": "a length of time",
    "int": "a whole number",
    "list(string)": "a list of texts",
    "money": "a sum of money",
    "string": "a text",
    "timestamp": "a date",
}
"""The types of CEL in the words of somebody who writes policy."""
_LITERAL_FORMS = {
    "duration": "a length of time is written duration('36h')",
    "timestamp": "a date is compared with one: today - duration('720h')",
    "money": "a sum is compared as a number: amount(..., 'EUR') >= 20.0",
    "double": "a share or a number is compared with one that has a point: 2.0",
    "list(string)": "a list is asked for what is in it: 'care' in channel.goes_to",
}


def _policy_words(said: str) -> str:
    said = said[:1].lower() + said[1:]
    if said.startswith("syntax error"):
        said = re.sub(r" expecting .*$", "", said)
    if said.startswith("syntax error: token recognition error at: '="):
        return "a single '=' means nothing; is equal to is '=='"
    if re.search(r"mismatched input '(and|or)'|extraneous input '(and|or)'", said):
        return f"{said[:200]}; and is &&, or is ||, not is !"
    said = said.replace("'<EOF>'", "its end")
    said = re.sub(rf"{_PACKAGE}\.(\w+)", lambda found: found[1].replace("__", "."), said)
    said = re.sub(r"google\.protobuf\.(\w+)", lambda found: found[1].lower(), said)
    if no_fit := _NO_FIT.match(said):
        said = _explain_mismatch(no_fit[1], no_fit[2])
    return said[:300]
