"""Input that is small and meant to take long: under a megabyte, and whole builds stand still.

    python tests/benchmarks/hostile.py [NAME ...]

Each is a file and what stands beside it, at any size. Measured are seconds of computing and
memory of `cxlint check` of just under a megabyte; the bars are five seconds and 500 MB.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = 980_000
"""Bytes of an input, about."""

SECONDS = 60
"""After how long a run is ended."""

MEGABYTES = 3_000
"""How much memory a run may ask for."""

MENU = "channels: {line: {kind: voice, goes_to: menu}}\nsteps: {menu: {kind: menu}}\n"
"""A policy that means nothing here: what stands beside it is looked at."""

LINE = "channels: {line: {kind: voice, goes_to: s0}}\n"
"""So that a file is known as policy."""

BESIDE = {
    "profiles that extend one another twice": ("policy.yaml", MENU),
    "an unknown profile named often": ("policy.yaml", MENU),
    "rules misspelt in a configuration": ("policy.yaml", MENU),
    "globs in a configuration": ("policy.yaml", MENU),
    "a baseline of unknown findings": ("policy.yaml", MENU),
}
"""What else lies in the folder."""

SETTINGS = {"a baseline of unknown findings": ("--baseline", "cxlint-baseline.yaml")}
"""Options of the command."""


def profiles(count: int) -> str:
    """Return profiles of which each extends the next twice: 2**n ways from the first."""
    links = (f"  p{each}: {{extends: [p{each + 1}, p{each + 1}]}}" for each in range(count))
    return "\n".join(("extends: p0", "profiles:", *links, f"  p{count}: {{fail_on: error}}", ""))


def unknown_profiles(count: int) -> str:
    """Return profiles that extend many which are defined, and some that are not."""
    links = (f"  own-{each}: {{extends: [own-{each + 1}]}}" for each in range(count))
    return "\n".join(("extends: [own-0, owm-3]", "profiles:", *links,
                      f"  own-{count}: {{fail_on: error}}", ""))  # fmt: skip


def misspelt_rules(count: int) -> str:
    """Return the settings of rules that are none."""
    return "\n".join(("rules:", *(f"  deed-end-{each}: off" for each in range(count)), ""))


def globs(count: int) -> str:
    """Return many patterns of files to pass over."""
    return "\n".join(("exclude:", *(f"  - '**/a{each}*/**/b*'" for each in range(count)), ""))


def baseline(count: int) -> str:
    """Return a baseline of findings that nothing has."""
    entries = (
        f"  - {{rule: dead-end, path: policy.yaml, entity: step/menu-{each}, message: x {each}, "
        f"fingerprint: {each:032x}}}"
        for each in range(count)
    )
    return "\n".join(("version: 1", "findings:", *entries, ""))


def faulty_aliases(count: int) -> str:
    """Return a mapping with faults, and aliases of it."""
    wrong = ", ".join(f"goes_too{each}: 1" for each in range(20))
    return "\n".join((f"{LINE}steps:\n  s0: &a {{kind: page, {wrong}}}",
                      *(f"  s{each}: *a" for each in range(1, count)), ""))  # fmt: skip


def large_faulty_alias(count: int) -> str:
    """Return a mapping of very many faults, and as many aliases of it."""
    wrong = ", ".join(f"goes_too{each}: 1" for each in range(count))
    return "\n".join((f"{LINE}steps:\n  s0: &a {{kind: page, {wrong}}}",
                      *(f"  s{each}: *a" for each in range(1, count)), ""))  # fmt: skip


def aliased_ladder(count: int) -> str:
    """Return a ladder of approvals, and aliases of it."""
    tiers = "".join(f"    - {{by: t{each}, up_to: {each + 1} EUR}}\n" for each in range(30))
    aliases = "".join(f"  r{each}: {{tiers: *a}}\n" for each in range(1, count))
    return f"remedies:\n  r0:\n    tiers: &a\n{tiers}{aliases}"


def large_aliased_ladder(count: int) -> str:
    """Return a ladder of many approvals, and as many aliases of it."""
    tiers = "".join(f"    - {{by: t{each}, up_to: {each + 1} EUR}}\n" for each in range(count))
    aliases = "".join(f"  r{each}: {{tiers: *a}}\n" for each in range(1, count))
    return f"remedies:\n  r0:\n    tiers: &a\n{tiers}{aliases}"


def aliased_steps(count: int) -> str:
    """Return a step with options, and aliases of it."""
    options = ", ".join(f"{{say: word {each}, key: '{each}', goes_to: s{each}}}"
                        for each in range(9))  # fmt: skip
    aliases = "".join(f"  s{each}: *a\n" for each in range(1, count))
    return (f"channels: {{line: {{kind: voice, goes_to: s0}}}}\nsteps:\n"
            f"  s0: &a {{kind: menu, options: [{options}]}}\n{aliases}")  # fmt: skip


def aliased_goals(count: int) -> str:
    """Return a list of many goals, and steps that all share it."""
    goals = ", ".join(f"s{each}" for each in range(count))
    aliases = "".join(f"  s{each}: {{kind: menu, goes_to: *a}}\n" for each in range(1, count))
    return (f"channels: {{line: {{kind: voice, goes_to: s0}}}}\nsteps:\n"
            f"  s0: {{kind: menu, goes_to: &a [{goals}]}}\n{aliases}")  # fmt: skip


def stacked_waivers(count: int) -> str:
    """Return comments on comments, all above one line."""
    comments = "".join(f"  # cxlint: allow[dead-end] reason {each}\n" for each in range(count))
    return f"channels: {{line: {{kind: voice, goes_to: menu}}}}\nsteps:\n{comments}  menu: {{}}\n"


def waivers_in_line(count: int) -> str:
    """Return comments one behind the other in one line."""
    comments = " ".join(f"# cxlint: allow[dead-end] reason {each}" for each in range(count))
    return f"channels: {{line: {{kind: voice, goes_to: menu}}}}\nsteps:\n  menu: {{}} {comments}\n"


def line_of_references(count: int) -> str:
    """Return one line with very many references to nothing."""
    goals = ", ".join(f"nobody-{each}" for each in range(count))
    return f"channels: {{line: {{kind: voice, goes_to: [{goals}]}}}}\n"


def line_of_json(count: int) -> str:
    """Return a whole policy in one line of JSON, with a fault in each step."""
    steps = {f"step-{each}": {"kind": "page", "goes_to": f"stop-{each}"} for each in range(count)}
    return json.dumps({"steps": steps, "channels": {"a": {"kind": "voice", "goes_to": "step-0"}}})


def line_of_flow(count: int) -> str:
    """Return a vendor's flow in one line, of blocks that lead nowhere."""
    actions = [
        {"Identifier": f"b{each}", "Type": "MessageParticipant",
         "Parameters": {"Text": f"Word {each}"}, "Transitions": {"NextAction": f"c{each}"}}
        for each in range(count)
    ]  # fmt: skip
    return json.dumps({"Version": "2019-10-30", "StartAction": "b0", "Metadata": {"name": "x"},
                       "Actions": actions})  # fmt: skip


