"""Packs: folders of rules and profiles that have a name and a version of their own.

A pack lies in a folder that the configuration names, or in an installed package that names it by
an entry point. What it holds is read once, as bytes; nothing of it is run.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cxlint import __version__
from cxlint.errors import UserError
from cxlint.linting.model.file_errors import read_mapping, refuse, refuse_deeper, refuse_misfit
from cxlint.linting.model.rule import LANGUAGES, PACK
from cxlint.linting.rules import versions
from cxlint.parsing.document import At
from cxlint.parsing.file_endings import YAML_ENDINGS, has_ending
from cxlint.policy.links import lies_within, link_fault
from cxlint.policy.repository import as_seen
from cxlint.records import NamedTuple
from cxlint.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.parsing.document import Document

PROFILES = "profiles"

LARGEST = 1 << 20
"""How many bytes a file of a pack may have."""

_PLAIN = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class PackRequest(NamedTuple):
    """A pack as a configuration, or another pack, asks for it: by name, or by folder."""

    word: str
    at: At
    version: str = ""
    checksum: str = ""

    @property
    def is_folder(self) -> bool:
        """Whether it says where the pack lies, and not what it is called."""
        return "/" in self.word or "\\" in self.word or self.word in (".", "..")


class Pack(NamedTuple):
    """One pack. `files` are its paths, from its folder and with slashes, with their content.

    `origin` says where it comes from, `shown` how messages name its folder.
    """

    name: str
    version: str
    folder: Path
    shown: str
    origin: str
    files: tuple[tuple[str, bytes], ...]
    document: Document
    description: str = ""

    @property
    def profiles(self) -> tuple[str, ...]:
        """The full names of its profiles, such as `acme/gentle`."""
        return tuple(f"{self.name}/{name}" for name in _profiles(self))


def gather_packs(document: Document, folder: Path) -> tuple[Pack, ...]:
    """Return the packs that a configuration names, and those that these need, needed ones first.

    `folder` is what its paths count from. UserError, with the line that asks for it, where a pack
    is unknown, there twice, of another version or content than asked, or needs itself.
    """
    data: Any = document.data
    listed: dict[str, Pack] = {}
    for wanted in _pack_requests(At(document, ("packs",)), data.get("packs")):
        pack = _open_pack(wanted, folder, folder)
        if pack.name in listed:
            refuse(wanted.at, _conflict_text(pack, listed[pack.name]))
        listed[pack.name] = pack
    found: dict[str, Pack] = {}
    for pack in listed.values():
        _add(pack, listed, found, (), folder)
    return tuple(found.values())


def checksum(pack: Pack) -> str:
    """Return `sha256:` and the digest of a pack's files, the same on every platform.

    For each file, in the order of their paths: the path and the content, each as its length in
    bytes (8 bytes, big-endian) and its bytes. Paths count from the pack's folder and have
    slashes; in contents a carriage return before a line feed does not count. Files are those
    that are read: *.yaml and *.yml in the folder and in the folders directly below it, but for
    those that begin with a dot.
    """
    import hashlib

    digest = hashlib.sha256()
    for path, content in sorted(pack.files):
        for part in (path.encode(), content.replace(b"\r\n", b"\n")):
            digest.update(len(part).to_bytes(8, "big") + part)
    return f"sha256:{digest.hexdigest()}"


def read_profile(pack: Pack, name: str) -> Document:
    """Return the profile of that name, without the pack's, once it fits the schema."""
    path = _profiles(pack)[name]
    content = dict(pack.files)[path]
    document = read_mapping(f"{pack.shown}/{path}", content, "a profile")
    refuse_misfit(document, "config")
    data: Any = document.data
    for key in data:
        if key not in ("extends", "rules", "locked", "fail_on") and not key.startswith("x-"):
            refuse(At(document, (key,), key=True), f"a profile does not say '{key}'")
    return document


def _profiles(pack: Pack) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for path in (path for path, _ in pack.files if path.startswith(f"{PROFILES}/")):
        name = path.partition("/")[2].rpartition(".")[0]
        if name in found:
            raise UserError(f"{pack.shown}/{path}:1: {found[name]} already holds a profile {name}")
        found[name] = path
    return found


