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
from cxlint.errors import UserError
from cxlint.linting.model.file_errors import read_mapping, refuse, refuse_deeper
from cxlint.linting.model.rule import COVERAGE, PACK, SOURCES, Rule, sentences_by_case
from cxlint.linting.rules.check_lookup import find_check, is_plugin, known_checks, parameters
from cxlint.parsing.document import At
from cxlint.policy.repository import as_seen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cxlint.linting.rules.packs import Pack


PROFILES = "profiles"

RESERVED = frozenset({"cxlint", "own"})
"""What no pack can be called."""

RawFile = tuple[str, str, str, bytes]
"""Category, stem, path as shown, content."""


def load(folders: Sequence[Path] = (), packs: Sequence[Pack] = ()) -> dict[str, Rule]:
    """Return the shipped rules, those of the folders and those of the packs, by id.

    UserError where a rule file does not fit the schema, its name, its check or its sources, or
    where a pack is called like a category of other rules.
    """
    shipped = list(_files(resources.folder("rules"), "rules"))
    own = [file for folder in folders for file in _files(folder, as_seen(folder))]
    tables = [file for file in (*shipped, *own) if _is_sources(file)]
    rules: dict[str, Rule] = {}
    for files, is_shipped in ((shipped, True), (own, False)):
        for data in _compile_rules(files, tables):
            rule = _rule(data, shipped=is_shipped)
            if rule.id in rules:
                raise UserError(
                    f"{rule.path}:1: {rules[rule.id].path} already holds a rule {rule.id}"
                )
            rules[rule.id] = rule
    taken = RESERVED | {rule.category for rule in rules.values()}
    for pack in packs:
        if pack.name in taken:
            where = At(pack.document, ("name",))
            refuse(where, f"a pack cannot be called {pack.name}: something else is, or may be")
        taken |= {pack.name}
        rules |= {rule.id: rule for rule in _pack_rules(pack, shipped)}
    return rules


def sources(folders: Sequence[Path] = (), packs: Sequence[Pack] = ()) -> dict[str, dict[str, str]]:
    """Return what is known of every source: its title, and where it can be read.

    Where two tables have the same key, the shipped one counts, then that of the folders.
    """
    known: dict[str, dict[str, str]] = {}
    for pack in reversed(packs):
        known |= _sources_in(_pack_files(pack))
    for folder in folders:
        known |= _sources_in(_files(folder, as_seen(folder)))
    return known | _sources_in(_files(resources.folder("rules"), "rules"))


def check_of(rule: Rule) -> Callable[..., Iterable[Any]]:
    """Return the function a rule's check names."""
    return find_check(rule.check)


def signature_of(rule: Rule) -> dict[str, object]:
    """Return the parameters of a rule's check: name to annotation, as written in its signature."""
    return parameters(find_check(rule.check))


def _pack_rules(pack: Pack, shipped: Sequence[RawFile]) -> Iterator[Rule]:
    """Yield the rules of a pack; what they lean on stands in its own table or in the shipped one.

    UserError where one rule is called like another, or like a category of the pack.
    """
    files = list(_pack_files(pack))
    tables = [file for file in (*shipped, *files) if _is_sources(file)]
    found: dict[str, Rule] = {}
    for data in _compile_rules(files, tables):
        rule = _rule(data, shipped=False, pack=pack.name)
        if rule.id in found:
            message = f"{found[rule.id].path} already holds a rule {rule.id}"
            raise UserError(f"{rule.path}:1: {message}")
        found[rule.id] = rule
    for rule in found.values():
        if rule.category in found:
            raise UserError(f"{rule.path}:1: its category is called like the rule {rule.category}")
    yield from found.values()


def _pack_files(pack: Pack) -> Iterator[RawFile]:
    for path, content in pack.files:
        category, _, name = path.rpartition("/")
        if path != PACK and category != PROFILES:
            yield category, _stem(name), f"{pack.shown}/{path}", content


def _files(folder: Path, shown: str) -> Iterator[RawFile]:
    """Yield the rule files of a folder and its sub-folders, and its table of sources."""
    if not folder.is_dir():
        raise UserError(f"{shown}: there is no such folder of rules")
    for entry in _entries(folder):
        if entry.is_dir() and entry.name not in (PROFILES, "__pycache__"):
            for file in _entries(entry):
                if file.name.endswith((".yaml", ".yml")):
                    yield (
                        entry.name,
                        _stem(file.name),
                        f"{shown}/{entry.name}/{file.name}",
                        _content(file, f"{shown}/{entry.name}/{file.name}"),
                    )
                elif file.is_dir():
                    refuse_deeper(Path(file.path), f"{shown}/{entry.name}/{file.name}")
        elif entry.name.endswith((".yaml", ".yml")) and entry.name != COVERAGE:
            path = f"{shown}/{entry.name}"
            yield "", _stem(entry.name), path, _content(entry, path)