def misspelt(count: int) -> str:
    """Return many ids, each referred to with a slip."""
    chance = random.Random(7)
    names = ["".join(chance.choices("abcdefgh", k=14)) for _ in range(count)]
    steps = (f"  {name}: {{kind: page, goes_to: {name[:7]}x{name[8:]}}}" for name in names)
    return "\n".join(("steps:", *steps, ""))


def misspelt_alike(count: int) -> str:
    """Return many long ids that are nearly the same, each referred to with a slip."""
    begin = "the-place-where-customers-are-taken-to-when-they-have-asked-for"
    steps = (f"  {begin}-{each}: {{kind: page, goes_to: {begin}-q{each}}}" for each in range(count))
    return "\n".join(("steps:", *steps, ""))


def misspelt_keys(count: int) -> str:
    """Return steps with keys that are none, each another one."""
    steps = (f"  s{each}: {{knd{each}: page, goes_too{each}: x}}" for each in range(count))
    return "\n".join(("steps:", *steps, ""))


def different_words(count: int) -> str:
    """Return scripts of one word each, which is in no other."""
    return "\n".join(("scripts:", *(f"  s{each}: {{text: w{each}}}" for each in range(count)), ""))


def one_text(count: int) -> str:
    """Return one script of very many words that are all the same phrase begun."""
    return f'scripts: {{s: {{language: en, text: "{"there is nothing " * count}"}}}}\n'


def brackets(count: int) -> str:
    """Return one script of signs that may begin something and never end it."""
    return f"scripts: {{s: {{language: en, text: '{'<a {{ [b ](c %(d $ << &amp ' * count}'}}}}\n"


