"""What comes only when the matter is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.law.comparison import Comparison
from cxlint.law.lines import select

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.law.comparison import World
    from cxlint.law.lines import About


def not_before_outcome(
    world: World, asked: object, *, about: About, words: str = ""
) -> Iterator[Comparison]:
    """Yield whether each step that is meant leads on to people or further steps."""
    for step in select(world, about).entities:
        ways = step.texts("goes_to")
        on = [id_ for id_ in ways if world.policy.find("outcome", id_) is None]
        says = f"leads on to {', '.join(on)}" if on else "comes at the end"
        result = "breach" if on else "kept"
        yield Comparison(result, step, step.at("goes_to"), says, words or str(asked))  # type: ignore[arg-type]
