"""The compiled rules are a cache that nobody can forge: used where it is surely ours, or not."""

from __future__ import annotations

import ast
import json
import marshal
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cxlint.linting.rules import loader

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
RULE = "hassle-loop"
FORGED = "info"
CHECK = (sys.executable, "-m", "cxlint", "check", "--format=json")

posix = pytest.mark.skipif(os.name != "posix", reason="who owns a file is asked on POSIX only")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cache folder as the first run leaves it behind."""
    folder = tmp_path_factory.mktemp("written") / "cache"
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CXLINT_NO_CACHE", raising=False)
        patch.setenv("XDG_CACHE_HOME", str(folder))
        patch.setenv("LOCALAPPDATA", str(folder))
        patch.chdir(tmp_path_factory.mktemp("elsewhere"))
        loader.load()
    return folder


@pytest.fixture
def home(written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an honest cache folder that has been written; the current folder is another."""
    monkeypatch.delenv("CXLINT_NO_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home" / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "home" / "cache"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    (tmp_path / "home").mkdir()
    shutil.copytree(written, tmp_path / "home" / "cache")
    return tmp_path / "home" / "cache"


def kept(cache: Path) -> Path:
    """Return the file that holds the compiled rules."""
    (file,) = (cache / "cxlint").iterdir()
    return file


def soften(file: Path, change: Callable[[dict[str, Any]], object] | None = None) -> None:
    """Change what is kept of a rule, and leave what it was made of as it is."""
    origin, compiled = parts(file)
    for data in compiled:
        if data["id"] == RULE:
            change(data) if change else data.update(severity=FORGED)
    file.write_bytes(origin + marshal.dumps(compiled))


def parts(file: Path) -> tuple[bytes, list[dict[str, Any]]]:
    """Return what the rules in a cache were made of, and the rules."""
    content = file.read_bytes()
    header, _, rest = content.partition(b"\n")
    (names, *_), size = ast.literal_eval(rest[: int(header)].decode()), int(header)
    end = len(header) + 1 + size + sum(name[3] for name in names)
    return content[:end], marshal.loads(content[end:])


def severity(**more: Any) -> str:
    return loader.load(**more)[RULE].severity


def test_what_is_kept_is_used(home: Path) -> None:
    """Otherwise nothing below shows anything."""
    soften(kept(home))
    assert severity() == FORGED


def test_the_cache_is_for_its_user_alone(home: Path) -> None:
    if os.name == "posix":
        assert kept(home).stat().st_mode & 0o777 == 0o600
        assert kept(home).parent.stat().st_mode & 0o777 == 0o700


@posix
@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666, 0o664])
def test_a_file_that_others_may_write_is_not_used(home: Path, mode: int) -> None:
    soften(kept(home))
    kept(home).chmod(mode)
    assert severity() != FORGED
    assert kept(home).stat().st_mode & 0o777 == 0o600  # made anew, for its user alone


@posix
@pytest.mark.parametrize("mode", [0o770, 0o703, 0o777, 0o1777])
def test_a_folder_that_others_may_write_is_not_used(home: Path, mode: int) -> None:
    soften(kept(home))
    (home / "cxlint").chmod(mode)
    assert severity() != FORGED
    soften(kept(home))
    assert severity() == FORGED  # the folder is ours, and was shut


@posix
@pytest.mark.parametrize("mode", [0o755, 0o700])
def test_a_folder_that_others_may_read_is_used(home: Path, mode: int) -> None:
    soften(kept(home))
    (home / "cxlint").chmod(mode)
    kept(home).chmod(0o644)
    assert severity() == FORGED


