"""A git repository, read from its objects: commits, trees and contents. Nothing is checked out."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cxlint.errors import UserError
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

REGULAR, EXECUTABLE, LINK, SUBMODULE = "100644", "100755", "120000", "160000"
"""What an entry of a tree is."""

BRANCHES = ("main", "master", "trunk", "develop")
"""What the default branch is called where nobody says."""

_TARGETS = ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "CI_DEFAULT_BRANCH")
"""Variables in which code hosts name the branch that a change is proposed against."""

_CHUNK = 1 << 20

_QUIET = (
    "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "-c", "log.showSignature=false",
)  # fmt: skip
"""Nothing that the settings of a repository name is run."""


class TreeEntry(NamedTuple):
    """A file of a tree: what it is, the name of its content, and its path from the root."""

    mode: str
    content: str
    path: str


_WITHOUT_GIT = "name two folders or two files, or run it in a git repository"


def run_git(root: Path, *arguments: str) -> str:
    """Return what git says, less the last line end. UserError with its words where it fails."""
    done = _call(root, *arguments)
    if done.returncode:
        said = _text(done.stderr).strip().removeprefix("fatal: ").split("\n")[0]
        raise UserError(f"git {arguments[0]}: {said or 'it failed'}")
    return _text(done.stdout).rstrip("\n")


def find_repository(folder: Path, otherwise: str = _WITHOUT_GIT) -> Path:
    """Return the root of the repository that holds a folder. UserError where there is none.

    `otherwise` is what the user can do then. Of a bare one, which has no
    working tree, that is the folder of its objects.
    """
    bare = _call(folder, "rev-parse", "--is-bare-repository", "--absolute-git-dir")
    told = _text(bare.stdout).split("\n")
    if not bare.returncode and told[0] == "true":
        return Path(told[1])
    done = _call(folder, "rev-parse", "--show-toplevel")
    if done.returncode:
        said = _text(done.stderr).strip().removeprefix("fatal: ").split("\n")[0]
        raise UserError(f"{said or 'this is no git repository'}; {otherwise}")
    return Path(_text(done.stdout).rstrip("\n"))


def is_in_repository(folder: Path) -> bool:
    """Whether a folder lies in a repository."""
    return not _call(folder, "rev-parse", "--git-dir").returncode


def is_bare(root: Path) -> bool:
    """Whether a repository has no working tree."""
    return _text(_call(root, "rev-parse", "--is-bare-repository").stdout).strip() == "true"


def is_shallow(root: Path) -> bool:
    """Whether only a part of the history is here."""
    return _text(_call(root, "rev-parse", "--is-shallow-repository").stdout).strip() == "true"


def is_revision(root: Path, word: str) -> bool:
    """Whether a word names a commit that is here."""
    return _commit(root, word) is not None


def resolve_commit(root: Path, word: str) -> str:
    """Return the commit that a word names. UserError where it names none that is here."""
    found = _commit(root, word)
    if found is None:
        raise UserError(f"{word}: git knows no such commit here{_shallow_advice(root)}")
    return found


def find_merge_base(root: Path, one: str, other: str) -> str:
    """Return the commit from which two commits went apart. UserError where none is here."""
    done = _call(root, "merge-base", resolve_commit(root, one), resolve_commit(root, other))
    if done.returncode:
        why = f"{one} and {other} have no commit in common here"
        raise UserError(f"{why}{_shallow_advice(root) or '; name a base'}")
    return _text(done.stdout).split()[0]


def find_default_branch(root: Path) -> str:
    """Return the branch that changes are proposed against, as git is to be asked for it.

    That is the one the code host names for this run, else the one that the remote calls its own,
    else one with a usual name. UserError where there is none, or the one that is named is not here.
    """
    named = next(filter(None, map(os.environ.get, _TARGETS)), "")
    words = [f"refs/remotes/origin/{named}", f"refs/heads/{named}"] if named else _likely(root)
    for word in words:
        if is_revision(root, word):
            return word
    told = f"the branch {named}" if named else "the default branch"
    advice = "name the base: cxlint diff BASE"
    raise UserError(f"{told} is not known here{_shallow_advice(root)}; {advice}")


def has_commits(root: Path) -> bool:
    """Whether the current branch has any commit."""
    return _commit(root, "HEAD") is not None


def list_tree(root: Path, commit: str) -> list[TreeEntry]:
    """Return the files of a commit."""
    listed = _call(root, "ls-tree", "-r", "-z", "--full-tree", commit)
    if listed.returncode:
        raise UserError(f"{commit[:12]}: its files are not here{_shallow_advice(root)}")
    return [_tree_entry(line) for line in _records(listed.stdout)]


def list_index(root: Path) -> list[TreeEntry]:
    """Return the files that are staged. UserError where a merge is not settled."""
    entries = []
    for line in _records(_call(root, "ls-files", "--stage", "-z", "--full-name").stdout):
        head, _, path = line.partition("\t")
        mode, content, stage = head.split(" ")
        if stage != "0":
            raise UserError(f"{path}: a merge is not settled there; nothing can be compared")
        entries.append(TreeEntry(mode, content, path))
    return entries


def list_outsiders(root: Path) -> list[str]:
    """Return the files and folders in a working tree that git ignores, each as one."""
    asked = ("--others", "--ignored", "--exclude-standard", "--directory", "-z")
    return [path.rstrip("/") for path in _records(_call(root, "ls-files", *asked).stdout)]


def list_working_tree(root: Path) -> list[str]:
    """Return the files of a working tree that git does not ignore."""
    asked = ("--cached", "--others", "--exclude-standard", "--deduplicate", "-z")
    return _records(_call(root, "ls-files", *asked).stdout)


def list_commits(root: Path, head: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield commit, day, author and subject of the main line up to a commit, the newest first."""
    form = "--format=%H%x1f%cs%x1f%an%x1f%s"
    for line in run_git(root, "log", "--first-parent", form, head, "--").split("\n"):
        name, day, author, subject = line.split("\x1f", 3)
        yield name, day, author, subject


