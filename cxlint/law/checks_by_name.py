"""The checks by the words that name them in the files of obligations."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from cxlint.law.comparison import Comparison, World
    from cxlint.law.obligation import Ask

    Check = Callable[..., Iterable[Comparison]]


def run_check(world: World, ask: Ask, asked: Any) -> Iterator[Comparison]:
    """Yield what comes of comparing a policy with one value of what is asked."""
    yield from find_check(ask.check)(world, asked, **ask.params)


@cache
def find_check(name: str) -> Check:
    """Return the function of that name. LookupError where there is none."""
    try:
        module = import_module(f"cxlint.law.checks.{name}")
    except ModuleNotFoundError:
        raise LookupError(f"no check '{name}' of obligations") from None
    check: Check = getattr(module, name)
    return check
