"""A Python without libyaml and jsonschema-rs: `pytest --bare`, and what the tests start, see none.

Whatever has this folder on its PYTHONPATH finds neither of them.
"""

from __future__ import annotations

import sys

ABSENT = ("yaml._yaml", "jsonschema_rs")

for name in ABSENT:
    sys.modules[name] = None  # type: ignore[assignment]
