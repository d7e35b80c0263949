"""Rule files become rules: read, checked against the schema and their check, kept compiled.

Reading a hundred rule files costs more than linting a small policy, so the parsed form is kept in
a cache together with the content it was made of, and used only for exactly that content: it cannot
go stale. Where there is no cache, the files are parsed each time.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from cxlint import __version__, resources
from cxlint.errors import UserError
from cxlint.linting.model.file_errors import read_mapping, refuse, refuse_deeper
from cxlint.linting.model.rule import (
    COVERAGE,
    LANGUAGES,
    PACK,
    SOURCES,
    Rule,
    sentences_by_case,
)
from cxlint.linting.rules.check_lookup import find_check, is_plugin, known_checks, parameters
from cxlint.linting.rules.rule_cache import RuleCache, find_cache, origin_of
from cxlint.parsing.document import MAX_FILE, At
from cxlint.parsing.file_endings import YAML_ENDINGS, has_ending
from cxlint.policy.links import link_fault
from cxlint.policy.repository import as_seen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cxlint.linting.rules.packs import Pack


PROFILES = "profiles"

LAWS = "law"
"""The folder among the shipped rules that holds notes on law, which are data of their own."""

RESERVED = frozenset({"cxlint", "own"})
"""What no pack can be called."""

_PIECE = 1 << 16

RawFile = tuple[str, str, str, bytes]
"""Category, stem, path as shown, content."""


def load(
    folders: Sequence[Path] = (),
    packs: Sequence[Pack] = (),
    *,
    judged: Iterable[Path] = (),
    cached: bool = True,
) -> dict[str, Rule]:
    """Return the shipped rules, those of the folders and those of the packs, by id.

    No cache that lies in one of the `judged` folders is used, and none at all unless `cached`.
    UserError where a rule file does not fit the schema, its name, its check or its sources, or
    where a pack is called like a category of other rules.
    """
    shipped = list(_files(resources.folder("rules"), "rules"))
    own = [file for folder in folders for file in _files(folder, as_seen(folder), own=True)]
    tables = [file for file in (*shipped, *own) if _is_sources(file)]
    cache = find_cache((*judged, *folders)) if cached else RuleCache()
    rules: dict[str, Rule] = {}
    for files, is_shipped in ((shipped, True), (own, False)):
        for data in _compile_rules(files, tables, cache):
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
        rules |= {rule.id: rule for rule in _pack_rules(pack, shipped, cache)}
    return rules


def sources(folders: Sequence[Path] = (), packs: Sequence[Pack] = ()) -> dict[str, dict[str, str]]:
    """Return what is known of every source: its title, and where it can be read.

    Where two tables have the same key, the shipped one counts, then that of the folders.
    """
    known: dict[str, dict[str, str]] = {}
    for pack in reversed(packs):
        known |= _sources_in(_pack_files(pack))
    for folder in folders:
        known |= _sources_in(_files(folder, as_seen(folder), own=True))
    return known | _sources_in(_files(resources.folder("rules"), "rules"))


def check_of(rule: Rule) -> Callable[..., Iterable[Any]]:
    """Return the function a rule's check names."""
    return find_check(rule.check)


def signature_of(rule: Rule) -> dict[str, object]:
    """Return the parameters of a rule's check: name to annotation, as written in its signature."""
    return parameters(find_check(rule.check))


def _pack_rules(pack: Pack, shipped: Sequence[RawFile], cache: RuleCache) -> Iterator[Rule]:
    """Yield the rules of a pack; what they lean on stands in its own table or in the shipped one.

    UserError where one rule is called like another, or like a category of the pack.
    """
    files = list(_pack_files(pack))
    tables = [file for file in (*shipped, *files) if _is_sources(file)]
    found: dict[str, Rule] = {}
    for data in _compile_rules(files, tables, cache):
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
        if path != PACK and category != PROFILES and not path.startswith(f"{LANGUAGES}/"):
            yield category, _stem(name), f"{pack.shown}/{path}", content


def _files(folder: Path, shown: str, *, own: bool = False) -> Iterator[RawFile]:
    """Yield the rule files of a folder and its sub-folders, and its table of sources.

    Links in one's `own` folders, which are not the shipped one, stay in the repository.
    """
    within = folder if own else None
    if not folder.is_dir():
        raise UserError(f"{shown}: there is no such folder of rules")
    for category, file in _rule_entries(folder, shown):
        path = f"{shown}/{category}/{file.name}" if category else f"{shown}/{file.name}"
        yield category, _stem(file.name), path, _content(file, path, within)