def _pack_requests(at: At, said: Any) -> Iterator[PackRequest]:
    listed = said if isinstance(said, list) else [said] if said else []
    for number, each in enumerate(listed):
        here = At(at.document, (*at.path, number)) if isinstance(said, list) else at
        if isinstance(each, str):
            yield PackRequest(each, here)
            continue
        place = At(at.document, (*here.path, "pack"))
        yield PackRequest(each["pack"], place, each.get("version", ""), each.get("checksum", ""))


def _open_pack(wanted: PackRequest, folder: Path, within: Path) -> Pack:
    """Return the pack that is asked for, once it is what was asked for.

    One that is named by its folder lies in the folder `within`, that of the configuration.
    """
    pack = (
        _pack_in_folder(wanted, folder, within)
        if wanted.is_folder
        else _pack_in_package(wanted, folder)
    )
    _refuse_other(wanted, pack)
    return pack


def _refuse_other(wanted: PackRequest, pack: Pack) -> None:
    if not versions.satisfies(pack.version, wanted.version):
        told = f"the pack {pack.name} is of version {pack.version}, and not {wanted.version}"
        refuse(wanted.at, f"{told} ({pack.origin})")
    if wanted.checksum and wanted.checksum != (found := checksum(pack)):
        refuse(wanted.at, f"the pack {pack.name} has changed: its checksum is {found}")


def _pack_in_folder(wanted: PackRequest, folder: Path, within: Path) -> Pack:
    place = folder / wanted.word
    if not lies_within(os.path.abspath(place), os.path.abspath(within)):  # noqa: PTH100
        refuse(wanted.at, f"'{wanted.word}' lies outside the folder of the configuration")
    if fault := link_fault(place, within):
        refuse(wanted.at, f"'{wanted.word}': {fault}")
    if place.resolve() == folder.resolve():
        refuse(wanted.at, "a pack has a folder of its own, and this is the one of this file")
    if not (place / PACK).is_file():
        said = f"there is no {PACK} in" if place.is_dir() else "there is no folder"
        refuse(wanted.at, f"{said} '{wanted.word}'{_suggest_pack(wanted, folder)}")
    return pack_of_folder(place)


def pack_of_folder(folder: Path) -> Pack:
    """Return the pack that a folder with a pack.yaml is. UserError where it is none."""
    shown = as_seen(folder.resolve())
    return _read(folder, shown, f"folder {shown}", own=True)


def _pack_in_package(wanted: PackRequest, folder: Path) -> Pack:
    from cxlint.linting.rules import plugins

    try:
        entry = plugins.entries(plugins.PACKS).get(wanted.word)
        place = plugins.folder_of(entry) if entry else None
    except UserError as error:
        refuse(wanted.at, str(error))
    if entry is None or place is None:
        refuse(wanted.at, f"no installed pack '{wanted.word}'{_suggest_pack(wanted, folder)}")
    if not (place / PACK).is_file():
        refuse(wanted.at, f"the package {entry.package} has no {PACK} in {entry.value}")
    pack = _read(place, "/".join(entry.value.split(".")), f"package {entry.package}")
    if pack.name != wanted.word:
        refuse(wanted.at, f"the package {entry.package} calls its pack {pack.name}")
    return pack


def _suggest_pack(wanted: PackRequest, folder: Path) -> str:
    """Return a did-you-mean among installed packs and the folders of packs round about."""
    from cxlint.linting.rules import plugins

    known = {name: name for name in plugins.entries(plugins.PACKS)}
    for pattern in (f"*/{PACK}", f"*/*/{PACK}"):
        for head in sorted(folder.glob(pattern)):
            known.setdefault(head.parent.name, f"./{head.parent.relative_to(folder).as_posix()}")
    name = nearest(Path(wanted.word).name, known)
    return f"; did you mean '{known[name]}'?" if name else ""


