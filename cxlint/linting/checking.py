"""The functions that rules name: found, and asked for their parameters."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Misfit = tuple[tuple[str | int, ...], str]
    """The place among the parameters, and what is wrong there."""

CHECKS = "cxlint.linting.checks"


def takes(check: Callable[..., Any]) -> str:
    """Return what a check looks at: the name of its first parameter, `policy` or `network`."""
    return check.__code__.co_varnames[0]


def check_named(name: str) -> Callable[..., Iterable[Any]]:
    """Return the function that a rule's `check` names."""
    module = importlib.import_module(f"{CHECKS}.{name.replace('-', '_')}")
    function: Callable[..., Iterable[Any]] = getattr(module, name.replace("-", "_"))
    return function


def misfits(name: str, params: Mapping[str, Any]) -> Iterable[Misfit]:
    """Yield what a check itself has against its parameters, before there is any policy.

    A check whose parameters have a grammar of their own (an expression, a question about ways)
    says so with a second function of its module, `misfits(params)`.
    """
    module = importlib.import_module(f"{CHECKS}.{name.replace('-', '_')}")
    own = getattr(module, "misfits", None)
    return own(params) if own else ()


def parameters(check: Callable[..., Any]) -> dict[str, object]:
    """Return the parameters of a check: name to annotation, as written in its signature."""
    code = check.__code__
    first = code.co_argcount
    names = code.co_varnames[first : first + code.co_kwonlyargcount]
    return {name: check.__annotations__.get(name, "") for name in names}