def rule_files(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder of rules that are read as rules; what else lies there is not."""
    return (Path(file.path) for _, file in _rule_entries(folder, as_seen(folder)))


def language_files(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder of rules that hold what these say in other languages."""
    for entry in _entries(folder):
        if entry.name == LANGUAGES and entry.is_dir():
            languages = [each for each in _entries(entry) if each.is_dir()]
            yield from (Path(file.path) for each in languages for file in _entries(each)
                        if has_ending(file.name, YAML_ENDINGS))  # fmt: skip


def _rule_entries(folder: Path, shown: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the rule files of a folder and its sub-folders, each with its category."""
    laws = [LAWS] if folder == resources.folder("rules") else []
    others = {PROFILES, LANGUAGES, "__pycache__", *laws}
    for entry in _entries(folder):
        if entry.name == LANGUAGES and entry.is_dir():
            _refuse_rules(entry, f"{shown}/{LANGUAGES}")
        if entry.is_dir() and entry.name not in others:
            for file in _entries(entry):
                if has_ending(file.name, YAML_ENDINGS):
                    yield entry.name, file
                elif file.is_dir():
                    refuse_deeper(Path(file.path), f"{shown}/{entry.name}/{file.name}")
        elif has_ending(entry.name, YAML_ENDINGS) and entry.name != COVERAGE:
            yield "", entry


def _refuse_rules(languages: os.DirEntry[str], shown: str) -> None:
    """Refuse a file where only folders of languages can lie: nothing would read it."""
    for entry in _entries(languages):
        if has_ending(entry.name, YAML_ENDINGS):
            why = "here lie folders of languages (de) with what rules say in them, and no rule"
            raise UserError(f"{shown}/{entry.name}:1: {why}")


def _entries(folder: Path | os.DirEntry[str]) -> list[os.DirEntry[str]]:
    """Return what a folder holds, by name. They know what they are; a path would ask the disk."""
    with os.scandir(folder) as found:
        return sorted(found, key=lambda entry: entry.name)


def _content(file: os.DirEntry[str], shown: str, within: Path | None) -> bytes:
    """Return what a file holds. UserError where it is a folder, or something without an end."""
    if not file.is_file():
        raise UserError(f"{shown}:1: a rule is a file, and this is none")
    if within is not None and (fault := link_fault(Path(file.path), within)):
        raise UserError(f"{shown}:1: {fault}")
    # A file object for each of them would take twice as long.
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        content = os.read(descriptor, _PIECE)
        while len(content) % _PIECE == 0 and (more := os.read(descriptor, _PIECE)):
            content += more
            if len(content) > MAX_FILE:
                break
    finally:
        os.close(descriptor)
    return content


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


def _compile_rules(
    files: Sequence[RawFile], tables: Sequence[RawFile], cache: RuleCache
) -> list[dict[str, Any]]:
    """Return the data of the rule files, from the cache where it was made of this very content.

    `tables` are the files that say which sources there are.
    """
    if not files:
        return []
    schema = resources.folder("schemas").joinpath("rule.schema.json").read_bytes()
    origin = origin_of((*files, *tables), __version__, schema, known_checks())
    kept = cache.read(files, origin)
    if kept is not None and not any(is_plugin(data["check"]) for data in kept):
        return kept
    from cxlint.linting.rules.validation import validate_rule

    table = _sources_in(tables)
    known = tuple(table)
    if kept is not None:  # plugins come, go and change while the files stay as they are
        plugged = {data["path"] for data in kept if is_plugin(data["check"])}
        for file in files:
            if file[2] in plugged:
                validate_rule(*file, known)
        return kept
    titles = {name: source["title"] for name, source in table.items() if "title" in source}
    compiled = [
        {**validate_rule(*file, known), "titles": titles} for file in files if not _is_sources(file)
    ]
    cache.write(files, origin, compiled)
    return compiled


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
        follows_from=tuple(data.get("follows_from", ())),
        lockable=data.get("lockable", "waivable"),
        titles=data.get("titles", {}),
    )


def _as_sequence(said: str | Sequence[str]) -> Sequence[str]:
    return (said,) if isinstance(said, str) else said


def _implied_needs(params: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what a rule needs that does not say so: the kind of entity it is about."""
    return (params["of"],) if "of" in params else ()
