"""Packs and checks of installed packages, and none of the repository that is linted."""

from __future__ import annotations

import os
import site
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RULE = """\
id: late-refund
title: Refunds that take long
severity: error
since: 0.1.0
rationale: The money is the customer's.
remedy: refund sooner
sources: [{id: own, supports: refunds are quick}]
check: acme_cx.late_refund
params: {at_most: 3}
provenance: {at_most: {source: own, says: three is a crowd}}
message: "customers of {id} wait"
bad: ["channels:\\n  a: {kind: chat}  # <- late-refund\\n"]
good: ["channels: {}"]
"""
CHECK = """\
from cxlint.linting.model.finding import Hit

def late_refund(policy, *, at_most: int):
    for channel in policy.of("channel"):
        if len(policy.of("channel")) <= at_most:
            yield Hit(channel.at(), channel.name, {"id": channel.id})
"""
EVIL = "open({marker!r}, 'w').close()\n"
POINTS = """\
[cxlint.checks]
acme_cx.late_refund = acme_cx.checks:late_refund
acme_cx.broken = acme_cx.broken:check
acme_cx.odd = acme_cx.checks:Hit
acme_cx.positional = acme_cx.odd:check

[cxlint.packs]
acme = acme_cx.pack
other = acme_cx.pack
lost = acme_cx.nowhere
"""
POLICY = "channels:\n  chat: {kind: chat}\n"


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the interpreter of a fresh environment that sees cxlint and what cxlint needs."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True)
    made = folder / "bin" / "python"
    place = _site(made)
    paths = (str(ROOT), *site.getsitepackages())
    (place / "cxlint.pth").write_text("".join(f"{path}\n" for path in paths))
    return made


@pytest.fixture
def place(python: Path):
    """Return the site directory of the environment, and leave it as it was."""
    folder = _site(python)
    before = set(folder.iterdir())
    yield folder
    import shutil

    for left in set(folder.iterdir()) - before:
        shutil.rmtree(left)


def _site(python: Path) -> Path:
    (found,) = (python.parent.parent / "lib").glob("python3*/site-packages")
    return found


def install(place: Path, points: str = POINTS) -> None:
    """Lay out the package as an installer does."""
    files = {
        "acme_cx/__init__.py": "",
        "acme_cx/checks.py": CHECK,
        "acme_cx/broken.py": "import nothing_of_that_name\n",
        "acme_cx/odd.py": "def check(document, more):\n    return ()\n",
        "acme_cx/pack/pack.yaml": "name: acme\nversion: '2.0'\ncxlint: '>=0.1'\n",
        "acme_cx/pack/returns/late-refund.yaml": RULE,
        "acme_cx-2.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: acme-cx\nVersion: 2.0\n",
        "acme_cx-2.0.dist-info/entry_points.txt": points,
    }
    lay_out(place, files)


def lay_out(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def run(python: Path, folder: Path, *arguments: str, **environment: str):
    environ = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environ["PYTHONDONTWRITEBYTECODE"] = "1"
    return subprocess.run(
        [python, "-m", "cxlint", *arguments],
        cwd=folder,
        env=environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "policies").mkdir()
    (tmp_path / "cxlint.yaml").write_text("packs: [acme]\npolicy: policies\n")
    (tmp_path / "policies/a.yaml").write_text(POLICY)
    return tmp_path


def test_an_installed_pack_brings_its_rules_and_checks(python, place, repository):
    install(place)
    done = run(python, repository, "check", "--select", "acme")
    assert (done.returncode, done.stderr) == (1, "")
    assert "policies/a.yaml:2:3: error: acme/late-refund  at channel/chat" in done.stdout
    assert "at most 3 (acme's own judgement)" in done.stdout
    told = run(python, repository, "config")
    assert "pack: acme 2.0, 1 rule, package acme-cx\n" in told.stdout
    again = run(python, repository, "check", "--select", "acme")
    assert again.stdout == done.stdout


def test_a_check_that_changes_is_judged_again_although_its_rule_did_not(python, place, repository):
    install(place)
    assert run(python, repository, "rules").returncode == 0
    lay_out(place, {"acme_cx/checks.py": CHECK.replace("at_most", "most")})
    done = run(python, repository, "rules")
    assert done.returncode == 2
    expected = "cxlint: acme_cx/pack/returns/late-refund.yaml:9: "
    assert done.stderr.startswith(f"{expected}the check acme_cx.late_refund takes no 'at_most'")


@pytest.mark.parametrize(
    ("check", "said"),
    [
        ("acme_cx.late_refnd", "no installed package has a check 'acme_cx.late_refnd'; did you"),
        ("acme_cx.broken", "cannot be imported: ModuleNotFoundError: No module named 'nothing_of_"),
        ("acme_cx.odd", "'acme_cx.odd' is no function, and so no check"),
        ("acme_cx.positional", "is no check: it takes `policy` or `network` first"),
        ("os.system", "no installed package has a check 'os.system'; checks of your own come"),
    ],
)
def test_a_check_that_is_none_is_refused_with_its_line(python, place, repository, check, said):
    install(place)
    rule = RULE.replace("check: acme_cx.late_refund", f"check: {check}")
    lay_out(repository, {"own/late-refund.yaml": rule, "cxlint.yaml": "rule_folders: [own]\n"})
    done = run(python, repository, "check", "policies")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("cxlint: own/late-refund.yaml:8: ")
    assert said in done.stderr


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("acm", "1: no installed pack 'acm'; did you mean 'acme'?"),
        ("other", "1: the package acme-cx calls its pack acme"),
        ("lost", "1: the package acme-cx is installed, and acme_cx.nowhere does not lie in its"),
        ("{pack: acme, version: '<2'}", "1: the pack acme is of version 2.0, and not <2 (package"),
    ],
)
def test_a_pack_that_is_not_the_one_asked_for_is_refused(python, place, repository, name, said):
    install(place)
    lay_out(repository, {"cxlint.yaml": f"packs: [{name}]\n"})
    done = run(python, repository, "check")
    assert done.returncode == 2
    assert done.stderr.startswith("cxlint: cxlint.yaml:")
    assert said in done.stderr


