"""What runs cxlint in a repository, and is not what it was: a workflow, a hook, a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.changes.change import Spot
from cxlint.review import state_files
from cxlint.review.weakening import CI, Weakening

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.review.states import State

_RUNNERS = frozenset(
    {
        "action.yml", "action.yaml", "azure-pipelines.yml", "bitbucket-pipelines.yml",
        "build.gradle", "codeship-steps.yml", "dockerfile", "jenkinsfile", "justfile",
        "lefthook.yml", "makefile", "noxfile.py", "package.json", "pyproject.toml", "taskfile.yml",
        "tox.ini",
    }
)  # fmt: skip
"""What files are called that run other programs, beside those whose folder or name has a dot."""

_SCRIPTS = (".sh", ".bash", ".ps1", ".cmd", ".gitlab-ci.yml")
_TEXTS = (
    ".yml", ".yaml", ".json", ".toml", ".py", ".js", ".mjs", ".ts", ".rb", ".groovy", ".cfg",
    ".ini", ".mk", *_SCRIPTS,
)  # fmt: skip
_OWN = b"cxlint"


def find_ci_changes(base: State, head: State) -> Iterator[Weakening]:
    """Yield the files that ran cxlint, and are gone now or run something else."""
    if base.repository is None:
        return
    before = {path: name for path, name in state_files.list_paths(base).items() if _may_run(path)}
    now = state_files.keep_existing(head, before)
    paths = [path for path in sorted(before) if not (now.get(path) and now[path] == before[path])]
    contents = zip(paths, state_files.read_files(base, paths, before), strict=True)
    running = {path: content for path, content in contents if _OWN in content.lower()}
    kept = [path for path in running if path in now]
    after = dict(zip(kept, state_files.read_files(head, kept, now), strict=True))
    for path, content in running.items():
        if path not in now:
            yield Weakening(CI, f"{path} ran cxlint, and is gone", None)
        elif _lines(after[path]) != _lines(content):
            yield Weakening(CI, f"{path} runs cxlint, and is not what it was", Spot(path, 1, 1))


def _may_run(path: str) -> bool:
    *folders, name = path.casefold().split("/")
    hidden = any(each.startswith(".") for each in (*folders, name))
    is_text = "." not in name.lstrip(".") or name.endswith(_TEXTS)
    return (hidden and is_text and name != "cxlint.yaml") or (
        name in _RUNNERS or name.endswith(_SCRIPTS)
    )


def _lines(content: bytes) -> list[bytes]:
    """Return the lines that say something, without spaces at their ends."""
    return [each.rstrip() for each in content.splitlines() if each.strip()]
