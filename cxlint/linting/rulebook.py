"""Rule files become rules: read, checked against the schema and their check, kept compiled.

Reading a hundred rule files costs more than linting a small policy, so the parsed form is kept in
the user's cache folder together with the content it was made of, and used only for exactly that
content: it cannot go stale. Where the folder cannot be written, the files are parsed each time.
"""

from __future__ import annotations

import importlib
import marshal
import os
import zlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from cxlint import __version__, resources
from cxlint.errors import UserError, as_seen
from cxlint.linting.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cxlint.reading.document import At, Document

SOURCES = "sources.yaml"
PROFILES = "profiles"
CHECKS = "cxlint.linting.checks"

RawFile = tuple[str, str, str, bytes]
"""Category, stem, path as shown, content."""


def load(folders: Sequence[Path] = ()) -> dict[str, Rule]:
    """Return the shipped rules and those of the folders, by id.

    UserError where a rule file does not fit the schema, its name, its check or its sources.
    """
    shipped = list(_files(resources.folder("rules"), "rules"))
    own = [file for folder in folders for file in _files(folder, as_seen(folder))]
    tables = [file for file in (*shipped, *own) if _is_sources(file)]
    rules: dict[str, Rule] = {}
    for files, is_shipped in ((shipped, True), (own, False)):
        for data in _compiled(files, tables):
            rule = _rule(data, shipped=is_shipped)
            if rule.id in rules:
                raise UserError(
                    f"{rule.path}:1: {rules[rule.id].path} already holds a rule {rule.id}"
                )
            rules[rule.id] = rule
    return rules


def sources() -> dict[str, dict[str, str]]:
    """Return what is known of every source: its title, and where it can be read."""
    return _sources_in(list(_files(resources.folder("rules"), "rules")))


def check_of(rule: Rule) -> Callable[..., Iterable[Any]]:
    """Return the function a rule's check names."""
    return _check(rule.check)


def signature_of(rule: Rule) -> dict[str, object]:
    """Return the parameters of a rule's check: name to annotation, as written in its signature."""
    return _signature(_check(rule.check))


def takes(check: Callable[..., Any]) -> str:
    """Return what a check looks at: the name of its first parameter, `policy` or `network`."""
    return check.__code__.co_varnames[0]


def _check(name: str) -> Callable[..., Iterable[Any]]:
    module = importlib.import_module(f"{CHECKS}.{name.replace('-', '_')}")
    function: Callable[..., Iterable[Any]] = getattr(module, name.replace("-", "_"))
    return function


def _signature(check: Callable[..., Any]) -> dict[str, object]:
    code = check.__code__
    first = code.co_argcount
    names = code.co_varnames[first : first + code.co_kwonlyargcount]
    return {name: check.__annotations__.get(name, "") for name in names}


def _files(folder: Path, shown: str) -> Iterator[RawFile]:
    """Yield the rule files of a folder and its sub-folders, and its table of sources."""
    if not folder.is_dir():
        raise UserError(f"{shown}: there is no such folder of rules")
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name not in (PROFILES, "__pycache__"):
            for file in sorted(entry.iterdir(), key=lambda file: file.name):
                if file.name.endswith((".yaml", ".yml")):
                    yield (
                        entry.name,
                        _stem(file.name),
                        f"{shown}/{entry.name}/{file.name}",
                        file.read_bytes(),
                    )
        elif entry.name.endswith((".yaml", ".yml")):
            yield "", _stem(entry.name), f"{shown}/{entry.name}", entry.read_bytes()


def _stem(name: str) -> str:
    return name.rsplit(".", 1)[0]


def _is_sources(file: RawFile) -> bool:
    return not file[0] and f"{file[1]}.yaml" == SOURCES


def _sources_in(files: Iterable[RawFile]) -> dict[str, dict[str, str]]:
    known: dict[str, dict[str, str]] = {}
    for file in files:
        if _is_sources(file):
            known |= cast("dict[str, Any]", _parsed(file[2], file[3]).data)
    return known


def _parsed(path: str, content: bytes) -> Document:
    """Return the one document of a rule file. UserError where it cannot be read."""
    from cxlint.linting.faults import refuse, refuse_unsound
    from cxlint.reading.document import At, parse

    documents = parse(path, content)
    refuse_unsound(documents)
    if len(documents) != 1 or not isinstance(documents[0].data, dict):
        refuse(At(documents[0]), "a rule file holds one mapping")
    return documents[0]


def _compiled(files: Sequence[RawFile], tables: Sequence[RawFile]) -> list[dict[str, Any]]:
    """Return the data of the rule files, from the cache where it was made of this very content.

    `tables` are the files that say which sources there are.
    """
    if not files:
        return []
    schema = resources.folder("schemas").joinpath("rule.schema.json").read_bytes()
    origin = (__version__, schema, tuple(tables), tuple(files))
    cache = _cache_file(files)
    kept = _kept(cache, origin)
    if kept is not None:
        return kept
    known = tuple(_sources_in(tables))
    compiled = [_checked(*file, known) for file in files if not _is_sources(file)]
    _keep(cache, origin, compiled)
    return compiled


