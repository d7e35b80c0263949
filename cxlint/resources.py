"""Where the shipped data lies: rules/ and schemas/, in a wheel and in a checkout alike.

A wheel carries both as `cxlint/_data`; an editable install resolves `cxlint` to the checkout,
where they lie beside the package and a copy would go stale. Paths are made from this file's own:
importlib.resources would read a zipped package too, but no installer leaves one zipped, and its
import is a twentieth of the time that linting a small file takes.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """Return the shipped folder `rules` or `schemas`."""
    packed = PACKAGE / "_data" / name
    return packed if packed.is_dir() else PACKAGE.parent / name
