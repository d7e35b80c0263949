"""Which of the formats a parsed file is of: each importer says so of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.parsing.yaml_builder import UnreadableText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.importers.registry import Importer

TEMPLATED = ("amazon-connect", "twilio-studio", "genesys-archy")
"""The formats whose files may hold the tokens of templates, which are no YAML or JSON."""


def find_format(syntax: str, source: Any, wanted: str) -> tuple[str, Importer] | None:
    """Return the format that a parsed file is of."""
    return next(find_formats(syntax, source, wanted), None)


def find_formats(syntax: str, source: Any, wanted: str) -> Iterator[tuple[str, Importer]]:
    """Yield the formats that a parsed file is of; if one is wanted, no other."""
    from cxlint.importers.registry import list_importers

    for name, found in list_importers(syntax):
        if (not wanted or name == wanted) and _is_of_format(name, found, source):
            yield name, found


def _is_of_format(name: str, found: Importer, source: Any) -> bool:
    """Whether a file is of a format. Raises UnreadableText where its importer cannot cope."""
    try:
        return found.claims(source)
    except Exception as error:
        reason = f"looking at it as {name} failed ({type(error).__name__}: {error})"
        raise UnreadableText(0, reason, "please report this as a fault of cxlint") from error


def remove_tokens(raw: bytes) -> Iterator[bytes]:
    """Yield a file as each format with templates would read it."""
    from cxlint.importers.registry import importer

    for name in TEMPLATED:
        remove: Any = getattr(importer(name), "remove_tokens")  # noqa: B009
        if (plain := remove(raw)) is not None:
            yield plain