def _cache_file(files: Sequence[RawFile]) -> Path | None:
    """Return where the compiled form of these files is kept: by their names, not their content."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        folder = Path(base) if base else Path.home() / ".cache"
    except RuntimeError:
        return None
    names = zlib.crc32("\n".join(path for _, _, path, _ in files).encode())
    return folder / "cxlint" / f"rules-{names:08x}"


def _kept(cache: Path | None, origin: object) -> list[dict[str, Any]] | None:
    """Return what is kept in the cache, if it was made of exactly this content."""
    try:
        made_of, compiled = marshal.loads(cache.read_bytes()) if cache else (None, None)
    except (OSError, EOFError, ValueError, TypeError):
        return None
    return compiled if made_of == origin else None


def _keep(cache: Path | None, origin: tuple[Any, ...], compiled: list[dict[str, Any]]) -> None:
    if cache is None:
        return
    draft = cache.with_name(f"{cache.name}.{os.getpid()}")
    try:
        cache.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(marshal.dumps([origin, compiled]))
        draft.replace(cache)
    except OSError:
        with suppress(OSError):  # a full disk may hold half a draft
            draft.unlink()


def _checked(
    category: str, stem: str, path: str, content: bytes, known_sources: Sequence[str]
) -> dict[str, Any]:
    """Return the data of a rule file that fits its schema, its name, its check and its sources."""
    from cxlint.linting.faults import refuse, refuse_misfit
    from cxlint.reading.document import At
    from cxlint.suggest import did_you_mean

    document = _parsed(path, content)
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
    from cxlint.linting.faults import refuse
    from cxlint.reading.document import At
    from cxlint.suggest import did_you_mean

    message = _by_case(data["message"])
    for case in _by_case(data["remedy"]):
        if case and case not in message:
            at = At(document, ("remedy", case), key=True)
            refuse(at, f"the message has no case '{case}'{did_you_mean(case, message)}")


def _fit(document: Document, data: Mapping[str, Any]) -> None:
    """Refuse a rule whose check does not exist or does not take its parameters."""
    from cxlint.linting.faults import refuse
    from cxlint.reading.document import At
    from cxlint.suggest import did_you_mean

    name, params = data["check"], data.get("params", {})
    if name.replace("-", "_") not in (mechanisms := _mechanisms()):
        near = did_you_mean(name, mechanisms)
        refuse(At(document, ("check",)), f"there is no check '{name}'{near}")
    check = _check(name)
    signature = _signature(check)
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


def _refuse_unknown(words: str, at: At) -> None:
    from cxlint.linting.faults import refuse
    from cxlint.reading.fields import language
    from cxlint.suggest import did_you_mean

    for word in words.split("|"):
        kind, _, field = word.partition(".")
        if kind not in (kinds := language().paths):
            refuse(at, f"a policy has no {kind}{did_you_mean(kind, kinds)}")
        if field and field not in kinds[kind]:
            refuse(at, f"a {kind} has no {field}{did_you_mean(field, kinds[kind])}")


def _refuse_unknown_fields(document: Document, params: Mapping[str, Any]) -> None:
    """Refuse a field that no entity of the rule's kind has: the rule would never say a word."""
    from cxlint.linting.faults import refuse
    from cxlint.linting.selection import fields
    from cxlint.reading.document import At
    from cxlint.reading.fields import language
    from cxlint.suggest import did_you_mean

    known = {field for kind in params["of"].split("|") for field in language().paths[kind]}
    for place, field in fields(params):
        if field not in known and field != "id" and not field.startswith("x-"):
            near = did_you_mean(field, sorted(known))
            at = At(document, ("params", *place), key=place[0] == "where")
            refuse(at, f"a {params['of']} has no field '{field}'{near}")


def _mechanisms() -> list[str]:
    folder = resources.PACKAGE / "linting" / "checks"
    return [_stem(f.name) for f in folder.iterdir() if f.name.endswith(".py") and f.name[0] != "_"]


def _rule(data: Mapping[str, Any], *, shipped: bool) -> Rule:
    message, remedy = _by_case(data["message"]), _by_case(data["remedy"])
    return Rule(
        id=data["id"],
        category=data["category"] or "own",
        title=data["title"],
        severity=data["severity"],
        since=data["since"],
        rationale=data["rationale"].strip(),
        remedy=remedy.pop("", ""),
        check=data["check"],
        params=data.get("params", {}),
        message=message,
        provenance=data.get("provenance", {}),
        sources=tuple((source["id"], source["supports"]) for source in data["sources"]),
        bad=tuple(data["bad"]),
        good=tuple(data["good"]),
        formerly=tuple(data.get("formerly", ())),
        needs=tuple(data.get("needs", ())),
        path=data["path"],
        shipped=shipped,
        lockable=data.get("lockable", "waivable"),
        remedies=remedy,
    )


def _by_case(said: str | Mapping[str, str]) -> dict[str, str]:
    """Return sentences by case; one that stands alone is said in every case."""
    told = {"": said} if isinstance(said, str) else said
    return {case: sentence.strip() for case, sentence in told.items()}
