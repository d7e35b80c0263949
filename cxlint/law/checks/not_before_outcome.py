"""What comes only when the matter is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.law.comparison import Comparison
from cxlint.law.lines import select

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cxlint.law.comparison import World
    from cxlint.law.lines import About
    from cxlint.policy.policy import Policy

_WORDS_ONLY = frozenset({"message", "page"})


def not_before_outcome(
    world: World, asked: object, *, about: About, words: str = ""
) -> Iterator[Comparison]:
    """Yield whether each step that is meant leads on to people or further steps.

    A word of thanks, or a page with nothing behind it but the end, is none.
    """
    for step in select(world, about).entities:
        on = list(_leads_on(world.policy, step.texts("goes_to")))
        says = f"leads on to {', '.join(on)}" if on else "comes at the end"
        result = "breach" if on else "kept"
        yield Comparison(result, step, step.at("goes_to"), says, words or str(asked))  # type: ignore[arg-type]


def _leads_on(policy: Policy, ways: Iterable[str]) -> Iterator[str]:
    """Yield each place that is neither the end nor only words before it."""
    waiting, met = list(ways), set[str]()
    for id_ in waiting:  # grows while it is read
        step = policy.find("step", id_)
        if id_ in met or policy.knows("outcome", id_):
            continue
        met.add(id_)
        if step is not None and step.get("kind") in _WORDS_ONLY:
            waiting.extend(step.texts("goes_to"))
        else:
            yield id_