def _read(folder: Path, shown: str, origin: str, *, own: bool = False) -> Pack:
    """Read a pack. Links in one's `own`, which is no installed package, stay in the repository."""
    try:
        files = tuple(_files(folder, shown, folder if own else None))
    except OSError as error:
        raise UserError(f"{shown}: cannot be read: {error.strerror}") from None
    document = read_mapping(f"{shown}/{PACK}", dict(files)[PACK], PACK)
    refuse_misfit(document, "pack")
    data: Any = document.data
    if not versions.satisfies(__version__, wanted := data.get("cxlint", "")):
        at = At(document, ("cxlint",))
        refuse(at, f"the pack {data['name']} needs cxlint {wanted}; this is {__version__}")
    description = data.get("description", "")
    return Pack(data["name"], data["version"], folder, shown, origin, files, document, description)


def _files(folder: Path, shown: str, within: Path | None) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.startswith("."):  # of git and other tools
            continue
        if entry.is_dir() and entry.name == LANGUAGES:
            yield from _language_files(entry, shown, within)
        elif entry.is_dir():
            held = sorted(file for file in entry.iterdir() if has_ending(file.name, YAML_ENDINGS))
            if held and not _PLAIN.fullmatch(entry.name):
                raise UserError(f"{shown}/{entry.name}: a category has small letters and hyphens")
            for inner in (each for each in entry.iterdir() if each.is_dir()):
                refuse_deeper(inner, f"{shown}/{entry.name}/{inner.name}")
            yield from (
                (f"{entry.name}/{file.name}", _content(file, shown, within)) for file in held
            )
        elif has_ending(entry.name, YAML_ENDINGS):
            yield entry.name, _content(entry, shown, within)


def _language_files(folder: Path, shown: str, within: Path | None) -> Iterator[tuple[str, bytes]]:
    """Yield what rules say in other languages, from a folder for each language."""
    for entry in sorted(folder.iterdir()):
        if has_ending(entry.name, YAML_ENDINGS):
            why = "here lie folders of languages (de) with what rules say in them, and no rule"
            raise UserError(f"{shown}/{LANGUAGES}/{entry.name}:1: {why}")
        for file in sorted(entry.iterdir()) if entry.is_dir() else ():
            if has_ending(file.name, YAML_ENDINGS):
                yield f"{LANGUAGES}/{entry.name}/{file.name}", _content(file, shown, within)


def _content(file: Path, shown: str, within: Path | None) -> bytes:
    if within is not None and (fault := link_fault(file, within)):
        raise UserError(f"{shown}: {file.name}: {fault}")
    if file.exists() and not file.is_file():  # a pipe would be waited for
        raise UserError(f"{shown}: {file.name} is no file")
    with file.open("rb") as stream:
        content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise UserError(f"{shown}: {file.name} has more than the {LARGEST >> 10:,} KiB of a file")
    return content


def _add(
    pack: Pack,
    listed: Mapping[str, Pack],
    found: dict[str, Pack],
    open_: tuple[str, ...],
    within: Path,
) -> None:
    """Add a pack behind all that it needs."""
    data: Any = pack.document.data
    for wanted in _pack_requests(At(pack.document, ("packs",)), data.get("packs")):
        needed = _required_pack(wanted, pack, {**listed, **found}, within)
        if needed.name in (*open_, pack.name):
            way = (*open_, pack.name, needed.name)
            circle = " -> ".join(way[way.index(needed.name) :])
            refuse(wanted.at, f"packs need one another in a circle: {circle}")
        if needed.name not in found:
            _add(needed, listed, found, (*open_, pack.name), within)
    found[pack.name] = pack


def _required_pack(
    wanted: PackRequest, pack: Pack, known: Mapping[str, Pack], within: Path
) -> Pack:
    if wanted.word in known:
        _refuse_other(wanted, known[wanted.word])
        return known[wanted.word]
    inside = lies_within(os.path.abspath(pack.folder), os.path.abspath(within))  # noqa: PTH100
    needed = _open_pack(wanted, pack.folder, within if inside else pack.folder)
    other = known.get(needed.name, needed)
    if other.folder.resolve() != needed.folder.resolve():
        refuse(wanted.at, _conflict_text(needed, other))
    return other


def _conflict_text(pack: Pack, other: Pack) -> str:
    return f"two packs are called {pack.name}: {other.origin} and {pack.origin}"
