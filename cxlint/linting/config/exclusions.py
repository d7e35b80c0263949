"""Which pattern of a configuration left out which files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.parsing.document import At
from cxlint.policy.globs import Globs, seen_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from cxlint.linting.config.config import Config
    from cxlint.parsing.document import Document


def group_excluded(
    config: Config, start: Path, excluded: Sequence[str]
) -> Iterator[tuple[str, At, list[str]]]:
    """Yield each pattern that left something out, its place, and what, as shown.

    `excluded` are paths as shown, from `start`. Where several patterns match, the last of the
    outermost configuration counts.
    """
    left = {shown: start / shown for shown in excluded}
    homes = [(config.folder, config.document)]
    homes += [(nested.file.parent, nested.document) for nested in config.nested]
    for folder, document in homes:
        for at, pattern in reversed(list(_patterns(document))):
            globs = Globs([pattern])
            met = [shown for shown, place in left.items() if _matches(globs, folder, place)]
            for shown in met:
                del left[shown]
            if met:
                yield pattern, at, sorted(met)


def _patterns(document: Document) -> Iterator[tuple[At, str]]:
    data: Any = document.data
    said = data.get("exclude") or []
    if isinstance(said, str):
        yield At(document, ("exclude",)), said
        return
    yield from ((At(document, ("exclude", number)), text) for number, text in enumerate(said))


def _matches(globs: Globs, folder: Path, place: Path) -> bool:
    inside = seen_from(folder, place)
    return globs.match(inside) or globs.match(inside, folder=True)
