"""Rule files become rules: read, checked against the schema and their check, kept compiled.

Reading a hundred rule files costs more than linting a small policy, so the parsed form is kept in
the user's cache folder together with the content it was made of, and used only for exactly that
content: it cannot go stale. Where the folder cannot be written, the files are parsed each time.
"""

from __future__ import annotations

import marshal
import os
import zlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from cxlint import __version__, resources
from cxlint.errors import UserError, as_seen
from cxlint.linting.checking import check_named, parameters
from cxlint.linting.rule import COVERAGE, SOURCES, Rule, by_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence


PROFILES = "profiles"

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
    return check_named(rule.check)


def signature_of(rule: Rule) -> dict[str, object]:
    """Return the parameters of a rule's check: name to annotation, as written in its signature."""
    return parameters(check_named(rule.check))


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
        elif entry.name.endswith((".yaml", ".yml")) and entry.name != COVERAGE:
            yield "", _stem(entry.name), f"{shown}/{entry.name}", entry.read_bytes()


def _stem(name: str) -> str:
    return name.rsplit(".", 1)[0]


def _is_sources(file: RawFile) -> bool:
    return not file[0] and f"{file[1]}.yaml" == SOURCES


def _sources_in(files: Iterable[RawFile]) -> dict[str, dict[str, str]]:
    known: dict[str, dict[str, str]] = {}
    for file in files:
        if _is_sources(file):
            from cxlint.linting.fitting import parsed

            known |= cast("dict[str, Any]", parsed(file[2], file[3]).data)
    return known


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
    from cxlint.linting.fitting import checked

    known = tuple(_sources_in(tables))
    compiled = [checked(*file, known) for file in files if not _is_sources(file)]
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


def _rule(data: Mapping[str, Any], *, shipped: bool) -> Rule:
    message, remedy = by_case(data["message"]), by_case(data["remedy"])
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
        needs=tuple(data.get("needs", _needed(data.get("params", {})))),
        path=data["path"],
        shipped=shipped,
        lockable=data.get("lockable", "waivable"),
        remedies=remedy,
    )


def _needed(params: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what a rule needs that does not say so: the kind of entity it is about."""
    return (params["of"],) if "of" in params else ()