def _entries(folder: Path | os.DirEntry[str]) -> list[os.DirEntry[str]]:
    """Return what a folder holds, by name. They know what they are; a path would ask the disk."""
    with os.scandir(folder) as found:
        return sorted(found, key=lambda entry: entry.name)


def _content(file: os.DirEntry[str], shown: str) -> bytes:
    """Return what a file holds. UserError where it is a folder, or something without an end."""
    if not file.is_file():
        raise UserError(f"{shown}:1: a rule is a file, and this is none")
    with open(file, "rb") as opened:  # noqa: PTH123 - a path for each of them takes longer
        return opened.read()


def _stem(name: str) -> str:
    return name.rsplit(".", 1)[0]


def _is_sources(file: RawFile) -> bool:
    return not file[0] and f"{file[1]}.yaml" == SOURCES


def _sources_in(files: Iterable[RawFile]) -> dict[str, dict[str, str]]:
    known: dict[str, dict[str, str]] = {}
    for file in files:
        if _is_sources(file):
            known |= cast("dict[str, Any]", read_mapping(file[2], file[3], SOURCES).data)
    return known


def _compile_rules(files: Sequence[RawFile], tables: Sequence[RawFile]) -> list[dict[str, Any]]:
    """Return the data of the rule files, from the cache where it was made of this very content.

    `tables` are the files that say which sources there are.
    """
    if not files:
        return []
    schema = resources.folder("schemas").joinpath("rule.schema.json").read_bytes()
    origin = (__version__, schema, known_checks(), tuple(tables), tuple(files))
    cache = _cache_file(files)
    kept = _read_cache(cache, origin)
    if kept is not None and not any(is_plugin(data["check"]) for data in kept):
        return kept
    from cxlint.linting.rules.validation import validate_rule

    known = tuple(_sources_in(tables))
    if kept is not None:  # plugins come, go and change while the files stay as they are
        plugged = {data["path"] for data in kept if is_plugin(data["check"])}
        for file in files:
            if file[2] in plugged:
                validate_rule(*file, known)
        return kept
    compiled = [validate_rule(*file, known) for file in files if not _is_sources(file)]
    _write_cache(cache, origin, compiled)
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


def _read_cache(cache: Path | None, origin: object) -> list[dict[str, Any]] | None:
    """Return what is kept in the cache, if it was made of exactly this content."""
    try:
        made_of, compiled = marshal.loads(cache.read_bytes()) if cache else (None, None)
    except (OSError, EOFError, ValueError, TypeError):
        return None
    return compiled if made_of == origin else None


def _write_cache(
    cache: Path | None, origin: tuple[Any, ...], compiled: list[dict[str, Any]]
) -> None:
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


def _rule(data: Mapping[str, Any], *, shipped: bool, pack: str = "") -> Rule:
    behind = f"{pack}/" if pack else ""
    return Rule(
        id=behind + data["id"],
        category=f"{behind}{data['category']}".rstrip("/") or "own",
        title=data["title"],
        severity=data["severity"],
        since=data["since"],
        rationale=data["rationale"].strip(),
        remedy=sentences_by_case(data["remedy"]),
        check=data["check"],
        params=data.get("params", {}),
        message=sentences_by_case(data["message"]),
        provenance=data.get("provenance", {}),
        sources=tuple((source["id"], source["supports"]) for source in data["sources"]),
        bad=tuple(data["bad"]),
        good=tuple(data["good"]),
        formerly=tuple(behind + old for old in _as_sequence(data.get("formerly", ()))),
        needs=tuple(data.get("needs", _implied_needs(data.get("params", {})))),
        path=data["path"],
        shipped=shipped,
        lockable=data.get("lockable", "waivable"),
    )


def _as_sequence(said: str | Sequence[str]) -> Sequence[str]:
    return (said,) if isinstance(said, str) else said


def _implied_needs(params: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what a rule needs that does not say so: the kind of entity it is about."""
    return (params["of"],) if "of" in params else ()