def words_without_space(count: int) -> str:
    """Return one script of one word."""
    return f"scripts: {{s: {{language: en, text: {'a_b' * count}}}}}\n"


def apostrophes(count: int) -> str:
    """Return one script of one word with an apostrophe everywhere."""
    word = "a" + "'ll" * count
    return f'scripts: {{s: {{language: en, text: "{word}"}}}}\n'


def nested(count: int) -> str:
    """Return lists in lists, that nobody closes."""
    return "steps: " + "[" * count


def duplicate_keys(count: int) -> str:
    """Return one key again and again."""
    return "steps:\n" + "  s: {kind: page}\n" * count


def empty_documents(count: int) -> str:
    """Return documents without anything."""
    return "---\n" * count


def anchors(count: int) -> str:
    """Return anchors and aliases of them."""
    return "steps:\n" + "".join(f"  s{n}: &a{n} {{kind: page}}\n  t{n}: *a{n}\n"
                                for n in range(count))  # fmt: skip


def chain(count: int) -> str:
    """Return steps of which each leads to the next."""
    steps = "".join(f"  s{n}: {{kind: page, goes_to: s{n + 1}}}\n" for n in range(count))
    return f"channels: {{line: {{kind: voice, goes_to: s0}}}}\nsteps:\n{steps}"


def ring(count: int) -> str:
    """Return steps in a ring, each with a way back to the first."""
    steps = "".join(f"  s{n}: {{kind: page, goes_to: [s{(n + 1) % count}, s0]}}\n"
                    for n in range(count))  # fmt: skip
    return f"channels: {{line: {{kind: voice, goes_to: s0}}}}\nsteps:\n{steps}"


def many_starts(count: int) -> str:
    """Return many channels and many matters that all share them."""
    lines = "".join(f"  l{n}: {{kind: voice, goes_to: care}}\n" for n in range(count))
    starts = ", ".join(f"l{n}" for n in range(count))
    intents = "".join(f"  i{n}: {{start: *a}}\n" for n in range(1, count))
    return (f"teams: {{care: {{seats: 2}}}}\nchannels:\n{lines}intents:\n"
            f"  i0: {{start: &a [{starts}]}}\n{intents}")  # fmt: skip


def conditions(count: int) -> str:
    """Return a promise of alternatives, in each of which other words hold."""
    any_ = ", ".join(f"{{field: f{n}, is: [a{n}, b{n}]}}" for n in range(count))
    return (f"promises:\n  p: {{any_conditions: [{any_}], first_reply: 1 day}}\n"
            f"  q: {{any_conditions: [{any_}], first_reply: 2 days}}\n")  # fmt: skip


def all_conditions(count: int) -> str:
    """Return promises that hold where very many things do."""
    every = ", ".join(f"{{field: f{n}, is: [a{n}, b{n}]}}" for n in range(count))
    return (f"promises:\n  p: {{conditions: [{every}], first_reply: 1 day}}\n"
            f"  q: {{conditions: [{every}], first_reply: 2 days}}\n")  # fmt: skip


def weeks(count: int) -> str:
    """Return one schedule of very many hours."""
    hours = ", ".join(f"Mon {n % 23:02}:{n % 59:02}-{n % 23:02}:{n % 59 + 1:02}"
                      for n in range(count))  # fmt: skip
    return (f"schedules: {{s: {{open: [{hours}], timezone: Europe/Berlin}}}}\n"
            "channels: {a: {kind: voice, open: s, goes_to: care}}\n"
            "teams: {care: {open: s}}\n")  # fmt: skip


def bpmn_gateways(count: int) -> str:
    """Return a process of choices that come together again."""
    lines = ['<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL">',
             '<b:process id="p" name="x"><b:startEvent id="start"/>',
             '<b:sequenceFlow id="f" sourceRef="start" targetRef="x0"/>']  # fmt: skip
    for n in range(count):
        lines += [
            f'<b:parallelGateway id="x{n}"/>',
            f'<b:userTask id="a{n}" name="Check {n}"/><b:userTask id="c{n}" name="Approve {n}"/>',
            *(f'<b:sequenceFlow id="{s}-{t}" sourceRef="{s}" targetRef="{t}"/>'
              for s, t in ((f"x{n}", f"a{n}"), (f"x{n}", f"c{n}"), (f"a{n}", f"x{n + 1}"),
                           (f"c{n}", f"x{n + 1}"))),
        ]  # fmt: skip
    return "\n".join([*lines, f'<b:endEvent id="x{count}"/>', "</b:process></b:definitions>"])


