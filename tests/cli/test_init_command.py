"""`cxlint init`: a small policy that is sound, honest, and has something useful to do next."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cxlint.cli.beginning import init, init_questions
from cxlint.cli.beginning.init_questions import Answers
from cxlint.language import schema
from cxlint.parsing.document import parse

USEFUL = {
    "returns": {"defective-not-covered", "no-return-alternative", "missing-channel-target"},
    "hotline": {"hassle-loop", "missing-channel-target"},
    "complaints": {"incomplete-apology", "feedback-not-actioned", "no-abuse-policy"},
    "approvals": {"hassle-loop", "no-single-owner", "no-delegate-approver"},
    "support-desk": {"silo", "ping-pong-handoff", "missing-channel-target"},
    "saas": {"undisclosed-term", "no-contact-preferences", "no-check-and-balance"},
}
"""What each template is told, which whoever starts from it can do something about."""

ANSWERS = ["Northwind", "goods", "phone, e-mail", "Mon-Fri 09:00-17:00", "customer care", "50 EUR",
           "team lead"]  # fmt: skip


def found(cxlint, folder: str) -> set[str]:
    result = cxlint("check", folder, "--format", "json", "--exit-zero")
    assert result.code == 0, result.err
    return {each["rule"] for each in json.loads(result.out)["findings"]}


def test_there_is_a_file_for_each_template():
    files = Path(init.__file__).with_name("policy_templates").glob("*.yaml")
    assert {file.stem for file in files} == set(init.TEMPLATES) == set(USEFUL)


@pytest.mark.parametrize("name", init.TEMPLATES)
def test_a_template_is_sound_and_says_what_to_do_next(cxlint, folder, name):
    result = cxlint("init", "--template", name)
    assert (result.code, result.err) == (0, "")
    assert (folder / "policies" / "policy.yaml").read_text("utf-8") == init.read_template(name)
    commands = re.findall("^  cxlint (.+)$", result.out, re.MULTILINE)
    assert commands == ["check policies", f"explain {init.TEMPLATES[name]}"]
    assert all(cxlint(*command.split()).code == 0 for command in commands)
    rules = found(cxlint, "policies")
    assert rules >= USEFUL[name]
    assert not rules & {"unknown-key", "wrong-value", "missing-key", "undefined-reference",
                        "empty-file", "inert-key", "duplicate-id", "duplicate-key"}  # fmt: skip


@pytest.mark.parametrize("name", init.TEMPLATES)
def test_a_template_makes_up_no_number_and_says_what_is_not_stated(name):
    text = init.read_template(name)
    said = "\n".join(line.partition("#")[0] for line in text.splitlines())
    assert set(re.findall(r"\d+", said)) <= {"1", "2"}  # keys of the menu, and the first tier
    assert text.count("# not stated: ") >= 5
    assert max(map(len, text.splitlines())) <= 92
    (document,) = parse("policy.yaml", text.encode())
    assert document.data


@pytest.mark.parametrize("name", init.TEMPLATES)
def test_what_a_template_says_is_not_stated_can_be_stated(name):
    """Each key that a comment names is one that the language has."""
    from cxlint.language.vocabulary import look_up

    for line in init.read_template(name).splitlines():
        if found := re.search(r"# not stated: ([a-z_]+)(?:, ([a-z_]+))?(?=,|$| \()", line):
            assert all(look_up(key).by_name for key in found.groups() if key), line


def test_nothing_is_overwritten(cxlint, write):
    file = write("policies/policy.yaml", "teams: {}\n")
    result = cxlint("init", "--template", "saas")
    assert result.code == 2
    assert "policies/policy.yaml is there already" in result.err
    assert file.read_text() == "teams: {}\n"


def test_a_link_that_leads_nowhere_is_not_followed(cxlint, folder):
    (folder / "policies").mkdir()
    (folder / "policies" / "policy.yaml").symlink_to(folder / "elsewhere.yaml")
    assert cxlint("init", "--template", "saas").code == 2
    assert not (folder / "elsewhere.yaml").exists()


def test_another_folder_is_made(cxlint, folder):
    result = cxlint("init", "shop/rules", "--template", "returns")
    assert result.code == 0
    assert "cxlint check shop/rules" in result.out
    assert (folder / "shop" / "rules" / "policy.yaml").is_file()


def test_without_a_terminal_nothing_is_asked(cxlint, folder):
    result = cxlint("init")
    assert result.code == 2
    assert "there is no terminal to ask in; name one with --template: returns, " in result.err
    assert not list(folder.iterdir())


def test_a_misspelt_template_is_told_what_it_resembles(cxlint):
    result = cxlint("init", "--template", "retruns")
    assert result.code == 2
    assert "did you mean 'returns'?" in result.err


CHILD = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # off, where tests run in the background
from cxlint.__main__ import main
sys.exit(main(["init"]))
"""


