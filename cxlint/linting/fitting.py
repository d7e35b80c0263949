"""Whether a rule file fits its schema, its name, its sources, its check and the language.

All of it fails closed: what a rule names and nothing has is refused at its line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from cxlint import resources
from cxlint.linting.checking import check_named, misfits, parameters
from cxlint.linting.faults import refuse, refuse_misfit, refuse_unsound
from cxlint.linting.rule import SOURCES, by_case
from cxlint.linting.selection import fields
from cxlint.reading.document import At, parse
from cxlint.reading.fields import language
from cxlint.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxlint.reading.document import Document


def parsed(path: str, content: bytes) -> Document:
    """Return the one document of a rule file. UserError where it cannot be read."""
    documents = parse(path, content)
    refuse_unsound(documents)
    if len(documents) != 1 or not isinstance(documents[0].data, dict):
        refuse(At(documents[0]), "a rule file holds one mapping")
    return documents[0]


def checked(
    category: str, stem: str, path: str, content: bytes, known_sources: Sequence[str]
) -> dict[str, Any]:
    """Return the data of a rule file that fits its schema, its name, its check and its sources."""
    document = parsed(path, content)
    refuse_misfit(document, "rule")
    data = cast("dict[str, Any]", document.data)
    if data["id"] != stem:
        refuse(At(document, ("id",)), f"the id '{data['id']}' is not the name of the file")
    cited: list[tuple[tuple[str | int, ...], str]] = [
        (("sources", number, "id"), source["id"]) for number, source in enumerate(data["sources"])
    ]
    for name, entry in data.get("provenance", {}).items():
        cited.append((("provenance", name, "source"), entry["source"]))
    for place, source in cited:
        if source not in known_sources:
            near = did_you_mean(source, known_sources)
            refuse(At(document, place), f"no source '{source}' in {SOURCES}{near}")
    _refuse_odd_cases(document, data)
    _fit(document, data)
    return {**data, "category": category, "path": path}


def _refuse_odd_cases(document: Document, data: Mapping[str, Any]) -> None:
    """Refuse a remedy for a case of which the message knows nothing: it would never be told."""
    message = by_case(data["message"])
    for case in by_case(data["remedy"]):
        if case and case not in message:
            at = At(document, ("remedy", case), key=True)
            refuse(at, f"the message has no case '{case}'{did_you_mean(case, message)}")


def _fit(document: Document, data: Mapping[str, Any]) -> None:
    """Refuse a rule whose check does not exist or does not take its parameters."""
    name, params = data["check"], data.get("params", {})
    if name.replace("-", "_") not in (mechanisms := _mechanisms()):
        near = did_you_mean(name, mechanisms)
        refuse(At(document, ("check",)), f"there is no check '{name}'{near}")
    check = check_named(name)
    signature = parameters(check)
    for given in params:
        if given not in signature:
            near = did_you_mean(given, signature)
            place = At(document, ("params", given), key=True)
            refuse(place, f"the check {name} takes no '{given}'{near}")
    for number, kind in enumerate(data.get("needs", ())):
        _refuse_unknown(kind, At(document, ("needs", number)))
    if "of" in params:
        _refuse_unknown(params["of"], At(document, ("params", "of")))
        _refuse_unknown_fields(document, params)
    for wanted in signature:
        if wanted not in params and wanted not in (check.__kwdefaults__ or {}):
            refuse(At(document, ("check",)), f"the check {name} needs '{wanted}'")
    for where, said in misfits(name, params):
        refuse(At(document, ("params", *where)), said)


def _refuse_unknown(words: str, at: At) -> None:
    for word in words.split("|"):
        kind, _, field = word.partition(".")
        if kind not in (kinds := language().paths):
            refuse(at, f"a policy has no {kind}{did_you_mean(kind, kinds)}")
        if field and field not in kinds[kind]:
            refuse(at, f"a {kind} has no {field}{did_you_mean(field, kinds[kind])}")


def _refuse_unknown_fields(document: Document, params: Mapping[str, Any]) -> None:
    """Refuse a field that no entity of the rule's kind has: the rule would never say a word."""
    known = {field for kind in params["of"].split("|") for field in language().paths[kind]}
    for place, field in fields(params):
        if field not in known and field != "id" and not field.startswith("x-"):
            near = did_you_mean(field, sorted(known))
            at = At(document, ("params", *place), key=place[0] == "where")
            refuse(at, f"a {params['of']} has no field '{field}'{near}")


def _mechanisms() -> list[str]:
    folder = resources.PACKAGE / "linting" / "checks"
    return [f.stem for f in folder.iterdir() if f.name.endswith(".py") and f.name[0] != "_"]
