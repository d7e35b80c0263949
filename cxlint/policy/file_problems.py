"""Files and folders that cannot be read: the problem, and the system's words for it."""

from __future__ import annotations

from cxlint.parsing.document import At, Document, Problem

UNREADABLE = "unreadable-file"
"""The name of the problem."""


def unreadable(path: str, why: str, advice: str) -> Problem:
    """Return the problem of a file or folder that could not be read at all."""
    document = Document(path, "", None)
    problem = Problem(UNREADABLE, At(document), {"reason": why, "advice": advice})
    document.problems.append(problem)
    return problem


def reason(error: OSError) -> str:
    """Return what the system said, as part of a sentence."""
    if isinstance(error, PermissionError):
        return "it may not be read"
    said = error.strerror or "it cannot be read"
    return said[:1].lower() + said[1:]
