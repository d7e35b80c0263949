"""Which files are met by their names: policy, what may be a vendor's, and cxlint's own."""

from __future__ import annotations

ENDINGS = (".yaml", ".yml")
FOREIGN = (
    ".json", ".xml", ".bpmn", ".tf", ".flow",
    ".queue", ".assignmentRules", ".escalationRules", ".autoResponseRules", ".approvalProcess",
    ".entitlementProcess", ".milestoneType", ".businessHours", ".settings",
)  # fmt: skip
"""Endings that vendors' files may have; those without an ending are looked into as well."""

LEFT_OUT = frozenset({"node_modules", "__pycache__", "venv"})
CONFIGURATION = "cxlint.yaml"
BASELINE = "cxlint-baseline.yaml"
"""What the baseline is called unless something else is configured."""

STDIN = "stdin.yaml"
"""What standard input is called unless the user says otherwise; it need not be YAML."""

NO_POLICY = frozenset({CONFIGURATION, BASELINE})
"""Files of cxlint's own, which hold no policy wherever they lie."""


def is_wanted(name: str) -> bool:
    """Whether a file met in a folder may be policy, or a vendor's."""
    return "." not in name or is_telling(name)


def is_telling(path: str) -> bool:
    """Whether a file is missed where it cannot be read: of those without an ending, most are not.

    Whatever else such a name may be, its ending says that there is something to read.
    """
    return path.endswith(ENDINGS) or path.endswith(FOREIGN)