def xml_depth(count: int) -> str:
    """Return elements in elements that nobody closes."""
    return '<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL">' + "<b:x>" * count


def terraform_templates(count: int) -> str:
    """Return a Terraform text of templates in templates."""
    return ('resource "pagerduty_escalation_policy" "a" {\n  name = "'
            + "${a" * count + "}" * count + '"\n}\n')  # fmt: skip


@dataclass(frozen=True, slots=True)
class Input:
    """How a file is called that takes long, and what makes it, of any size.

    `most` is up to where it is read: aliases may stand for 250,000 values.
    """

    file: str
    make: Callable[[int], str]
    most: int = SIZE


def _policy(make: Callable[[int], str], most: int = SIZE) -> Input:
    return Input("hostile.yaml", make, most)


INPUTS: dict[str, Input] = {
    "profiles that extend one another twice": Input("cxlint.yaml", profiles),
    "an unknown profile named often": Input("cxlint.yaml", unknown_profiles),
    "rules misspelt in a configuration": Input("cxlint.yaml", misspelt_rules),
    "globs in a configuration": Input("cxlint.yaml", globs),
    "a baseline of unknown findings": Input("cxlint-baseline.yaml", baseline),
    "aliases of a faulty mapping": _policy(faulty_aliases, 5_500),
    "aliases of a mapping of many faults": _policy(large_faulty_alias, 330),
    "aliases of a ladder": _policy(aliased_ladder, 1_400),
    "aliases of a long ladder": _policy(large_aliased_ladder, 210),
    "aliases of a step": _policy(aliased_steps, 3_000),
    "aliases of a list of goals": _policy(aliased_goals, 490),
    "aliases of a list of starts": _policy(many_starts, 490),
    "anchors": _policy(anchors),
    "stacked waivers": _policy(stacked_waivers),
    "waivers in one line": _policy(waivers_in_line),
    "one line of bad references": _policy(line_of_references),
    "one line of JSON": Input("hostile.json", line_of_json),
    "one line of a vendor's flow": Input("flow.json", line_of_flow),
    "misspelt references": _policy(misspelt),
    "misspelt references, all alike": _policy(misspelt_alike),
    "misspelt keys": _policy(misspelt_keys),
    "scripts of different words": _policy(different_words),
    "one long script": _policy(one_text),
    "one script of open brackets": _policy(brackets),
    "one script of one word": _policy(words_without_space),
    "one word of apostrophes": _policy(apostrophes),
    "lists in lists": _policy(nested),
    "one key again and again": _policy(duplicate_keys),
    "empty documents": _policy(empty_documents),
    "a chain": _policy(chain),
    "a ring": _policy(ring),
    "many alternatives": _policy(conditions),
    "many conditions": _policy(all_conditions),
    "a week of many hours": _policy(weeks),
    "BPMN of gateways": Input("process.bpmn", bpmn_gateways),
    "BPMN, deep": Input("process.bpmn", xml_depth),
    "Terraform, templates in templates": Input("a.tf", terraform_templates),
}


def fitting(make: Callable[[int], str], size: int = SIZE) -> int:
    """Return how large a number makes at most about so many bytes."""
    count = size * 100 // len(make(100).encode())
    return count * size // max(len(make(count).encode()), size)


def check(name: str, size: int = SIZE) -> tuple[float, int, int]:
    """Return seconds and megabytes of a check of such an input, and how it ended."""
    file, make, most = INPUTS[name].file, INPUTS[name].make, INPUTS[name].most
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, file).write_text(make(min(fitting(make, size), most)), encoding="utf-8")
        if name in BESIDE:
            other, text = BESIDE[name]
            Path(folder, other).write_text(text, encoding="utf-8")
        return run([sys.executable, "-m", "cxlint", "check", ".", *SETTINGS.get(name, ())], folder)


def run(command: list[str], folder: str) -> tuple[float, int, int]:
    """Run a command in a folder; return its seconds of computing, megabytes and how it ended."""
    with Path(folder, "said").open("wb") as said:
        child = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said, preexec_fn=_limit)  # noqa: PLW1509
        _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, child.returncode


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS,) * 2)


if __name__ == "__main__":
    for name in sys.argv[1:] or INPUTS:
        seconds, megabytes, code = check(name)
        print(f"{name:42} {seconds:6.1f} s {megabytes:6} MB  exit {code}", flush=True)
