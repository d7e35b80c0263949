"""Which files are met by their names: policy, what may be a vendor's, what is passed over."""

from __future__ import annotations

from cxlint.parsing.document import MAX_FILE
from cxlint.parsing.file_endings import has_ending, is_nearly_read

CONFIGURATION = "cxlint.yaml"
BASELINE = "cxlint-baseline.yaml"
"""What the baseline is called unless something else is configured."""

DECLARATION_KEYS = frozenset({"owner", "reason", "changes"})
"""What a declaration of changes says, and no policy does."""

STDIN = "stdin.yaml"
"""What standard input is called unless the user says otherwise; it need not be YAML."""

PACKAGES = frozenset({
    "node_modules", "bower_components", "jspm_packages", "venv", ".venv", "virtualenv",
    "site-packages", "__pycache__", ".tox", ".nox", ".eggs", ".terraform",
})  # fmt: skip
"""Folders into which tools put what others wrote."""

ENVIRONMENT = "pyvenv.cfg"
"""The file by which a folder of packages for Python is known, whatever it is called."""

VERSION_CONTROL = ".git"
"""The folder of which git itself sees to it that nobody hands anything on in it."""

BACKUPS = ("~", ".bak", ".backup", ".orig", ".old", ".rej", ".save", ".swo", ".swp", ".tmp")
"""How the names of copies end that editors and tools leave behind, in any case."""

DOCUMENTS = (
    ".dmn", ".cmmn", ".jsonld", ".xls", ".xlsx", ".xlsm", ".ods", ".doc", ".docx",
    ".odt", ".pdf", ".pptx", ".odp", ".vsdx", ".drawio",
)  # fmt: skip
"""Endings, in any case, of what people write policy in, and of which nothing here reads any."""

PLAIN_NAMES = frozenset({
    "authors", "changelog", "codeowners", "contributing", "copying", "dockerfile", "gemfile",
    "jenkinsfile", "licence", "license", "makefile", "notice", "owners", "procfile", "rakefile",
    "readme", "vagrantfile", "version",
})  # fmt: skip
"""Files without an ending, in any case, that are known to be something else than policy."""

SKIP_REASONS = {
    "hidden": (
        "files whose ending is read, and folders, whose name begins with a dot, but for "
        + VERSION_CONTROL
    ),
    "packages": (
        "folders of packages: "
        + ", ".join(sorted(PACKAGES))
        + f", and any that holds {ENVIRONMENT}"
    ),
    "backup": "copies that editors and tools leave: *" + ", *".join(BACKUPS) + ", #*#, .#*",
    "near-ending": (
        "files whose ending is nearly one that is read, or in whose name more follows on it: "
        "a.yamll, a.yaml.off"
    ),
    "link": "links without an ending that lead out of the folder, or to no regular file",
    "no-ending": "files without an ending that are of no format known",
    "too-large": f"files of other systems, or without an ending, over {MAX_FILE >> 20} MiB",
    "not-policy": "files whose ending other systems use, and that hold nothing known",
    "something-else": (
        "YAML that holds no policy and is of no format known, outside of what `policy` of the "
        "configuration names: settings, pipelines, descriptions of interfaces"
    ),
    "no-reader": (
        "tables, texts and models in which policy is often written, and which nothing here reads: *"
        + ", *".join(DOCUMENTS)
    ),
    "not-in-force": f"baselines, and {CONFIGURATION} with a configuration, that are not in force",
    "excluded": "what `exclude` of the configuration names",
    "declaration": "declarations of changes, which cxlint diff reads",
    "ending": (
        "files with another ending; without one, programs and README, LICENSE, Makefile and the "
        f"like; {VERSION_CONTROL}"
    ),
}
"""Why something is passed over, as reports name it, and what that is. What is named is read."""

QUIET_REASONS = frozenset({"declaration", "excluded", "ending"})
"""Reasons that are only counted: they are no accident."""


def is_telling(path: str) -> bool:
    """Whether a file is missed where it cannot be read: of those without an ending, most are not.

    Whatever else such a name may be, its ending says that there is something to read.
    """
    return has_ending(path)


def reason_to_skip(name: str, *, folder: bool) -> str:
    """Return why what is called so is passed over in a folder; empty where it is looked into."""
    hidden = "hidden" if name.startswith(".") else ""
    if folder:
        known = "packages" if name in PACKAGES else hidden
        return "ending" if name == VERSION_CONTROL else known
    if is_telling(name) and not name.startswith(".#"):
        return hidden
    if _is_backup(name):
        return "backup"
    if is_nearly_read(name):
        return "near-ending"
    if has_ending(name, DOCUMENTS):
        return "no-reader"
    return "ending" if "." in name else ""


def _is_backup(name: str) -> bool:
    in_use = name.startswith("#") and name.endswith("#")
    return in_use or name.startswith(".#") or name.lower().endswith(BACKUPS)


def is_plain(path: str) -> bool:
    """Whether a file without an ending is known to be something else than policy."""
    return path.rpartition("/")[2].lower() in PLAIN_NAMES
