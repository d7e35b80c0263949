"""What of a policy was not understood, told before the figures that may be wrong for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.reporting.journeys.layout import Paragraph
from cxlint.sentence_lists import join_with_and

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.parsing.document import At
    from cxlint.policy.policy import Policy

MOST_PLACES = 3
_UNDEFINED = "undefined-reference"


def list_misread(policy: Policy) -> Iterator[Paragraph]:
    """Yield where something is not understood, if anything is."""
    places = [f"{at.document.path}:{at.span().line}" for at in _find_misread(policy)]
    if not places:
        return
    more = [f"{len(places) - MOST_PLACES} more"] if len(places) > MOST_PLACES else []
    told = join_with_and([*places[:MOST_PLACES], *more])
    yield Paragraph(
        f"Not understood, so that what stands below may be wrong: {told}. cxlint check says why."
    )


def record_misread(policy: Policy) -> dict[str, Any]:
    """Return the same for a document: nothing where all is understood."""
    places = [{"path": at.document.path, "line": at.span().line} for at in _find_misread(policy)]
    return {"not_understood": places} if places else {}


def _find_misread(policy: Policy) -> list[At]:
    if not policy.blurred and not any(policy.opaque.values()):
        return []
    grave = [each for each in policy.problems if each.severity != "info"]
    return [each.at for each in grave if each.rule != _UNDEFINED]
