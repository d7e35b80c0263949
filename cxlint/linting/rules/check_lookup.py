"""The functions that rules name: found, and asked for their parameters."""

from __future__ import annotations

import importlib
import os
from functools import cache
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING, Any

from cxlint import resources
from cxlint.errors import UserError
from cxlint.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    Misfit = tuple[tuple[str | int, ...], str]
    """The place among the parameters, and what is wrong there."""

CHECKS = "cxlint.linting.checks"
"""The package whose rooms hold the checks: each is found by the stem of its module."""
WORLDS = ("policy", "network")
"""What a check may look at: the name of its first parameter."""


def first_parameter(check: Callable[..., Any]) -> str:
    """Return what a check looks at: the name of its first parameter, `policy` or `network`."""
    return check.__code__.co_varnames[0]


def is_plugin(name: str) -> bool:
    """Whether a check's name is that of an installed package's: it has dots."""
    return "." in name


def find_check(name: str) -> Callable[..., Iterable[Any]]:
    """Return the function that a rule's `check` names.

    UserError where an installed package's cannot be imported.
    """
    if is_plugin(name):
        from cxlint.linting.rules import plugins

        plugin: Callable[..., Iterable[Any]] = plugins.function_of(
            plugins.entries(plugins.CHECKS)[name]
        )
        return plugin
    stem = name.replace("-", "_")
    function: Callable[..., Iterable[Any]] = getattr(_module(stem), stem)
    return function


def known_checks() -> tuple[str, ...]:
    """Return the checks that cxlint brings, by name."""
    return tuple(sorted(_rooms()))


def explain_absence(name: str) -> str:
    """Return why no rule can name this check; empty where it can."""
    if is_plugin(name):
        return _explain_plugin_absence(name)
    if name.replace("-", "_") in (known := _rooms()):
        return ""
    return f"there is no check '{name}'{did_you_mean(name, known)}"


def misfits(name: str, params: Mapping[str, Any]) -> Iterable[Misfit]:
    """Yield what a check itself has against its parameters, before there is any policy.

    A check whose parameters have a grammar of their own (an expression, a question about ways)
    says so with a second function of its module, `misfits(params)`. Those of installed packages
    have none.
    """
    if is_plugin(name):
        return ()
    own = getattr(_module(name.replace("-", "_")), "misfits", None)
    return own(params) if own else ()


def parameters(check: Callable[..., Any]) -> dict[str, object]:
    """Return the parameters of a check: name to annotation, as written in its signature."""
    code = check.__code__
    first = code.co_argcount
    names = code.co_varnames[first : first + code.co_kwonlyargcount]
    return {name: check.__annotations__.get(name, "") for name in names}


def _explain_plugin_absence(name: str) -> str:
    from cxlint.linting.rules import plugins

    try:
        if name not in plugins.entries(plugins.CHECKS):
            near = plugins.suggest_entry(name, plugins.CHECKS)
            where = "; checks of your own come from installed packages only"
            return f"no installed package has a check '{name}'{near or where}"
        check = find_check(name)
    except UserError as error:
        return str(error)
    if not isinstance(check, FunctionType):
        return f"'{name}' is no function, and so no check"
    code = check.__code__
    if code.co_argcount != 1 or first_parameter(check) not in WORLDS:
        return f"'{name}' is no check: it takes `policy` or `network` first, the rest by keyword"
    return ""


def _module(stem: str) -> ModuleType:
    return importlib.import_module(f"{CHECKS}.{_rooms()[stem]}{stem}")


@cache
def _rooms() -> dict[str, str]:
    """Return, for each check by its stem, the room that it stands in, with a dot behind it."""
    folder = resources.PACKAGE / "linting" / "checks"
    return {
        entry.name.removesuffix(".py"): prefix
        for place, prefix in _folders(folder)
        for entry in os.scandir(place)
        if entry.name.endswith(".py") and entry.name[0] != "_"
    }


def _folders(folder: Path) -> Iterator[tuple[str | Path, str]]:
    yield folder, ""
    for entry in os.scandir(folder):
        if entry.is_dir() and entry.name[0] != "_":
            yield entry.path, f"{entry.name}."
