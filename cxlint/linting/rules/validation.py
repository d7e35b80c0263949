"""Whether a rule file fits its schema, its name, its sources, its check and the language.

All of it fails closed: what a rule names and nothing has is refused at its line.
"""

from __future__ import annotations

import re
import sys
from string import Formatter
from typing import TYPE_CHECKING, Any, cast

from cxlint.errors import UserError
from cxlint.language.sections import language
from cxlint.linting.model.file_errors import refuse, refuse_misfit, refuse_unsound
from cxlint.linting.model.rule import SOURCES, sentences_by_case
from cxlint.linting.query.condition_syntax import validate_conditions
from cxlint.linting.query.selection import fields_in
from cxlint.linting.rules import former_names
from cxlint.linting.rules.check_lookup import explain_absence, find_check, misfits, parameters
from cxlint.linting.rules.parameter_types import misfit
from cxlint.parsing.document import At, parse
from cxlint.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.linting.query.condition_syntax import Misfit
    from cxlint.parsing.document import Document

LARGEST = 256 << 10
"""How many bytes a rule file may have."""

MOST_WORDS = 20_000
"""How many keys and values a rule file may hold, with what its aliases stand for."""

LONGEST = 2_000
"""How many characters a sentence about the customer may have."""

MOST_FACTS = 40
"""How many facts a sentence may name."""

_FACT = re.compile("[a-z][a-z0-9_]*")


def parse_rule(path: str, content: bytes) -> Document:
    """Return the one document of a rule file. UserError where it cannot be read."""
    if len(content) > LARGEST:
        size = f"{len(content):,} bytes"
        raise UserError(
            f"{path}:1: a rule file has at most {LARGEST >> 10} KiB, and this one {size}"
        )
    documents = parse(path, content)
    refuse_unsound(documents)
    if len(documents) != 1 or not isinstance(documents[0].data, dict):
        refuse(At(documents[0]), "a rule file holds one mapping")
    for key, value in documents[0].data.items():
        if _is_large(value):
            most = f"{MOST_WORDS:,} values, with what its aliases stand for"
            refuse(At(documents[0], (key,), key=True), f"'{key}' holds more than {most}")
    return documents[0]


def _is_large(value: object) -> bool:
    waiting, count = [value], 0
    for each in waiting:  # grows while it is read
        count += 1
        if isinstance(each, list | dict):
            count += len(each)
            waiting.extend(each.values() if isinstance(each, dict) else each)
        if count > MOST_WORDS:
            return True
    return False


def validate_rule(
    category: str, stem: str, path: str, content: bytes, known_sources: Sequence[str]
) -> dict[str, Any]:
    """Return the data of a rule file that fits its schema, its name, its check and its sources."""
    document = parse_rule(path, content)
    refuse_misfit(document, "rule")
    data = former_names.present_rule(cast("dict[str, Any]", document.data))
    if data["id"] != stem:
        refuse(At(document, ("id",)), f"the id '{data['id']}' is not the name of the file")
    cited: list[tuple[tuple[str | int, ...], str]] = [
        (("sources", number, "id"), source["id"]) for number, source in enumerate(data["sources"])
    ]
    for name, entry in data.get("provenance", {}).items():
        cited.append((("provenance", name, "source"), entry["source"]))
    for place, source in cited:
        if source not in known_sources:
            near = did_you_mean(source, known_sources) or "; your own judgement is 'own'"
            refuse(At(document, place), f"no source '{source}' in {SOURCES}{near}")
    _refuse_odd_cases(document, data)
    _refuse_odd_sentences(document, data)
    _validate_check(document, data)
    _refuse_unknown_facts(document, data)
    return {**data, "category": category, "path": path}


def _refuse_odd_cases(document: Document, data: Mapping[str, Any]) -> None:
    """Refuse a remedy or a provenance for a case of which the message knows nothing."""
    message = sentences_by_case(data["message"])
    for name, entry in data.get("provenance", {}).items():
        for number, case in enumerate(entry.get("cases", ())):
            if case not in message:
                at = At(document, ("provenance", name, "cases", number))
                refuse(at, f"the message has no case '{case}'{did_you_mean(case, message)}")
    for case in sentences_by_case(data["remedy"]):
        if case and case not in message:
            at = At(document, ("remedy", case), key=True)
            refuse(at, f"the message has no case '{case}'{did_you_mean(case, message)}")


def _refuse_odd_sentences(document: Document, data: Mapping[str, Any]) -> None:
    """Refuse a sentence that asks for anything but facts by their names.

    Attributes, indices, conversions and widths could reach into the program, or fill its memory.
    """
    for at, sentence in _sentences(document, data):
        if why := _explain_unfillable(sentence):
            refuse(at, why)


