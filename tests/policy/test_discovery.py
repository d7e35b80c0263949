from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

import pytest

from cxlint.errors import UserError
from cxlint.policy.discovery import Source, gather
from cxlint.policy.file_contents import load, read_bytes
from cxlint.policy.globs import Globs, seen_from
from cxlint.policy.reader import collector_at_rest

posix = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and permissions of POSIX")


@pytest.fixture
def folder(tmp_path):
    for name in ("b.yaml", "a.yml", "sub/c.yaml", "sub/deep/d.yaml", "notes.txt"):
        write(tmp_path / name)
    for name in (".git/x.yaml", ".hidden.yaml", "node_modules/m.yaml", ".venv/v.yaml"):
        write(tmp_path / name)
    return tmp_path


def write(path: Path, text: str = "a: 1\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def shown(gathered):
    return [source.path for source in gathered.sources]


def reasons(gathered):
    return [
        (problem.at.document.path, str(problem.facts["reason"])) for problem in gathered.problems
    ]


def test_folders_give_their_yaml(folder):
    found = gather([folder], start=folder)
    assert shown(found) == ["a.yml", "b.yaml", "sub/c.yaml", "sub/deep/d.yaml"]
    assert found.problems == ()
    assert read_bytes(found.sources[0]) == b"a: 1\n"


def test_files_that_are_named_are_read_whatever_their_ending(folder):
    found = gather([folder / "notes.txt", folder / ".hidden.yaml"], start=folder)
    assert shown(found) == [".hidden.yaml", "notes.txt"]


def test_a_hidden_folder_that_is_named_is_read(folder):
    assert shown(gather([folder / ".git"], start=folder)) == [".git/x.yaml"]


def test_a_file_is_read_once(folder, monkeypatch):
    monkeypatch.chdir(folder)
    paths = [Path("sub/c.yaml"), folder / "sub" / "c.yaml", Path("sub/../sub"), Path()]
    found = gather(paths, start=folder)
    assert shown(found) == ["a.yml", "b.yaml", "sub/c.yaml", "sub/deep/d.yaml"]


def test_what_lies_elsewhere_is_shown_as_given(folder, monkeypatch):
    monkeypatch.chdir(folder / "sub")
    found = gather([Path("../a.yml"), folder / "b.yaml", Path("../sub")], start=folder / "sub")
    assert shown(found) == ["../a.yml", (folder / "b.yaml").as_posix(), "c.yaml", "deep/d.yaml"]


def test_a_folder_may_be_called_like_a_file(folder):
    write(folder / "x.yaml" / "y.yaml")
    assert "x.yaml/y.yaml" in shown(gather([folder], start=folder))


def test_excludes_and_skips(folder):
    found = gather([folder], start=folder, exclude=["sub/deep/"], skip=[folder / "b.yaml"])
    assert shown(found) == ["a.yml", "sub/c.yaml"]
    assert shown(gather([folder / "b.yaml"], start=folder, skip=[folder / "b.yaml"])) == []
    assert shown(gather([folder], start=folder, skip=[folder / "none.yaml"]))


def test_a_path_that_does_not_exist(folder):
    with pytest.raises(UserError, match=r"sub/e\.yaml: there is no such file or folder"):
        gather([folder / "sub" / "e.yaml"], start=folder)
    with pytest.raises(UserError, match=r"did you mean .*/notes\.txt\?"):
        gather([folder / "note.txt"], start=folder)
    with pytest.raises(UserError, match=r"no such file or folder$"):
        gather([folder / "gone" / "far.yaml"], start=folder)


@posix
def test_links_within_the_folder_are_followed_once(folder):
    (folder / "aa.yaml").symlink_to(folder / "sub" / "c.yaml")
    (folder / "again").symlink_to("sub")
    found = gather([folder], start=folder)
    assert shown(found) == ["a.yml", "b.yaml", "sub/c.yaml", "sub/deep/d.yaml"]
    assert found.problems == ()


@posix
def test_links_to_what_is_passed_over_are_problems(folder):
    (folder / "ab.yaml").symlink_to("notes.txt")
    (folder / "ac.yaml").symlink_to(".git/x.yaml")
    (folder / "ad.yaml").symlink_to(folder / "sub" / "c.yaml")
    (folder / "current").symlink_to(".git")
    found = gather([folder], start=folder, exclude=["/sub/c.yaml"])
    assert shown(found) == ["a.yml", "b.yaml", "sub/deep/d.yaml"]
    assert reasons(found) == [
        (name, "the link leads to what is not read")
        for name in ("ab.yaml", "ac.yaml", "ad.yaml", "current")
    ]


@posix
def test_links_that_lead_astray_are_problems(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    write(outside / "o.yaml")
    (folder / "out.yaml").symlink_to(outside / "o.yaml")
    (folder / "outfolder").symlink_to(outside)
    (folder / "sub" / "up").symlink_to("..")
    (folder / "self.yaml").symlink_to("self.yaml")
    (folder / "gone.yaml").symlink_to("nothing.yaml")
    (folder / "sub" / "gone").symlink_to("nothing")
    (folder / "README.md").symlink_to("nothing.md")
    (folder / "excluded.yaml").symlink_to(outside / "o.yaml")
    found = gather([folder], start=folder, exclude=["excluded*"])
    assert shown(found) == ["a.yml", "b.yaml", "sub/c.yaml", "sub/deep/d.yaml"]
    assert reasons(found) == [
        ("gone.yaml", "the link leads to nothing"),
        ("out.yaml", "the link leads outside the folder"),
        ("outfolder", "the link leads outside the folder"),
        ("self.yaml", "the link leads in a circle"),
        ("sub/gone", "the link leads to nothing"),
        ("sub/up", "the link leads in a circle"),
    ]
    for problem in found.problems:
        assert problem.rule == "unreadable-file"
        assert problem.facts["advice"]
        assert problem.at.span().line == 1
        assert problem.at.document.data is None
        assert problem.at.document.problems == [problem]


@posix
def test_folders_that_link_to_each_other_end(folder):
    write(folder / "one" / "x.yaml")
    write(folder / "two" / "y.yaml")
    (folder / "one" / "over").symlink_to("../two")
    (folder / "two" / "over").symlink_to("../one")
    found = gather([folder / "one", folder / "two"], start=folder)
    assert shown(found) == ["one/x.yaml", "two/y.yaml"]
    assert found.problems == ()


@posix
def test_links_that_are_named_are_followed(folder, tmp_path_factory):
    outside = write(tmp_path_factory.mktemp("outside") / "o.yaml")
    (folder / "out.yaml").symlink_to(outside)
    (folder / "gone.yaml").symlink_to("nothing.yaml")
    found = gather([folder / "out.yaml", folder / "gone.yaml"], start=folder)
    assert shown(found) == ["out.yaml"]
    assert reasons(found) == [("gone.yaml", "the link leads to nothing")]


@posix
def test_pipes_and_devices_are_never_opened(folder):
    os.mkfifo(folder / "pipe.yaml")
    (folder / "linked.yaml").symlink_to("pipe.yaml")
    found = gather([folder, Path("/dev/null")], start=folder)
    assert reasons(found) == [
        ("/dev/null", "this is not a regular file"),
        ("linked.yaml", "this is not a regular file"),
        ("pipe.yaml", "this is not a regular file"),
    ]
    with pytest.raises(OSError, match="not a regular file"):
        read_bytes(folder / "pipe.yaml")


@posix
def test_what_may_not_be_read_is_a_problem(folder, monkeypatch):
    real = os.scandir

    def scandir(path):
        if str(path).endswith("deep"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = gather([folder], start=folder)
    assert reasons(found) == [("sub/deep", "it may not be read")]


def test_loading_gives_documents_and_never_raises(folder):
    write(folder / "broken.yaml", "a: [\n")
    gone = Source("gone.yaml", folder / "gone.yaml")
    documents = list(load([*gather([folder], start=folder).sources, gone]))
    assert [document.path for document in documents] == [
        "a.yml",
        "b.yaml",
        "broken.yaml",
        "sub/c.yaml",
        "sub/deep/d.yaml",
        "gone.yaml",
    ]
    assert [bool(document.problems) for document in documents] == [0, 0, 1, 0, 0, 1]
    assert "no such file" in str(documents[-1].problems[0].facts["reason"])


def test_a_file_beyond_the_limit_is_not_read_whole(tmp_path):
    huge = tmp_path / "huge.yaml"
    with huge.open("wb") as stream:
        stream.truncate(1 << 30)
    assert len(read_bytes(huge)) == (16 << 20) + 1
    (document,) = load([Source("huge.yaml", huge)])
    assert "larger" in str(document.problems[0].facts["reason"])


def test_the_collector_rests_and_wakes_again():
    assert gc.isenabled()
    with collector_at_rest():
        assert not gc.isenabled()
        with collector_at_rest():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("*.yaml", "a.yaml", True),
        ("*.yaml", "sub/a.yaml", True),
        ("/*.yaml", "sub/a.yaml", False),
        ("sub/*.yaml", "sub/a.yaml", True),
        ("sub/*.yaml", "sub/deep/a.yaml", False),
        ("sub/**", "sub/deep/a.yaml", True),
        ("sub/**", "sub", False),
        ("sub/**/a.yaml", "sub/a.yaml", True),
        ("sub/**/a.yaml", "sub/x/y/a.yaml", True),
        ("**/a.yaml", "x/a.yaml", True),
        ("**/a.yaml", "a.yaml", True),
        ("sub", "sub/deep/a.yaml", True),
        ("sub/", "sub/a.yaml", True),
        ("sub/", "sub", False),
        ("deep", "sub/deep/a.yaml", True),
        ("sub/deep", "x/sub/deep/a.yaml", False),
        ("a?.yaml", "ab.yaml", True),
        ("a?.yaml", "a/.yaml", False),
        ("[ab].yaml", "b.yaml", True),
        ("[!ab].yaml", "b.yaml", False),
        ("[!ab].yaml", "c.yaml", True),
        ("[a-c]x", "bx", True),
        ("a[.yaml", "a[.yaml", True),
        (r"a\*.yaml", "a*.yaml", True),
        (r"a\*.yaml", "ab.yaml", False),
        ("a+(b).yaml", "a+(b).yaml", True),
        ("", "a", False),
        ("/", "a", False),
    ],
)
def test_globs(pattern, path, matches):
    assert Globs([pattern]).match(path) is matches


@pytest.mark.parametrize(
    ("glob", "path", "near"),
    [
        ("**/" * 60 + "*p*o*l*i*c*y*a*m*l*z", "a/" * 60 + "policy.yaml", "z"),
        ("*a" * 60 + "b", "a" * 250, "b"),
        ("**/a/" * 30 + "b", "a/" * 100, "b"),
    ],
)
def test_globs_of_many_wildcards_come_to_an_end(glob, path, near):
    """Tried in every way in which the wildcards can share the path out, these take for ever."""
    assert not Globs([glob]).match(path)
    assert Globs([glob]).match(path + near)


def test_the_last_glob_that_matches_decides():
    globs = Globs(["*.yaml", "!keep.yaml", "sub/"])
    assert globs.match("x.yaml")
    assert not globs.match("keep.yaml")
    assert globs.match("sub", folder=True)
    assert globs.match("sub/keep.yaml")


def test_a_glob_that_means_nothing():
    with pytest.raises(UserError, match=r"\[z-a\]: this pattern cannot be understood"):
        Globs(["[z-a]"])


def test_what_lies_on_another_drive_is_seen_whole(monkeypatch):
    def relpath(*_):
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr("os.path.relpath", relpath)
    assert seen_from(Path("/repository"), "/elsewhere/a.yaml") == "/elsewhere/a.yaml"
