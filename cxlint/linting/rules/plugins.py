"""What installed packages bring: packs of rules, and checks, under the names of entry points.

Only the site directories of this Python count, and only what lies in them. Modules are not looked
for as `import` would: that begins with the current folder or with what PYTHONPATH says, and so
with what the repository that is linted may have put there. For the same reason an editable install
brings nothing: its code lies elsewhere, and where that is is up to a file anyone may move.
"""

from __future__ import annotations

import importlib
import os
import re
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cxlint.errors import UserError
from cxlint.records import NamedTuple
from cxlint.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

PACKS = "cxlint.packs"
CHECKS = "cxlint.checks"

_DOTTED = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*", re.ASCII)


class EntryPoint(NamedTuple):
    """An entry point: its name, what it points to, the package that has it, and where that lies."""

    name: str
    value: str
    package: str
    place: str


def entries(group: str) -> Mapping[str, EntryPoint]:
    """Return what installed packages have in a group of entry points, by name.

    UserError where two packages have the same name in it.
    """
    return _entries(group, _places())


def folder_of(entry: EntryPoint) -> Path:
    """Return the folder of the package that an entry points to. Nothing is imported.

    UserError where there is none in the site directory, as after an editable install.
    """
    module = _module(entry)
    folder = Path(entry.place, *module.split("."))
    if not folder.is_dir():
        raise UserError(f"the package {entry.package} is installed, and {module} {_ELSEWHERE}")
    return folder


def function_of(entry: EntryPoint) -> Any:
    """Return the function that an entry points to, imported from where it is installed.

    UserError where it cannot be.
    """
    _, _, attribute = entry.value.partition(":")
    module = _module(entry)
    try:
        _load_package(entry, module.partition(".")[0])
        return getattr(importlib.import_module(module), attribute.strip())
    except UserError:
        raise
    except Exception as error:  # a plugin may break in any way, and the user can put it right
        said = f"{type(error).__name__}: {error}"
        raise UserError(f"'{entry.name}' of {entry.package} cannot be imported: {said}") from error


def suggest_entry(name: str, group: str) -> str:
    """Return a did-you-mean among the entries of a group, otherwise nothing."""
    return did_you_mean(name, entries(group))


_ELSEWHERE = "does not lie in its site directory; editable installs are not read"


def _places() -> tuple[str, ...]:
    """Return the site directories of this Python; the user's own where that is in use."""
    import site

    found = list(site.getsitepackages())
    if site.ENABLE_USER_SITE:
        found.append(site.getusersitepackages())
    # PYTHONUSERBASE may be relative, and would then mean the current folder.
    return tuple(
        dict.fromkeys(os.path.realpath(each) for each in found if Path(each).is_absolute())
    )


@cache
def _entries(group: str, places: tuple[str, ...]) -> Mapping[str, EntryPoint]:
    from importlib.metadata import distributions

    found: dict[str, EntryPoint] = {}
    for place in places:
        here: dict[str, EntryPoint] = {}
        for package in distributions(path=[place]):
            points = [point for point in package.entry_points if point.group == group]
            name = str(package.metadata["Name"]) if points else ""
            for point in points:
                if point.name in here and here[point.name].package != name:
                    others = f"{here[point.name].package} and {name}"
                    raise UserError(f"two installed packages bring '{point.name}': {others}")
                here[point.name] = EntryPoint(point.name, point.value, name, place)
        found = here | found  # as for `import`, the place that comes first counts
    return found


def _module(entry: EntryPoint) -> str:
    module = entry.value.partition(":")[0].strip()
    if not _DOTTED.fullmatch(module):
        raise UserError(f"'{entry.name}' of {entry.package} points to no module: {entry.value}")
    return module


def _load_package(entry: EntryPoint, name: str) -> ModuleType:
    """Import a package of that name from the entry's own place, or see that it came from there."""
    from importlib.machinery import PathFinder
    from importlib.util import module_from_spec

    spec = PathFinder.find_spec(name, [entry.place])
    if spec is None or spec.loader is None or spec.origin is None:
        raise UserError(f"the package {entry.package} is installed, and {name} {_ELSEWHERE}")
    if (known := sys.modules.get(name)) is not None:
        origin = known.__spec__.origin if known.__spec__ else None
        if origin is None or not Path(origin).samefile(spec.origin):
            raise UserError(f"'{entry.name}' of {entry.package}: another {name} is in use")
        return known
    module = sys.modules[name] = module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module