def _refuse_unknown_facts(document: Document, data: Mapping[str, Any]) -> None:
    """Refuse a fact that the check does not tell, where its module says which it does (FACTS)."""
    module = sys.modules[find_check(data["check"]).__module__]
    known = getattr(module, "FACTS", None)
    if known is None:
        return
    for at, sentence in _sentences(document, data):
        for _, fact, _, _ in Formatter().parse(sentence):
            if fact is not None and fact not in known and fact != "intents":
                near = did_you_mean(fact, sorted(known))
                listed = ", ".join(sorted(known))
                refuse(at, f"the check {data['check']} tells of {listed}, not of '{fact}'{near}")


def _sentences(document: Document, data: Mapping[str, Any]) -> Iterator[tuple[At, str]]:
    """Yield the sentences of message and remedy with their places."""
    for name in ("message", "remedy"):
        said = data[name]
        for case, sentence in said.items() if isinstance(said, dict) else [(None, said)]:
            yield At(document, (name,) if case is None else (name, case)), sentence


def _explain_unfillable(sentence: str) -> str:
    """Say why a sentence cannot be filled in; nothing where it can."""
    if len(sentence) > LONGEST:
        return f"a sentence has at most {LONGEST:,} characters, and this one {len(sentence):,}"
    try:
        parts = [part for part in Formatter().parse(sentence) if part[1] is not None]
    except ValueError:
        return "the braces do not match: a brace that is meant as such is written twice"
    if len(parts) > MOST_FACTS:
        return f"a sentence names at most {MOST_FACTS} facts, and this one {len(parts)}"
    for _, fact, width, conversion in parts:
        if width or conversion or not _FACT.fullmatch(fact or ""):
            told = "".join((fact or "", f"!{conversion}" * bool(conversion), ":" * bool(width)))
            return f"'{{{told[:40]}}}' is no fact: only plain names go in braces, such as {{id}}"
    return ""


def _validate_check(document: Document, data: Mapping[str, Any]) -> None:
    """Refuse a rule whose check does not exist or does not take its parameters."""
    name, params = data["check"], data.get("params", {})
    if missing := explain_absence(name):
        refuse(At(document, ("check",)), missing)
    check = find_check(name)
    _validate_params(document, name, params, parameters(check), check.__kwdefaults__ or {})
    for number, kind in enumerate(data.get("needs", ())):
        _refuse_unknown(kind, At(document, ("needs", number)))
    if "of" in params:
        _refuse_unknown(params["of"], At(document, ("params", "of")))
        _refuse_unknown_fields(document, params)
    for where, said in parameter_misfits(name, params):
        refuse(_at(document, where), said)


def parameter_misfits(name: str, params: Mapping[str, Any]) -> Iterator[Misfit]:
    """Yield what a check cannot make sense of in its parameters, though they are of its types."""
    if "of" in params and params.get("where") is not None:
        yield from validate_conditions(params["where"], params["of"].split("|"))
    yield from misfits(name, params)


def _validate_params(
    document: Document,
    name: str,
    params: Mapping[str, Any],
    signature: Mapping[str, object],
    defaults: Mapping[str, object],
) -> None:
    """Refuse a parameter that the check does not take, or not of that type, or that is missing."""
    for given, value in params.items():
        if given not in signature:
            near = did_you_mean(given, signature)
            place = At(document, ("params", given), key=True)
            refuse(place, f"the check {name} takes no '{given}'{near}")
        if wanted := misfit(signature[given], value):
            refuse(At(document, ("params", given)), _misfit_text(given, value, wanted))
    for needed in signature:
        if needed not in params and needed not in defaults:
            refuse(At(document, ("check",)), f"the check {name} needs '{needed}'")


def _at(document: Document, place: tuple[str | int, ...]) -> At:
    """Return a place among the parameters: where it leads nowhere, what is nearest above."""
    return At(document, ("params", *place), key=bool(place) and isinstance(place[-1], str))


def _misfit_text(name: str, value: object, wanted: str) -> str:
    if isinstance(value, str) and wanted.startswith("one of "):
        choices = wanted.removeprefix("one of ").split(", ")
        return f"'{name}' is {wanted}, and not '{value[:60]}'{did_you_mean(value, choices)}"
    return f"'{name}' expects {wanted}"


def _refuse_unknown(words: str, at: At) -> None:
    for word in words.split("|"):
        kind, _, field = word.partition(".")
        if kind not in (kinds := language().paths):
            near = did_you_mean(kind, kinds) or f"; it has {', '.join(kinds)}"
            refuse(at, f"a policy has no {kind}{near}")
        if field and field not in kinds[kind]:
            refuse(at, f"a {kind} has no {field}{did_you_mean(field, kinds[kind])}")


def _refuse_unknown_fields(document: Document, params: Mapping[str, Any]) -> None:
    """Refuse a field that no entity of the rule's kind has: the rule would never say a word."""
    known = {field for kind in params["of"].split("|") for field in language().paths[kind]}
    for place, field in fields_in(params):
        if field not in known and field != "id" and not field.startswith("x-"):
            near = did_you_mean(field, sorted(known))
            at = At(document, ("params", *place))
            refuse(at, f"a {params['of']} has no field '{field}'{near}")