def talk(folder: Path, answers: list[str], *, interrupt: bool = False) -> tuple[int, str]:
    """Answer the questions in a terminal; return the exit code and all that was shown."""
    pty = pytest.importorskip("pty", reason="there are no such terminals here")
    above, below = pty.openpty()
    root = Path(init.__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", CHILD], cwd=folder, stdin=below, stdout=below, stderr=below,
        start_new_session=True, env={**os.environ, "PYTHONPATH": str(root)},
    )  # fmt: skip
    os.close(below)
    shown = ""
    for answer in answers:
        shown += listen(above, shown.count("\n> ") + 1, shown)
        os.write(above, f"{answer}\n".encode())
    if interrupt:
        shown += listen(above, len(answers) + 1, shown)
        interrupt_until_it_ends(process)
    shown += listen(above, 10**6, shown)
    os.close(above)
    return process.wait(30), shown.replace("\r", "")


def interrupt_until_it_ends(process: subprocess.Popen[bytes]) -> None:
    """Press Ctrl-C; once more where it came just before the waiting for an answer began."""
    for _ in range(30):
        process.send_signal(signal.SIGINT)
        try:
            process.wait(2)
        except subprocess.TimeoutExpired:
            continue
        return


def listen(terminal: int, prompts: int, before: str) -> str:
    """Return what is shown until a question waits for its answer, or the program ends."""
    shown, until = "", time.monotonic() + 60
    while (before + shown).replace("\r", "").count("\n> ") < prompts:
        if not select.select([terminal], [], [], max(0, until - time.monotonic()))[0]:
            raise AssertionError(f"nothing more is shown: {shown}")
        try:
            piece = os.read(terminal, 4096).decode()
        except OSError:  # the other side has been closed
            return shown
        if not piece:
            return shown
        shown += piece.replace("\r", "")
    return shown


def test_the_answers_become_a_policy(cxlint, folder):
    code, shown = talk(folder, ANSWERS)
    assert code == 0, shown
    assert "What is your organization called?" in shown
    assert "cxlint check policies" in shown
    (document,) = parse("policy.yaml", (folder / "policies" / "policy.yaml").read_bytes())
    said = document.data
    assert isinstance(said, dict)
    assert said["organization"] == {"name": "Northwind"}
    assert set(said["channels"]) == {"voice", "email"}
    assert said["teams"]["customer-care"]["may"] == {"refund": "50 EUR"}
    assert "returns" in said
    assert found(cxlint, "policies") >= {"missing-channel-target", "hassle-loop"}


def test_an_answer_that_cannot_be_read_is_asked_again_with_the_right_form(folder):
    answers = ["", "hope", "goods", "smoke signals", "mail", "phone", "Mo-Fr 9-18",
               "Mon-Fri 09:00-18:00", "", "50", "50 EUR", ""]  # fmt: skip
    code, shown = talk(folder, answers)
    assert code == 0, shown
    for said in ("write goods, a service, or both", "no way to reach you that is known",
                 "do you mean email?", "write for example 24x7, Mon-Fri 09:00-18:00",
                 "a number needs its currency"):  # fmt: skip
        assert said in " ".join(shown.split()), said


def test_who_breaks_off_leaves_nothing_behind(folder):
    code, shown = talk(folder, ["Northwind", "both"], interrupt=True)
    assert code == 130, shown
    assert not list(folder.iterdir())


ODD = [
    Answers("", "", (), "", "", "", ""),
    Answers("Müller & Co: #1", "both", ("voice", "chat"), "24x7", "Chat", "any", "chat"),
    Answers("'quoted", "a service", ("web_form",), "closed", "no", "none", "null"),
    Answers("a", "goods", ("email",), "Mon-Fri 09:00-12:00, Sat 10:00-11:00", "resolved", "5 EUR",
            "24"),
    Answers("x", "both", ("in_person", "post"), "", "Contact", "", "The head of service"),
]  # fmt: skip


@pytest.mark.parametrize("answers", ODD, ids=lambda each: each.name or "nothing")
def test_whatever_is_answered_the_policy_can_be_read(cxlint, write, answers):
    text = init_questions.policy_text(answers)
    (document,) = parse("policy.yaml", text.encode())
    assert schema.explain("policy", document.data) == []
    write("policies/policy.yaml", text)
    assert not found(cxlint, "policies") & {"duplicate-id", "undefined-reference", "empty-file"}
    assert text.count("# not stated: ") >= 3
    if not answers.name:
        assert not re.search(r"\d", text)
