"""Where the shipped data lies: rules/ and schemas/, in a wheel and in a checkout alike.

A wheel carries both as `cxlint/_data`; an editable install resolves `cxlint` to the checkout,
where they lie beside the package and a copy would go stale.
"""

from __future__ import annotations

import importlib.resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def folder(name: str) -> Traversable:
    """Return the shipped folder `rules` or `schemas`."""
    package = importlib.resources.files("cxlint")
    packed = package.joinpath("_data", name)
    return packed if packed.is_dir() else package.joinpath("..", name)