@posix
def test_what_is_of_somebody_else_is_neither_used_nor_written(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    soften(kept(home))
    before = kept(home).stat().st_mtime_ns
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert severity() != FORGED
    assert kept(home).stat().st_mtime_ns == before


@posix
@pytest.mark.parametrize("linked", ["file", "hard", "folder", "pipe"])
def test_links_and_pipes_are_not_followed(home: Path, tmp_path: Path, linked: str) -> None:
    file, elsewhere = kept(home), tmp_path / "elsewhere"
    soften(file)
    if linked == "folder":
        (home / "cxlint").rename(elsewhere)
        (home / "cxlint").symlink_to(elsewhere)
    elif linked == "hard":
        os.link(file, elsewhere)
    else:
        file.rename(elsewhere)
        file.symlink_to(elsewhere) if linked == "file" else os.mkfifo(file)
    assert severity() != FORGED
    if linked == "file":
        assert not file.is_symlink()  # made anew in its place
        assert parts(elsewhere)  # and not through it


@posix
def test_nothing_is_written_through_a_link(home: Path, tmp_path: Path) -> None:
    file = kept(home)
    file.unlink()
    victim = tmp_path / "victim"
    victim.write_text("dear", encoding="utf-8")
    Path(f"{file}.{os.getpid()}").symlink_to(victim)
    loader.load()
    assert victim.read_text("utf-8") == "dear"


def move_into(home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a forged cache there, and have it looked for there."""
    soften(kept(home))
    folder.mkdir(parents=True, exist_ok=True)
    home.rename(folder / "cache")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(folder / "cache"))


@pytest.mark.parametrize("inside", [".", "a", "a/b"])
def test_a_cache_inside_the_current_folder_is_not_used(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    move_into(home, tmp_path / "work" / inside, monkeypatch)
    assert severity() != FORGED


@pytest.mark.parametrize("mark", [".git", ".git/", "cxlint.yaml"])
@pytest.mark.parametrize("inside", [".", "a/b"])
def test_a_cache_inside_a_work_tree_or_beside_a_configuration_is_not_used(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mark: str, inside: str
) -> None:
    move_into(home, tmp_path / "tree" / inside, monkeypatch)
    marked = tmp_path / "tree" / mark
    marked.mkdir() if mark.endswith("/") else marked.touch()
    assert severity() != FORGED


def test_a_cache_inside_what_is_judged_is_not_used(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    move_into(home, tmp_path / "tree", monkeypatch)
    policy = tmp_path / "tree" / "policy.yaml"
    policy.touch()
    assert severity(judged=[policy]) != FORGED
    assert severity(judged=[tmp_path / "work", policy.parent]) != FORGED
    assert severity(judged=[tmp_path / "work", tmp_path / "absent"]) == FORGED


@posix
@pytest.mark.parametrize("way", ["out of the tree", "into the tree"])
def test_a_link_hides_no_work_tree(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    tree, plain = tmp_path / "tree", tmp_path / "plain"
    (tree / ".git").mkdir(parents=True)
    real, said = (plain, tree / "link") if way == "out of the tree" else (tree / "real", plain)
    move_into(home, real, monkeypatch)
    said.symlink_to(real)
    monkeypatch.setenv("XDG_CACHE_HOME", str(said / "cache"))
    assert severity() != FORGED


def test_nothing_is_left_in_what_is_judged(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "work" / ".cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "work" / ".cache"))
    loader.load()
    assert list((tmp_path / "work").iterdir()) == []


def test_what_is_not_trusted_is_never_unpacked(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The unpacking of made-up bytes can crash the interpreter."""
    move_into(home, tmp_path / "work", monkeypatch)
    forged = marshal.dumps(parts(kept(tmp_path / "work" / "cache"))[1])
    unpacked, loads = [], marshal.loads
    monkeypatch.setattr(marshal, "loads", lambda data: unpacked.append(bytes(data)) or loads(data))
    loader.load()
    assert not any(data.endswith(forged) for data in unpacked)


SHAPES: dict[str, Callable[[dict[str, Any]], object]] = {
    "a severity that is a number": lambda data: data.update(severity=1),
    "a title that is missing": lambda data: data.pop("title"),
    "a key that no rule has": lambda data: data.update(shipped=True),
    "parameters in a list": lambda data: data.update(params=[]),
    "examples that are one text": lambda data: data.update(bad="channels: {}"),
    "examples that are no texts": lambda data: data.update(bad=[1]),
    "sources without an id": lambda data: data.update(sources=[{"supports": "x"}]),
    "another rule's name": lambda data: data.update(id="hassle-lop"),
    "another file's path": lambda data: data.update(path="rules/x.yaml"),
    "a sentence that is a number": lambda data: data.update(message={"": 1}),
    "a severity there is not": lambda data: data.update(severity="off"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_what_has_not_the_shape_of_rules_is_parsed_anew(home: Path, shape: str) -> None:
    expected = loader.load()
    soften(kept(home), SHAPES[shape])
    assert loader.load() == expected


@pytest.mark.parametrize(
    "compiled", [None, 1, "", {}, [], [None], [[]], [{}], ({},), [{"id": RULE}]], ids=repr
)
def test_what_are_no_rules_at_all_is_parsed_anew(home: Path, compiled: object) -> None:
    expected = loader.load()
    kept(home).write_bytes(parts(kept(home))[0] + marshal.dumps(compiled))
    assert loader.load() == expected


@pytest.mark.parametrize("content", [b"", b"N", b"[", b"\x00", b"i\x01\x00\x00\x00", b"\xff" * 99])
def test_what_is_damaged_is_parsed_anew(home: Path, content: bytes) -> None:
    expected = loader.load()
    kept(home).write_bytes(content)
    assert loader.load() == expected


def test_no_cache_neither_reads_nor_writes(home: Path) -> None:
    soften(kept(home))
    before = kept(home).read_bytes()
    assert severity(cached=False) != FORGED
    assert kept(home).read_bytes() == before
    kept(home).unlink()
    loader.load(cached=False)
    assert list((home / "cxlint").iterdir()) == []


@pytest.mark.parametrize(("said", "used"), [("1", False), ("yes", False), ("0", True), ("", True)])
def test_the_environment_can_forbid_the_cache(
    home: Path, monkeypatch: pytest.MonkeyPatch, said: str, *, used: bool
) -> None:
    soften(kept(home))
    monkeypatch.setenv("CXLINT_NO_CACHE", said)
    assert (severity() == FORGED) is used


POLICY = """\
channels:
  portal: {kind: app, goes_to: login}
steps:
  login: {kind: page, goes_to: form}
  form: {kind: form, goes_to: login}
"""


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*CHECK[:3], *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_repository_cannot_bring_its_own_rules_in_a_cache(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in CI: XDG_CACHE_HOME=$CI_PROJECT_DIR/.cache, from the project and from beside it."""
    work = tmp_path / "work"
    (work / "policy.yaml").write_text(POLICY, encoding="utf-8")
    (work / "cxlint.yaml").write_text("", encoding="utf-8")
    judge = ("check", "--format=json", "--fail-on=warning", "--select", RULE, str(work))
    honest = run(*judge, cwd=work)
    (judged,) = json.loads(honest.stdout)["findings"]
    move_into(home, work, monkeypatch)
    for cwd in (work, tmp_path):
        forged = run(*judge, cwd=cwd, XDG_CACHE_HOME=str(work / "cache"))
        assert forged.returncode == 1
        (found,) = json.loads(forged.stdout)["findings"]
        assert found["severity"] == judged["severity"] == "error", cwd


@pytest.mark.parametrize(
    "command",
    [("check", "policy.yaml"), ("rules",), ("test", RULE), ("baseline", "policy.yaml")],
    ids=" ".join,
)
def test_each_command_can_do_without(home: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "work" / "policy.yaml").write_text(POLICY, encoding="utf-8")
    kept(home).unlink()
    done = run(*command, "--no-cache", cwd=tmp_path / "work")
    assert done.returncode in (0, 1), done.stderr
    assert list((home / "cxlint").iterdir()) == []
    again = run(*command, cwd=tmp_path / "work")
    assert (again.returncode, again.stderr) == (done.returncode, done.stderr)
    assert kept(home).is_file()
