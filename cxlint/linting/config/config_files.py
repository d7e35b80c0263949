"""Configurations as files: which one holds, what it says, and the places that it names."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cxlint import resources
from cxlint.errors import UserError
from cxlint.linting.config.rule_settings import place_texts
from cxlint.linting.model.file_errors import read_configuration, refuse
from cxlint.linting.model.rule import PACK
from cxlint.parsing.document import At, Document
from cxlint.policy.file_names import CONFIGURATION
from cxlint.policy.links import is_repository, lies_within, link_fault, repository_of
from cxlint.policy.repository import as_seen
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.linting.rules.packs import Pack

MISNOMERS = ("cxlint.yml", ".cxlint.yaml", ".cxlint.yml")
"""Names that people try; to pass them over in silence would switch their settings off."""


class RawConfig(NamedTuple):
    """A configuration as read, before the rules it speaks of are known.

    `folder` is what its paths and globs count from.
    """

    file: Path | None
    folder: Path
    document: Document
    policy: tuple[Path, ...] = ()
    exclude: tuple[str, ...] = ()
    rule_folders: tuple[Path, ...] = ()
    baseline: Path | None = None
    packs: tuple[Pack, ...] = ()


def find(target: Path) -> Path | None:
    """Return the outermost cxlint.yaml among those beside the target and in the folders above it.

    Where the target lies in a git repository, one within the repository comes before any above.
    UserError where a folder on the way holds only a file of a similar name, or something of that
    name that is no file: either would otherwise be passed over in silence.
    """
    whole = target.absolute()
    found = None
    for folder in (whole, *whole.parents):
        if (folder / CONFIGURATION).is_file():
            found = folder / CONFIGURATION
        else:
            _refuse_misnomers(folder)
        if found is not None and is_repository(folder):
            break
    return found


def _refuse_misnomers(folder: Path) -> None:
    if os.path.lexists(folder / CONFIGURATION):
        raise UserError(f"{as_seen(folder / CONFIGURATION)}: this is no file, or a link to none")
    for misnomer in MISNOMERS:
        if (folder / misnomer).is_file():
            shown_as = as_seen(folder / misnomer)
            raise UserError(f"{shown_as}: the configuration is called {CONFIGURATION}")


def find_outer(file: Path) -> Path | None:
    """Return the nearest cxlint.yaml above the repository of a configuration, if there is one.

    It does not judge there: a repository is judged alike wherever it is cloned.
    """
    inner = repository_of(Path(os.path.abspath(file)).parent)  # noqa: PTH100 - no `..` to walk up
    above = (folder / CONFIGURATION for folder in (inner.parents if inner else ()))
    return next((outer for outer in above if os.path.isfile(outer)), None)  # noqa: PTH113 - or error


def read(file: Path | None, start: Path | None = None) -> RawConfig:
    """Read a configuration, shown from `start`; None gives one that says nothing.

    UserError where the file cannot be read or does not fit the schema, or where a folder it names
    does not exist. Whether the rules it speaks of exist is for `build_config` to say.
    """
    if file is None:
        return RawConfig(None, Path.cwd(), Document(CONFIGURATION, "", {}))
    document = read_configuration(as_seen(file, start), file)
    return _resolve_paths(document, file)


def add_rule_folders(raw: RawConfig, folders: Sequence[Path]) -> RawConfig:
    """Return the configuration with further folders of rules, or packs where they are packs.

    What it knows already is left out, and so are the folders of the shipped rules. A category of a
    pack brings the pack.
    """
    from cxlint.linting.rules.packs import pack_of_folder

    known = {folder.resolve() for folder in raw.rule_folders}
    known |= {pack.folder.resolve() for pack in raw.packs}
    shipped = resources.folder("rules").resolve()
    folders = [each.parent if (each.parent / PACK).is_file() else each for each in folders]
    new = {each.resolve(): each for each in folders if not each.resolve().is_relative_to(shipped)}
    added = [
        shown for folder, shown in new.items() if not any(folder.is_relative_to(k) for k in known)
    ]
    packs = [pack_of_folder(folder) for folder in added if (folder / PACK).is_file()]
    plain = [folder for folder in added if not (folder / PACK).is_file()]
    return raw._replace(rule_folders=(*raw.rule_folders, *plain), packs=(*raw.packs, *packs))


def _resolve_paths(document: Document, file: Path) -> RawConfig:
    """Return the configuration with its paths made whole; those it needs must exist."""
    data: Any = document.data
    folder = file.absolute().parent

    def existing(key: str, *, folders: bool) -> tuple[Path, ...]:
        found = []
        for at, text in place_texts(At(document, (key,)), data.get(key)):
            path = _confined(at, text, folder)
            if not (path.is_dir() if folders else path.exists()):
                refuse(at, f"there is no {'folder' if folders else 'file or folder'} '{text}'")
            found.append(path)
        return tuple(found)

    return RawConfig(
        file,
        folder,
        document,
        policy=existing("policy", folders=False),
        exclude=tuple(
            text for _, text in place_texts(At(document, ("exclude",)), data.get("exclude"))
        ),
        rule_folders=_refuse_packs(document, existing("rule_folders", folders=True)),
        baseline=_baseline_file(document, folder) if data.get("baseline") else None,
        packs=_packs(document, folder) if data.get("packs") else (),
    )


def _confined(at: At, text: str, folder: Path) -> Path:
    """Return a path that a configuration names; UserError where it leads out of its folder."""
    path = folder / text
    if not lies_within(os.path.abspath(path), os.path.abspath(folder)):  # noqa: PTH100 - see below
        refuse(at, f"'{text}' lies outside the folder of this configuration")
    if fault := link_fault(path, folder):  # links may lead to other folders of the repository
        refuse(at, f"'{text}': {fault}")
    return path


def _baseline_file(document: Document, folder: Path) -> Path:
    data: Any = document.data
    at = At(document, ("baseline",))
    file = _confined(at, data["baseline"], folder)
    if file.exists() and not file.is_file():
        refuse(at, f"'{data['baseline']}' is no file")
    return file


def _refuse_packs(document: Document, folders: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the folders; UserError where one is a pack, whose rules would lose their name."""
    for number, folder in enumerate(folders):
        if (folder / PACK).is_file():
            data: Any = document.data
            place = ("rule_folders", number) if isinstance(data["rule_folders"], list) else ()
            at = At(document, place or ("rule_folders",))
            refuse(at, f"'{folder.name}' holds a {PACK}; name it under `packs`, as ./folder")
    return folders


def _packs(document: Document, folder: Path) -> tuple[Pack, ...]:
    from cxlint.linting.rules.packs import gather_packs

    return gather_packs(document, folder)
