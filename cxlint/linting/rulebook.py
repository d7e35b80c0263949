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
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cxlint import __version__, resources
from cxlint.errors import UserError
from cxlint.linting.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

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
    own = [file for folder in folders for file in _files(folder, folder.as_posix())]
    tables = [file for file in (*shipped, *own) if _is_sources(file)]
    rules: dict[str, Rule] = {}
    for files, is_shipped in ((shipped, True), (own, False)):
        for data in _compiled(files, tables):
            rule = _rule(data, shipped=is_shipped)
            if rule.id in rules:
                raise UserError(f"{rule.path}:1: {rules[rule.id].path} already holds a rule {rule.id}")
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
                    yield entry.name, _stem(file.name), f"{shown}/{entry.name}/{file.name}", file.read_bytes()
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
            known |= _parsed(file[2], file[3])
    return known


def _parsed(path: str, content: bytes) -> Any:
    from cxlint.reading.document import parse

    documents = parse(path, content)
    for document in documents:
        for problem in document.problems:
            told = ", ".join(str(fact) for fact in problem.facts.values())
            raise UserError(f"{path}:{problem.at.span().line}: {problem.rule}: {told}")
    if len(documents) != 1 or not isinstance(documents[0].data, dict):
        raise UserError(f"{path}:1: a rule file holds one mapping")
    return documents[0].data


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
    try:
        cache.parent.mkdir(parents=True, exist_ok=True)
        draft = cache.with_name(f"{cache.name}.{os.getpid()}")
        draft.write_bytes(marshal.dumps([origin, compiled]))
        draft.replace(cache)
    except OSError:
        return


def _checked(
    category: str, stem: str, path: str, content: bytes, known_sources: Sequence[str]
) -> dict[str, Any]:
    """Return the data of a rule file that fits its schema, its name and its sources."""
    from cxlint.reading import schema

    data: dict[str, Any] = _parsed(path, content)
    if not schema.accept("rule", data):
        raise UserError(_complaint(path, content, data))
    if data["id"] != stem:
        raise UserError(f"{path}:1: the id {data['id']!r} is not the name of the file")
    cited = [source["id"] for source in data["sources"]]
    cited += [entry["source"] for entry in data.get("provenance", {}).values()]
    for source in cited:
        if source not in known_sources:
            raise UserError(f"{path}:1: there is no source {source!r} in {SOURCES}{_near(source, known_sources)}")
    data["category"] = category
    data["path"] = path
    _fit(data, path)
    return data


def _complaint(path: str, content: bytes, data: Any) -> str:
    from cxlint.reading import schema
    from cxlint.reading.document import parse

    complaint = schema.explain("rule", data)[0]
    span = parse(path, content)[0].span(complaint.path, key=complaint.on_key)
    told = ", ".join(f"{name} {fact}" for name, fact in complaint.facts.items() if fact)
    return f"{path}:{span.line}: {complaint.rule}: {told}"


def _fit(data: dict[str, Any], path: str) -> None:
    """Refuse a rule whose check does not exist or does not take its parameters."""
    try:
        signature = _signature(_check(data["check"]))
    except ModuleNotFoundError:
        near = _near(data["check"], _mechanisms())
        raise UserError(f"{path}:1: there is no check {data['check']!r}{near}") from None
    for name in data.get("params", {}):
        if name not in signature:
            near = _near(name, signature)
            raise UserError(f"{path}:1: the check {data['check']} takes no {name!r}{near}")
    defaults = _check(data["check"]).__kwdefaults__ or {}
    for name in signature:
        if name not in data.get("params", {}) and name not in defaults:
            raise UserError(f"{path}:1: the check {data['check']} needs {name!r}")


def _mechanisms() -> list[str]:
    folder = resources.PACKAGE / "linting" / "checks"
    return [_stem(f.name) for f in folder.iterdir() if f.name.endswith(".py") and f.name[0] != "_"]


def _near(word: str, candidates: Iterable[str]) -> str:
    from cxlint.suggest import nearest

    found = nearest(word, list(candidates))
    return f"; did you mean {found!r}?" if found else ""


def _rule(data: Mapping[str, Any], *, shipped: bool) -> Rule:
    message = data["message"]
    return Rule(
        id=data["id"],
        category=data["category"] or "own",
        title=data["title"],
        severity=data["severity"],
        since=data["since"],
        rationale=data["rationale"].strip(),
        remedy=data["remedy"].strip(),
        check=data["check"],
        params=data.get("params", {}),
        message={"": message} if isinstance(message, str) else message,
        provenance=data.get("provenance", {}),
        sources=tuple((source["id"], source["supports"]) for source in data["sources"]),
        bad=tuple(data["bad"]),
        good=tuple(data["good"]),
        formerly=tuple(data.get("formerly", ())),
        path=data["path"],
        shipped=shipped,
        lockable=data.get("lockable", "waivable"),
    )
