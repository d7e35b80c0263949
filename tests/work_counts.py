"""Work is counted in lines of the product that are run, and never timed.

What the product keeps from one call to the next is let go before each count: what was run before,
of these tests or of others, does not change it.
"""

from __future__ import annotations

import gc
import sys
from functools import _lru_cache_wrapper
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType


class _Counter:
    """Lines of the product that are run, as long as it traces."""

    def __init__(self) -> None:
        self.lines = 0

    def enter(self, frame: FrameType, event: str, _: object) -> Callable[..., object] | None:
        """Count the lines of a function of the product, and of no other."""
        del event
        return self.line if "/cxlint/" in frame.f_code.co_filename else None

    def line(self, frame: FrameType, event: str, _: object) -> Callable[..., object]:
        """Count a line."""
        del frame
        self.lines += event == "line"
        return self.line


def _forget() -> None:
    """Let go what functions of the product keep of what they were called with."""
    for each in gc.get_objects():
        if isinstance(each, _lru_cache_wrapper) and each.__module__.startswith("cxlint"):
            each.cache_clear()


def count_work(done: Callable[[], object]) -> int:
    """Return how many lines of the product something runs that has nothing kept."""
    _forget()
    counter, before = _Counter(), sys.gettrace()
    sys.settrace(counter.enter)
    try:
        done()
    finally:
        sys.settrace(before)
    return counter.lines