def read_contents(root: Path, names: Sequence[str], longest: int) -> Iterator[bytes | None]:
    """Yield the contents of these names, in order; None where one is not here.

    Of what is longer than `longest`, so much and one byte more is given.
    """
    if not names:
        return
    with tempfile.TemporaryFile() as asked:
        asked.write("".join(f"{name}\n" for name in names).encode())
        asked.seek(0)
        with subprocess.Popen(  # noqa: S603 - git is asked for contents by their names
            _command("cat-file", "--batch"),
            cwd=root,
            env=_surroundings(),
            stdin=asked,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as process:
            for _ in names:
                yield _next_content(process, longest)


def _next_content(process: subprocess.Popen[bytes], longest: int) -> bytes | None:
    assert process.stdout is not None
    head = process.stdout.readline().split()
    if len(head) != 3 or head[1] != b"blob":
        return None
    size = int(head[2])
    content = process.stdout.read(min(size, longest + 1))
    left = size - len(content) + 1  # a line end follows
    while left > 0 and (more := process.stdout.read(min(left, _CHUNK))):
        left -= len(more)
    return content


def _likely(root: Path) -> Iterator[str]:
    """Yield what the default branch may be, where nobody names it."""
    for remote in _text(_call(root, "remote").stdout).split():
        done = _call(root, "symbolic-ref", "--quiet", f"refs/remotes/{remote}/HEAD")
        if not done.returncode:
            yield _text(done.stdout).strip()
    for folder in ("refs/remotes/origin", "refs/heads"):
        yield from (f"{folder}/{name}" for name in BRANCHES)


def _commit(root: Path, word: str) -> str | None:
    if word.startswith("-") or not word.strip():
        return None
    done = _call(root, "rev-parse", "--verify", "--quiet", f"{word}^{{commit}}")
    found = _text(done.stdout).strip()
    if done.returncode or not found:
        return None
    return None if _call(root, "cat-file", "-e", found).returncode else found


def _shallow_advice(root: Path) -> str:
    if not is_shallow(root):
        return ""
    advice = "git fetch --unshallow, or fetch-depth: 0 for actions/checkout"
    return f", and only a part of the history is (get the rest: {advice})"


def _tree_entry(line: str) -> TreeEntry:
    head, _, path = line.partition("\t")
    mode, _, content = head.split(" ")
    return TreeEntry(mode, content, path)


def _records(output: bytes) -> list[str]:
    return [_text(each) for each in output.split(b"\0") if each]


def _text(output: bytes) -> str:
    return os.fsdecode(output)


def _command(*arguments: str) -> list[str]:
    return ["git", *_QUIET, *arguments]


def _call(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - no word of a user stands where an option could
            _command(*arguments), cwd=root, env=_surroundings(), capture_output=True, check=False
        )
    except FileNotFoundError:
        raise UserError("git is not installed here; name two folders or two files") from None


def _surroundings() -> dict[str, str]:
    quiet = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    return {**os.environ, **quiet, "GIT_NO_REPLACE_OBJECTS": "1"}
