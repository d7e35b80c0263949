"""Files and folders that cannot be read: the problem, and the system's words for it."""

from __future__ import annotations

from cxlint.parsing.document import At, Document, Problem

UNREADABLE = "unreadable-file"
"""The name of the problem."""

LEADS_TO_NOTHING = "the link leads to nothing"
LEADS_IN_CIRCLE = "the link leads in a circle"


def unreadable(path: str, why: str, advice: str) -> Problem:
    """Return the problem of a file or folder that could not be read at all.

    Behind a link that leads to nothing, or in a circle, nothing can stand.
    """
    document = Document(path, "", None)
    document.traces = "" if why in (LEADS_TO_NOTHING, LEADS_IN_CIRCLE) else None
    problem = Problem(UNREADABLE, At(document), {"reason": why, "advice": advice})
    document.problems.append(problem)
    return problem


def reason(error: OSError) -> str:
    """Return what the system said, as part of a sentence."""
    if isinstance(error, PermissionError):
        return "it may not be read"
    said = error.strerror or "it cannot be read"
    return said[:1].lower() + said[1:]
