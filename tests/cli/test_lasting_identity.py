"""What a finding is lasts: wherever the policy lies, and whatever its vendors' files are called."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cxlint.linting.model.fingerprints import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "real"
FLOW = ROOT / "sample_policies" / "flows" / "harbour-lights-hotline.json"
DAY = ("--as-of", "2026-11-20")
BASELINE = "cxlint-baseline.yaml"
MAIL = "channels:\n  mail: {kind: email, goes_to: care}\nteams:\n  care: {seats: 3}\n"
POLICY = {
    "cxlint.yaml": "policy: .\n",
    "mail.yaml": MAIL,
    "empty.yaml": "",
    "care/remark.yml": "# nothing yet\n",
    "care/broken.yaml": "channels: [\n",
    "flows/none.json": "{}",
    "flows/menu.bpmn": "<definitions",
}
OF_FILES = ("empty-file", "unreadable-file", "left-out")


def findings(cxlint, *arguments: str) -> list[dict]:
    out = cxlint("check", *arguments, *DAY, "--format", "json").out
    return json.loads(out)["findings"]


def prints(found: list[dict]) -> Counter[tuple[str, str]]:
    return Counter((each["rule"], each["fingerprint"]) for each in found)


def of_files(cxlint, *arguments: str) -> Counter[tuple[str, str]]:
    return prints([each for each in findings(cxlint, *arguments) if each["rule"] in OF_FILES])


def new(cxlint, *arguments: str) -> list[str]:
    found = findings(cxlint, *arguments, "--baseline", BASELINE)
    return [f"{each['rule']} {each['entity']}" for each in found if each["status"] == "new"]


def unnamed(flow: dict) -> dict:
    return {key: value for key, value in flow.items() if key != "friendly_name"}


def a_flow(**changes: str) -> str:
    return json.dumps({**json.loads(FLOW.read_text()), **changes})


@pytest.fixture
def put(write):
    """Write the files of a policy below a folder."""

    def into(folder: str, files: dict[str, str] = POLICY) -> None:
        for name, text in files.items():
            write(f"{folder}/{name}", text)

    return into


def test_a_policy_may_lie_anywhere_in_any_repository(cxlint, put, folder, monkeypatch) -> None:
    put("alone")
    put("top")
    (folder / "top" / ".git").mkdir()
    put("outer/shop/policies")
    (folder / "outer" / ".git").mkdir()
    put("workspace/sub")
    told = []
    for start, named in (
        ("alone", "."), ("alone/care", ".."), (".", "alone"),
        ("top", "."), ("top/care", ".."), (".", "top"),
        ("outer/shop/policies", "."), ("outer", "shop/policies"), ("outer/shop", "policies"),
        (".", "outer/shop/policies"),
    ):  # fmt: skip
        monkeypatch.chdir(folder / start)
        told.append(of_files(cxlint, named))
    monkeypatch.setenv("GITHUB_WORKSPACE", str(folder / "workspace"))
    monkeypatch.chdir(folder / "workspace")
    told.append(of_files(cxlint, "sub"))
    monkeypatch.setenv("GITHUB_WORKSPACE", str(folder))
    told.append(of_files(cxlint, "sub"))
    assert told[0].total() >= 4
    assert {rule for rule, _ in told[0]} >= {"empty-file", "unreadable-file"}
    assert all(each == told[0] for each in told)


def test_a_baseline_goes_with_its_policy(cxlint, put, folder, monkeypatch) -> None:
    readable = {name: text for name, text in POLICY.items() if "flows/" not in name}
    readable |= {"care/broken.yaml": "", "flows/menu.json": a_flow(friendly_name="")}
    put("here", readable)
    monkeypatch.chdir(folder / "here")
    cxlint("baseline", *DAY)
    assert new(cxlint, ".") == []
    (folder / "there" / ".git").mkdir(parents=True)
    shutil.move(folder / "here", folder / "there" / "inside")
    monkeypatch.chdir(folder / "there" / "inside")
    assert new(cxlint, ".") == []
    Path("flows/other.yaml").write_text("")
    assert new(cxlint, ".") == ["empty-file file/inside/flows/other.yaml"]


@pytest.mark.parametrize("name", ["empty.yaml", "care/remark.yml", "flows/late/--.yaml"])
def test_what_was_written_when_paths_counted_from_the_repository_holds(
    cxlint, put, write, folder, name: str, monkeypatch
) -> None:
    (folder / ".git").mkdir()
    put("shop", {"cxlint.yaml": "policy: .\n", "mail.yaml": MAIL, name: ""})
    entity = f"file/shop/{name}"
    monkeypatch.chdir(folder / "shop")
    (each,) = (each for each in findings(cxlint, ".") if each["rule"] == "empty-file")
    before = fingerprint("empty-file", (entity,))
    assert each["fingerprint"] != before
    assert before in each["former_fingerprints"]
    entry = f'{{rule: empty-file, entity: {entity}, fingerprint: "{before}"}}'
    write(f"shop/{BASELINE}", f"version: 2\nfindings:\n  - {entry}\n")
    assert new(cxlint, ".", "--select", "empty-file,baseline-stale") == []
    write("shop/else.yaml", "")
    assert new(cxlint, ".", "--select", "empty-file") == ["empty-file file/shop/else.yaml"]


def test_without_a_configuration_paths_count_from_the_repository(
    cxlint, put, folder, monkeypatch
) -> None:
    bare = {name: text for name, text in POLICY.items() if name != "cxlint.yaml"}
    put("r/policies", bare)
    (folder / "r" / ".git").mkdir()
    told = []
    for start, named, workspace in (
        ("r", ".", ""), ("r/policies", ".", ""), (".", "r", ""), ("r", "policies", str(folder)),
    ):  # fmt: skip
        monkeypatch.setenv("GITHUB_WORKSPACE", workspace)
        monkeypatch.chdir(folder / start)
        told.append(of_files(cxlint, named))
    (folder / "r" / ".git").rmdir()
    monkeypatch.chdir(folder / "r")
    told.append(of_files(cxlint, "policies"))
    assert told[0].total() >= 4
    assert all(each == told[0] for each in told)


LAYOUTS: dict[str, Callable[[int, Path], str]] = {
    "a folder for each": lambda number, file: f"f{number}/{file.name}",
    "other names": lambda number, file: f"{file.parent.name}/z{9999 - number}{file.suffix}",
    "one folder": lambda number, file: f"{number}-{file.name}",
    "some folders and names": lambda number, file: f"g{number * 37 % 11}/{number}{file.suffix}",
}


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not beside the checkout")
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    "vendor",
    ["amazon-connect", "twilio-studio", "bpmn", "genesys-archy", "zendesk", "opsgenie-yaml"],
)
def test_real_files_may_lie_otherwise(cxlint, folder, vendor: str, layout: str) -> None:
    sources = sorted(file for file in (REAL / vendor).rglob("*") if file.is_file())
    shutil.copytree(REAL / vendor, folder / "before")
    for number, file in enumerate(sources):
        place = folder / "after" / LAYOUTS[layout](number, file)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, place)
    before = prints(findings(cxlint, "before"))
    assert before.total() > 0
    assert prints(findings(cxlint, "after")) == before


def test_a_name_that_more_flows_get_is_that_of_the_first_all_the_same(
    cxlint, write, folder
) -> None:
    write("a/hotline.json", FLOW.read_text())
    cxlint("baseline", *DAY)
    assert new(cxlint, ".") == []
    for name in ("0/first.json", "a/0.json", "z/last.json"):
        write(name, a_flow(description=name))
        told = new(cxlint, ".")
        assert len(told) == len(findings(cxlint, "a/hotline.json")), told
        (folder / name).unlink()


def test_the_copy_that_was_accepted_is_the_one_that_is(cxlint, write, folder) -> None:
    write("south/hotline.json", FLOW.read_text())
    write("north/hotline.json", FLOW.read_text())
    cxlint("baseline", *DAY)
    entries = (folder / BASELINE).read_text().splitlines(keepends=True)
    south = [line for line in entries if "(south)" in line]
    assert len(south) >= 4
    for gone in south:
        write(BASELINE, "".join(line for line in entries if line != gone))
        (told,) = new(cxlint, ".")
        assert "(south)" in told


def test_a_flow_of_a_process_with_the_name_of_its_file_may_get_another(
    cxlint, write, folder
) -> None:
    space = "http://www.omg.org/spec/BPMN/20100524/MODEL"
    process = (
        f'<definitions xmlns="{space}"><process id="refund" isExecutable="true">'
        '<startEvent id="s"/><userTask id="check"/>'
        '<intermediateCatchEvent id="wait"><messageEventDefinition/></intermediateCatchEvent>'
        '<endEvent id="e"/>'
        '<sequenceFlow id="1" sourceRef="s" targetRef="check"/>'
        '<sequenceFlow id="2" sourceRef="check" targetRef="wait"/>'
        '<sequenceFlow id="3" sourceRef="wait" targetRef="e"/></process></definitions>'
    )
    write("refund.bpmn", process)
    before = prints(findings(cxlint, "."))
    assert before.total() > 0
    (folder / "refund.bpmn").unlink()
    write("returns/process.bpmn", process)
    assert prints(findings(cxlint, ".")) == before


def test_flows_may_name_one_another_under_any_name(cxlint, write, folder) -> None:
    """What a finding in one file says of a flow in another does not hold the other's number."""
    start = json.dumps(unnamed(json.loads(FLOW.read_text())))
    write("one.json", FLOW.read_text())
    write("two.json", start)
    before = prints(findings(cxlint, "."))
    for name in ("one.json", "two.json"):
        (folder / name).rename(folder / f"other-{name}")
    assert prints(findings(cxlint, ".")) == before
