"""The report of an unchanged run is taken from the cache, byte for byte, and never a forged one."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cxlint import reporting, user_cache
from cxlint.linting.run import engine, report_cache, report_record

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "sample_policies"
FORGED = "nothing like that"

posix = pytest.mark.skipif(os.name != "posix", reason="who owns a file is asked on POSIX only")

POLICY = """\
channels:
  chat: {kind: chat, open: 24/7, goes_to: bot}
steps:
  bot: {kind: bot, goes_to: ivr}
  ivr: {kind: menu, goes_to: bot}  # cxlint: allow no-human-option until 2026-12-24, it is new
teams:
  care: {open: Mon-Fri 09:00-17:00}
"""


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Use a cache of this test's own, and keep the reports of small policies as well."""
    folder = tmp_path_factory.mktemp("home") / "cache"
    monkeypatch.delenv("CXLINT_NO_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    monkeypatch.setenv("LOCALAPPDATA", str(folder))
    monkeypatch.setattr(report_cache, "WORTHWHILE", 1)
    return folder


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that gains an entry whenever a policy is really judged."""
    judged: list[int] = []
    judge = engine.lint_each

    def counted(*arguments: object) -> object:
        judged.append(1)
        return judge(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "lint_each", counted)
    return judged


@pytest.fixture
def policy(write: Callable[[str, str], Path]) -> Path:
    """Write a policy with findings, a waiver, a configuration, a baseline and a vendor's file."""
    write("p/policy.yaml", POLICY)
    write("p/cxlint.yaml", "rules: {no-greeting: off}\nbaseline: cxlint-baseline.yaml\n")
    write("p/cxlint-baseline.yaml", "version: 2\nfindings: []\n")
    return Path("p")


def kept(cache: Path) -> list[Path]:
    """Return the reports that are kept."""
    return sorted((cache / "cxlint").glob("report-*"))


def is_known(run: Run, runs: list[int], *arguments: str) -> bool:
    """Whether a check takes its report from the cache."""
    before = len(runs)
    outcome = run("check", *arguments)
    assert outcome.code in (0, 1), outcome.err
    return len(runs) == before


@pytest.mark.parametrize("form", reporting.FORMATS)
def test_every_format_is_the_same_byte_for_byte(
    cxlint: Run, runs: list[int], folder: Path, form: str
) -> None:
    """The samples hold findings, waivers, problems, vendors' files, dates, and a baseline."""
    shutil.copytree(SAMPLES / "everything-wrong", folder / "p")
    options = ("check", "p", "--format", form, "--as-of", "2026-11-30", "--verbose", "--statistics")
    baseline = folder / "accepted.yaml"
    cxlint(
        "baseline", "p", "--select", "scripts", "--output", str(baseline), "--as-of", "2026-11-30"
    )
    options = (*options, "--baseline", str(baseline))
    runs.clear()
    fresh, first, second = cxlint(*options, "--no-cache"), cxlint(*options), cxlint(*options)
    assert len(runs) == 2
    assert fresh == first == second
    assert "baselined" in first.out or form not in ("text", "json")


def test_one_format_serves_all(cxlint: Run, runs: list[int], policy: Path) -> None:
    cxlint("check", "p", "--format", "json")
    fresh = cxlint("check", "p", "--format", "sarif", "--no-cache")
    runs.clear()
    assert cxlint("check", "p", "--format", "sarif") == fresh
    assert not runs


CHANGES: dict[str, Callable[[], object]] = {
    "a file": lambda: Path("p/policy.yaml").write_text(POLICY.replace("menu", "page")),
    "a comment": lambda: Path("p/policy.yaml").write_text(f"# more\n{POLICY}"),
    "one more file": lambda: Path("p/more.yaml").write_text("channels: {}\n"),
    "one file passed over": lambda: Path("p/read.me").write_text("x"),
    "another name": lambda: Path("p/policy.yaml").rename("p/other.yaml"),
    "the configuration": lambda: Path("p/cxlint.yaml").write_text("rules: {hassle-loop: off}\n"),
    "a configuration below": lambda: (
        Path("p/inner").mkdir(),
        Path("p/inner/cxlint.yaml").write_text("rules: {hassle-loop: error}\n"),
    ),
    "the baseline": lambda: Path("p/cxlint-baseline.yaml").write_text(
        "# said anew\nversion: 2\nfindings:\n"
        "  - {rule: hassle-loop, entity: step/bot, fingerprint: '0123456789abcdef'}\n"
    ),
    "what is excluded": lambda: Path("p/cxlint.yaml").write_text("exclude: [x/**]\n"),
    "a link": lambda: Path("p/link.yaml").symlink_to("nothing.yaml"),
    "a repository around": lambda: (Path("p/.git").mkdir(), Path("p/.git/HEAD").write_text("x")),
}


@posix
@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_on_disk_is_judged_anew(
    cxlint: Run, runs: list[int], policy: Path, change: str
) -> None:
    cxlint("check", "p")
    assert is_known(cxlint, runs, "p")
    CHANGES[change]()
    assert not is_known(cxlint, runs, "p")


@pytest.mark.parametrize(
    "options",
    [
        ("--as-of", "2026-12-25"),
        ("--select", "scripts"),
        ("--ignore", "hassle-loop"),
        ("--fail-on", "info"),
        ("--no-waivers",),
        ("--no-exclude",),
        ("--baseline", "other.yaml"),
        ("--output", "json=p/report.json"),
        ("--config", "p/cxlint.yaml"),
        ("p/policy.yaml",),
    ],
)
def test_whatever_is_asked_for_otherwise_is_judged_anew(
    cxlint: Run, runs: list[int], policy: Path, options: tuple[str, ...]
) -> None:
    Path("other.yaml").write_text("version: 2\nfindings: []\n")
    cxlint("check", "p", "--as-of", "2026-11-30")
    assert is_known(cxlint, runs, "p", "--as-of", "2026-11-30")
    assert not is_known(cxlint, runs, "p", "--as-of", "2026-11-30", *options)


@pytest.mark.parametrize("option", ["--no-cache", "--timing", "--coverage"])
def test_some_options_do_without(cxlint: Run, runs: list[int], policy: Path, option: str) -> None:
    cxlint("check", "p")
    assert not is_known(cxlint, runs, "p", option)


def test_the_variable_does_without(
    cxlint: Run, runs: list[int], policy: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CXLINT_NO_CACHE", "1")
    cxlint("check", "p")
    assert not is_known(cxlint, runs, "p")
    assert not own_cache.exists()


@pytest.mark.parametrize(
    ("name", "value"), [("__version__", "9.9.9"), ("_installed", lambda _: ["other-1-info"])]
)
def test_another_version_is_judged_anew(
    cxlint: Run,
    runs: list[int],
    policy: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    value: object,
) -> None:
    cxlint("check", "p")
    monkeypatch.setattr(report_cache, name, value)
    assert not is_known(cxlint, runs, "p")


def test_another_python_is_judged_anew(
    cxlint: Run, runs: list[int], policy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cxlint("check", "p")
    monkeypatch.setattr(sys, "version", "4.0")
    assert not is_known(cxlint, runs, "p")


def test_another_text_of_a_rule_of_ones_own_is_judged_anew(
    cxlint: Run, runs: list[int], policy: Path
) -> None:
    Path("p/cx-rules").mkdir()
    text = (next(ROOT.glob("rules/*/hassle-loop.yaml"))).read_text()
    rule = Path("p/cx-rules/our-loop.yaml")
    rule.write_text(
        re.sub(r"(?m)^(formerly|follows_from):.*\n", "", text).replace("hassle-loop", "our-loop")
    )
    Path("p/cxlint.yaml").write_text("rule_folders: cx-rules\n")
    first = cxlint("check", "p")
    assert first.code in (0, 1), first.err
    assert is_known(cxlint, runs, "p")
    rule.write_text(rule.read_text() + "# another thought\n")
    known = is_known(cxlint, runs, "p")
    assert not known


def test_a_file_that_changes_while_it_is_judged_keeps_nothing(
    cxlint: Run, policy: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else what was read then would be told of what stood there before."""
    judge = engine.lint_each

    def late(*arguments: object) -> object:
        Path("p/policy.yaml").write_text(POLICY.replace("menu", "page"))
        return judge(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "lint_each", late)
    cxlint("check", "p")
    assert not kept(own_cache)


def forge(file: Path) -> None:
    """Put another sentence into a report that is kept, of the same shape."""
    content = file.read_bytes()
    head, body = content[:64], json.loads(content[64:])
    for finding in body[1][0]:
        finding[1][2] = FORGED
    file.write_bytes(head + json.dumps(body).encode())


def test_what_is_kept_is_used(cxlint: Run, policy: Path, own_cache: Path) -> None:
    """Otherwise nothing below shows anything."""
    cxlint("check", "p")
    forge(kept(own_cache)[0])
    assert FORGED in cxlint("check", "p").out


def test_a_report_is_for_its_user_alone(cxlint: Run, policy: Path, own_cache: Path) -> None:
    cxlint("check", "p")
    if os.name == "posix":
        assert kept(own_cache)[0].stat().st_mode & 0o777 == 0o600


@posix
@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_report_that_others_may_write_is_not_used(
    cxlint: Run, policy: Path, own_cache: Path, mode: int
) -> None:
    cxlint("check", "p")
    forge(kept(own_cache)[0])
    kept(own_cache)[0].chmod(mode)
    assert FORGED not in cxlint("check", "p").out
    assert kept(own_cache)[0].stat().st_mode & 0o777 == 0o600


@posix
@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
def test_a_report_of_another_user_is_not_used(cxlint: Run, policy: Path, own_cache: Path) -> None:
    cxlint("check", "p")
    forge(kept(own_cache)[0])
    os.chown(kept(own_cache)[0], 12345, -1)
    assert FORGED not in cxlint("check", "p").out


@posix
def test_a_link_or_a_cache_in_what_is_judged_is_not_used(
    cxlint: Run, policy: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cxlint("check", "p")
    forge(kept(own_cache)[0])
    elsewhere = own_cache / "elsewhere"
    kept(own_cache)[0].rename(elsewhere)
    (own_cache / "cxlint" / f"report-{elsewhere.read_bytes()[:32].decode()}").symlink_to(elsewhere)
    assert FORGED not in cxlint("check", "p").out
    shutil.copytree(own_cache, tmp_path / "brought")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "brought"))
    for file in (tmp_path / "brought/cxlint").glob("report-*"):
        forge(file)
    assert FORGED not in cxlint("check", "p").out


def test_a_report_under_another_name_is_not_used(
    cxlint: Run, policy: Path, own_cache: Path
) -> None:
    cxlint("check", "p")
    forge(kept(own_cache)[0])
    other = kept(own_cache)[0].read_bytes()
    Path("p/more.yaml").write_text("channels: {}\n")
    cxlint("check", "p")
    for file in kept(own_cache):
        file.write_bytes(other)
    assert FORGED not in cxlint("check", "p").out


@pytest.mark.parametrize("left", [0, 1, 63, 64, 65, 200, -1])
def test_a_report_that_is_cut_is_not_used(
    cxlint: Run, runs: list[int], policy: Path, own_cache: Path, left: int
) -> None:
    first = cxlint("check", "p")
    file = kept(own_cache)[0]
    file.write_bytes(file.read_bytes()[:left])
    assert cxlint("check", "p") == first
    assert len(runs) == 2
    assert is_known(cxlint, runs, "p")  # made anew


def _spoilt(value: object) -> list[object]:
    """Return other values for a place in a report, of shapes that it has not."""
    return [None, {}, [], [[]], "x", -1, 1.5, True, 10**30, [value]]


def test_a_report_of_another_shape_is_not_used(cxlint: Run, policy: Path, own_cache: Path) -> None:
    """Each part of it is replaced by things of other shapes; none is used, and none is a fault."""
    from cxlint.cli import session

    cxlint("check", "p", "--as-of", "2026-11-30")
    body = json.loads(kept(own_cache)[0].read_bytes()[64:])
    import datetime

    asked = session.requests((Path("p"),), today=datetime.date(2026, 11, 30))
    assert report_record.unpack_report(json.dumps(body).encode(), asked) is not None
    tried = 0
    for path in _paths(body):
        holder = body
        for step in path[:-1]:
            holder = holder[step]
        before = holder[path[-1]]
        for value in _spoilt(before):
            holder[path[-1]] = value
            report = report_record.unpack_report(json.dumps(body).encode(), asked)
            if report is not None:
                assert reporting.render("json", report, _view())
                assert reporting.render("text", report, _view())
            tried += 1
        holder[path[-1]] = before
    assert tried > 500


def _view() -> object:
    from cxlint.reporting.writing.view import View

    return View(start=str(Path.cwd()))


def _paths(value: object, path: tuple[int, ...] = ()) -> list[tuple[int, ...]]:
    if type(value) is not list or len(path) > 6:
        return [path] if path else []
    own = [path] if path else []
    return own + [deep for n, each in enumerate(value[:3]) for deep in _paths(each, (*path, n))]


def test_no_more_is_kept_than_so_much(
    cxlint: Run, policy: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_cache, "MOST", 3)
    for day in range(1, 7):
        cxlint("check", "p", "--as-of", f"2026-11-0{day}")
        for age, file in enumerate(kept(own_cache)):
            if file.stat().st_mtime > 10_000:
                os.utime(file, (day * 10 + age, day * 10 + age))
    assert len(kept(own_cache)) == 3
    names = {file.name for file in kept(own_cache)}
    user_cache.shrink(str(own_cache / "cxlint"), "report-", 3, 1)
    assert not kept(own_cache)
    assert names
    assert list((own_cache / "cxlint").glob("rules-*"))  # others stay


def test_two_runs_at_once_keep_whole_reports(folder: Path, own_cache: Path) -> None:
    shutil.copytree(SAMPLES, folder / "p")
    command = [sys.executable, "-m", "cxlint", "check", "p", "--format=json", "--as-of=2026-11-30"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) for _ in range(3)]
    said = {each.communicate()[0] for each in started}
    assert len(said) == 1
    assert len(kept(own_cache)) == 1
    again = subprocess.run(command, stdout=subprocess.PIPE, env=environment, check=False)
    assert {again.stdout} == said


def test_small_policies_are_quick_enough(
    cxlint: Run, policy: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_cache, "WORTHWHILE", 64 << 10)
    cxlint("check", "p")
    assert not kept(own_cache)
