"""The command line as a whole: help, mistakes, exit codes, streams."""

from __future__ import annotations

import importlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from small_policies import CLEAN, DANGLING

from cxlint import __version__
from cxlint.cli import app
from cxlint.linting.run import engine


def test_version_is_told_either_way(cxlint):
    assert cxlint("--version").out == f"cxlint {__version__}\n"
    assert cxlint("--version", "check").out == f"cxlint {__version__}\n"


def test_help_lists_every_command_with_its_own_summary(cxlint):
    result = cxlint("--help")
    assert result.code == 0
    for name, summary in app.COMMANDS.items():
        assert name in result.out and summary in result.out
        module = app.MODULES.get(name, name)
        assert importlib.import_module(f"cxlint.cli.{module}").command.short_help == summary


@pytest.mark.parametrize("name", list(app.COMMANDS))
def test_every_command_helps_with_an_example_within_80_columns(cxlint, name, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    result = cxlint(name, "--help")
    assert result.code == 0
    assert f"  cxlint {name}" in result.out
    assert max(map(len, result.out.splitlines())) <= 80


def test_no_command_shows_the_help_and_is_a_mistake(cxlint):
    result = cxlint()
    assert result.code == 2
    assert "Commands:" in result.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "no command 'chek'; did you mean 'check'?"),
        (["check", "--formt", "json"], "--format"),
        (["check", "--format", "jsn"], "no value 'jsn'; did you mean 'json'?"),
        (["check", "--fail-on", "eror"], "did you mean 'error'?"),
        (["check", "--output", "sariff=x"], "no format 'sariff'; did you mean 'sarif'?"),
        (["check", "--output", "sarif"], "write for example sarif=report.sarif"),
        (["check", "--output", "sarif=-"], "write for example sarif=report.sarif"),
        (["check", "--select", "hassel-loop"], "did you mean 'hassle-loop'?"),
        (["check", "--ignore", "handofs"], "did you mean 'handoffs'?"),
        (["check", "--as-of", "tomorrow"], "write it as 2026-11-21"),
        (["check", "polcies"], "polcies"),
        (["check", "--baseline", "none.yaml"], "none.yaml"),
        (["check", "--config", "none.yaml"], "none.yaml"),
        (["explain", "hassel-loop"], "did you mean 'hassle-loop'?"),
        (["explain"], "WORD"),
        (["graph", "--format", "mermade"], "did you mean 'mermaid'?"),
    ],
)
def test_a_mistake_is_one_line_on_standard_error_and_exit_2(cxlint, write, arguments, said):
    write("policies/a.yaml", CLEAN)
    result = cxlint(*arguments)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert result.err.count("\n") == 1
    assert result.err.startswith("cxlint: ")


@pytest.mark.parametrize(
    "name",
    ["--exit-zero", "--output=text=a.yaml", "--config=own.yaml", "-q", "--ignore=reading.yaml"],
)
def test_a_file_that_is_called_like_an_option_decides_nothing(cxlint, write, name):
    write("policy.yaml", DANGLING)
    write(name, CLEAN)
    as_option = cxlint("check", name, "policy.yaml")
    assert (as_option.code, as_option.out) == (2, "")
    assert name in as_option.err and "write --" in as_option.err
    assert cxlint("check", "--", name, "policy.yaml").code != 0
    assert cxlint("check", f"./{name}", "policy.yaml").code != 0


def test_an_option_is_an_option_where_no_file_has_its_name(cxlint, write):
    write("policy.yaml", DANGLING)
    write("exit-zero.yaml", CLEAN)
    assert cxlint("check", "--exit-zero", "policy.yaml", "exit-zero.yaml").code == 0
    assert cxlint("check", "policy.yaml", "exit-zero.yaml").code == 1


EVIL = (
    "\x1b]0;taken\x07\x1b[2Kpolicies",  # a title, and a line erased
    "::set-output name=ok::1",  # a command of a workflow
    "##vso[task.complete result=Succeeded]",  # a command of another CI
    "\u202egnissim",  # text that runs backwards
    "a\x9b31mb\x85c\u2028d",
)


@pytest.mark.parametrize("evil", EVIL)
@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "{}"],
        ["check", "--config", "{}"],
        ["check", "--select", "{}"],
        ["check", "--baseline", "{}"],
        ["explain", "{}"],
        ["{}"],
    ],
)
def test_nothing_on_standard_error_is_obeyed(cxlint, arguments, evil):
    result = cxlint(*(part.format(evil) for part in arguments))
    assert result.code == 2
    assert_inert(result.err)


def test_keys_of_a_configuration_and_names_of_files_are_inert_on_standard_error(cxlint, write):
    write("a.yaml", CLEAN)
    for evil in EVIL:
        write("cxlint.yaml", f"{json.dumps(evil)}: 1\n")
        result = cxlint("check", "a.yaml")
        assert result.code == 2
        assert_inert(result.err)


