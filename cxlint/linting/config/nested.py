"""Configurations below the root's: severities and exclusions for their own folder, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.linting.model.file_errors import read_configuration
from cxlint.linting.model.finding import SEVERITIES
from cxlint.parsing.document import At
from cxlint.policy.repository import as_seen
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cxlint.linting.config.rule_settings import RuleEntry, Vocabulary
    from cxlint.parsing.document import Document

OWN = ("rules", "exclude")
"""What such a configuration may say at all."""


class NestedConfig(NamedTuple):
    """A configuration below the root's.

    `claims` is all it says of rules, `entries` what of it counts: severities. `idle` are the places
    of what counts for nothing there, each with its name.
    """

    file: Path
    document: Document
    exclude: tuple[str, ...]
    claims: tuple[RuleEntry, ...]
    entries: tuple[RuleEntry, ...]
    idle: tuple[tuple[At, str], ...]

    @property
    def depth(self) -> int:
        """How deep it lies."""
        return len(self.file.parts)


def read_nested(file: Path, vocabulary: Vocabulary, start: Path) -> NestedConfig:
    """Read a configuration below the root's, shown from `start`.

    UserError where it does not fit the language.
    """
    document = read_configuration(as_seen(file, start), file)
    data: Any = document.data
    claims = tuple(vocabulary.entries(data.get("rules") or {}, At(document, ("rules",))))
    told = data.get("exclude") or []
    return NestedConfig(
        file,
        document,
        exclude=(told,) if isinstance(told, str) else tuple(told),
        claims=claims,
        entries=tuple(each._replace(params={}) for each in claims if each.severity in SEVERITIES),
        idle=tuple(_idle(document, claims)),
    )


def _idle(document: Document, claims: tuple[RuleEntry, ...]) -> Iterator[tuple[At, str]]:
    data: Any = document.data
    for key in data:
        if key not in OWN and not key.startswith("x-") and data[key]:
            yield At(document, (key,), key=True), f"`{key}`"
    for entry in claims:
        if entry.severity == "off":
            yield entry.at, f"{entry.rule} off"
        yield from ((entry.at, f"{name} of {entry.rule}") for name in entry.params)
