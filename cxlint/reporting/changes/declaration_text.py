"""Changes as a declaration, to be read, signed and put into the folder `changes/`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cxlint.reporting.writing.control_characters import escape_controls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.changes.change import Change
    from cxlint.review.review import Review

HEAD = """\
# What this change of policy does to customers, from {base} to {head}.
# Written by `cxlint diff --declare`. Read it, strike what is not meant, and say who answers for it
# and why. It holds where it lies in changes/ beside the configuration.
owner: ""     # to be filled in: who answers for this
reason: ""    # to be filled in: why this is done
"""


def render(review: Review) -> str:
    """Return the declaration; whoever signs it fills in owner and reason."""
    head = HEAD.format(base=escape_controls(review.base), head=escape_controls(review.head))
    changes = review.proof.undeclared
    if not changes:
        return f"{head}changes: []\n"
    return "\n".join([f"{head}changes:", *(line for each in changes for line in _lines(each)), ""])


def _lines(change: Change) -> Iterator[str]:
    yield f"  # {escape_controls(change.sentence)}"
    fields: dict[str, Any] = {
        "thing": change.thing, "aspect": change.aspect, "direction": change.direction,
        "old": change.old or "none", "new": change.new or "none",
    }  # fmt: skip
    if change.who:
        fields["who"] = dict(change.who)
    for number, (key, value) in enumerate(fields.items()):
        # JSON is YAML, and nothing in a text can end it.
        yield f"  {' ' if number else '-'} {key}: {json.dumps(value, ensure_ascii=False)}"
