"""The endings of files that are read, in any case: policy's own and those of vendors' files."""

from __future__ import annotations

YAML_ENDINGS = (".yaml", ".yml")
VENDOR_ENDINGS = (
    ".json", ".xml", ".bpmn", ".tf", ".flow",
    ".queue", ".assignmentRules", ".escalationRules", ".autoResponseRules", ".approvalProcess",
    ".entitlementProcess", ".milestoneType", ".businessHours", ".settings",
)  # fmt: skip
"""Endings that vendors' files may have; those without an ending are looked into as well."""

_READ = tuple(ending.lower() for ending in (*YAML_ENDINGS, *VENDOR_ENDINGS))


def has_ending(path: str, endings: str | tuple[str, ...] = _READ) -> bool:
    """Whether a file has one of the endings, given in small letters: all that are read, if none."""
    return path.lower().endswith(endings)


def list_read() -> str:
    """Return, as a part of a sentence, which files of a folder are read."""
    *first, last = (*YAML_ENDINGS, *VENDOR_ENDINGS)
    return f"of a folder, files that end in {', '.join(first)} or {last} are read"