def test_two_packages_with_one_name_are_refused(python, place, repository):
    install(place)
    files = {
        "twin-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: twin\nVersion: 1\n",
        "twin-1.dist-info/entry_points.txt": "[cxlint.packs]\nacme = twin\n",
    }
    lay_out(place, files)
    done = run(python, repository, "check")
    assert done.returncode == 2
    assert "two installed packages bring 'acme': " in done.stderr


def evil(repository: Path) -> Path:
    """Lay out the package in the repository itself; return the file that its code would write."""
    marker = repository / "ran"
    code = EVIL.format(marker=str(marker))
    files = {
        "acme_cx.py": code + CHECK,
        "acme_cx/__init__.py": code,
        "acme_cx/checks.py": code + CHECK,
        "yaml.py": code,
        "click.py": code,
        "sitecustomize.py": code,
        "acme_cx.egg-info/entry_points.txt": POINTS,
        "acme_cx.egg-info/PKG-INFO": "Metadata-Version: 2.1\nName: acme-cx\nVersion: 2.0\n",
        "acme_cx-2.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: acme-cx\nVersion: 2.0\n",
        "acme_cx-2.0.dist-info/entry_points.txt": POINTS,
        "own/late-refund.yaml": RULE,
        "cxlint.yaml": "rule_folders: [own]\npolicy: policies\n",
    }
    lay_out(repository, files)
    return marker


@pytest.mark.parametrize("asked", ["own", "packs"])
def test_a_repository_cannot_bring_a_check_of_its_own(python, repository, asked):
    marker = evil(repository)
    if asked == "packs":
        lay_out(repository, {"cxlint.yaml": "packs: [acme]\n"})
    done = run(python, repository, "check")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no installed pack" in done.stderr
    assert not marker.exists()


def test_a_repository_cannot_stand_in_for_an_installed_package(python, place, repository):
    install(place)
    marker = evil(repository)
    done = run(python, repository, "check", "--select", "late-refund")
    assert (done.returncode, done.stderr) == (1, "")
    assert "late-refund  at channel/chat" in done.stdout
    assert not marker.exists()


def test_what_the_search_path_names_is_no_place_for_checks(python, place, repository):
    """PYTHONPATH is the user's own; even so no check and no pack comes from there."""
    evil(repository)
    for name in ("yaml.py", "click.py", "sitecustomize.py"):
        (repository / name).unlink()
    elsewhere = {"PYTHONPATH": str(repository), "PYTHONUSERBASE": "."}
    done = run(python, repository, "check", **elsewhere)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no installed package has a check 'acme_cx.late_refund'" in done.stderr
    install(place)
    done = run(python, repository, "check", "--select", "late-refund", **elsewhere)
    assert "late-refund  at channel/chat" in done.stdout
    assert not (repository / "ran").exists()


def test_an_editable_install_brings_nothing(python, place, repository, tmp_path_factory):
    source = tmp_path_factory.mktemp("source")
    install(source)
    (source / "acme_cx-2.0.dist-info").rename(place / "acme_cx-2.0.dist-info")
    done = run(python, repository, "check", PYTHONPATH=str(source))
    assert done.returncode == 2
    assert "acme_cx.pack does not lie in its site directory; editable installs" in done.stderr
    lay_out(repository, {"own/late-refund.yaml": RULE, "cxlint.yaml": "rule_folders: [own]\n"})
    done = run(python, repository, "check", PYTHONPATH=str(source))
    assert done.returncode == 2
    assert "acme_cx does not lie in its site directory; editable installs" in done.stderr


def test_a_run_without_packs_does_not_ask_what_is_installed(repository):
    code = (
        "import sys; from cxlint.__main__ import main; main(['check', 'policies']);"
        "print(*sys.modules, file=sys.stderr)"
    )
    (repository / "cxlint.yaml").unlink()
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=repository, capture_output=True, text=True, check=True
    )
    loaded = set(done.stderr.split())
    assert "cxlint.linting.run.engine" in loaded
    assert not loaded & {
        "importlib.metadata",
        "cxlint.linting.rules.plugins",
        "cxlint.linting.rules.packs",
    }