def test_what_config_and_baseline_list_is_inert(cxlint, write):
    write("policies/a.yaml", DANGLING)
    for evil in EVIL:
        bad = json.dumps(f"x\n{evil}")
        write(
            "cxlint.yaml", f"exclude: [{bad}]\npaths: [{{files: {bad}, rules: {{silo: info}}}}]\n"
        )
        for arguments in (["config"], ["config", "policies/a.yaml"], ["baseline", "policies"]):
            result = cxlint(*arguments)
            assert result.code == 0, result.err
            assert_inert(result.out)
        entry = f'{{rule: undefined-reference, entity: {bad}, fingerprint: "{"0" * 32}"}}'
        write("cxlint-baseline.yaml", f"version: 2\nfindings:\n  - {entry}\n")
        assert_inert(cxlint("baseline", "policies").out)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_in_place_of_a_configuration_is_refused_and_never_waited_for(cxlint, write):
    write("cxlint.yaml", "fail_on: info\n")
    write("a/policy.yaml", CLEAN)
    os.mkfifo("a/cxlint.yaml")
    for arguments in (["check"], ["config", "a/policy.yaml"]):
        result = cxlint(*arguments)
        assert result.code == 2
        assert "cxlint.yaml" in result.err


def assert_inert(text: str) -> None:
    for line in text.splitlines():
        assert line.isprintable()
        assert not line.lstrip().startswith("::")
        assert not re.search(r"##\w*\[", line)


def test_a_bug_keeps_its_traceback_and_does_not_look_like_findings(cxlint, write, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(engine, "lint_each", broken)
    write("a.yaml", CLEAN)
    result = cxlint("check", "a.yaml")
    assert result.code == 3
    assert "ZeroDivisionError" in result.err and "please report" in result.err


def test_an_interrupt_exits_130(cxlint, write, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(engine, "lint_each", interrupted)
    write("a.yaml", CLEAN)
    assert cxlint("check", "a.yaml").code == 130


ROOT = Path(__file__).resolve().parents[2]
OUTSIDE = {**os.environ, "PYTHONPATH": str(ROOT)}


def outside(*arguments: str, env=None, **more) -> subprocess.Popen[bytes]:
    """Start cxlint in a process of its own."""
    command = [sys.executable, "-m", "cxlint", *arguments]
    return subprocess.Popen(command, env={**OUTSIDE, **(env or {})}, **more)


def test_a_reader_that_goes_away_ends_it_quietly_with_the_same_verdict(write):
    several = "".join(f"  c{n}: {{kind: chat, goes_to: nobody}}\n" for n in range(3000))
    write("a.yaml", f"channels:\n{several}")
    pipe = subprocess.PIPE
    with outside("check", "a.yaml", "--format", "jsonl", stdout=pipe, stderr=pipe) as process:
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_said(write):
    write("a.yaml", DANGLING)
    with (
        Path("/dev/full").open("wb") as full,
        outside("check", "a.yaml", stdout=full, stderr=subprocess.PIPE) as process,
    ):
        said = process.stderr.read().decode()
        assert process.wait() == 2
    assert said.startswith("cxlint: standard output: ") and said.count("\n") == 1


def test_output_is_utf_8_whatever_the_locale(write):
    write("a.yaml", "channels:\n  süd: {kind: chat, goes_to: nirgendwö}\n")
    environment = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    pipe = subprocess.PIPE
    with outside("check", "a.yaml", stdout=pipe, env=environment) as process:
        assert "nirgendwö" in process.stdout.read().decode("utf-8")


def test_closed_streams_do_no_harm(write):
    write("a.yaml", DANGLING)
    command = f'"{sys.executable}" -m cxlint check a.yaml >&- 2>&-'
    if os.name == "posix":
        assert subprocess.run(["sh", "-c", command], env=OUTSIDE, check=False).returncode == 1


@pytest.mark.skipif(os.name != "posix", reason="needs a pipe without a reader")
@pytest.mark.parametrize("stream", ["stdout", "stderr"])
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--version"], 0),
        (["check", "--help"], 0),
        (["explain", "silo"], 0),
        (["chek"], 2),
        (["check", "--timing"], 1),
    ],
)
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_nobody_has_to_read_either_stream(write, stream, arguments, code, unbuffered):
    write("a.yaml", DANGLING)
    reader, writer = os.pipe()
    os.close(reader)
    streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, stream: writer}
    with outside(*arguments, env={"PYTHONUNBUFFERED": unbuffered}, **streams) as process:
        os.close(writer)
        said = process.stderr.read() if process.stderr else b""
        assert process.wait() == code
    assert b"Traceback" not in said and b"Exception" not in said


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
def test_a_closed_stream_leaves_no_traceback(write):
    write("a.yaml", DANGLING)
    for arguments, code in (("--version", 0), ("check", 1), ("explain silo", 0)):
        command = f'"{sys.executable}" -m cxlint {arguments} >&-'
        done = subprocess.run(command, shell=True, env=OUTSIDE, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (code, b"")


@pytest.mark.parametrize("command", ["check", "journeys", "graph", "law"])
def test_the_format_has_a_short_name(cxlint, write, command):
    write("a.yaml", "organization: {name: A, jurisdictions: [GB]}\nteams: {care: {seats: 2}}\n")
    short, long = (cxlint(command, each, "json", "a.yaml").out for each in ("-f", "--format"))
    assert short == long and short.startswith("{")
