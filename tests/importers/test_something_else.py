"""YAML and JSON that hold no policy: known by what they hold, named, and not judged."""

from __future__ import annotations

import json

import pytest
import yaml

from cxlint.importers.detection import remarks
from cxlint.importers.file_kinds import name_data, name_text
from cxlint.policy.file_contents import set_others_aside, understood

OTHERS = {
    "Docker Compose": "services:\n  web: {image: nginx, ports: ['80:80']}\n",
    "OpenAPI": "openapi: 3.1.0\ninfo: {title: Shop, version: '1'}\npaths: {}\n",
    "AsyncAPI": (
        "asyncapi: 2.6.0\nchannels:\n  a/b: {description: orders, subscribe: {message: {}}}\n"
    ),
    "Kubernetes": "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n",
    "Helm chart": "apiVersion: v2\nname: web\nversion: 0.1.0\n",
    "MkDocs": "site_name: Ours\nnav: [index.md]\n",
    "GitHub workflow": "on: push\njobs:\n  a: {runs-on: x, steps: [{uses: y}]}\n",
    "GitLab pipeline": "stages: [a]\nbuild: {stage: a, script: [make]}\n",
    "pre-commit hooks": "repos:\n- {repo: x, rev: v1, hooks: [{id: y}]}\n",
    "Dependabot": "version: 2\nupdates: [{package-ecosystem: pip, directory: /}]\n",
    "Ansible playbook": "- {hosts: all, tasks: [{ping: {}}]}\n",
    "lock file": "lockfileVersion: '9.0'\nsettings: {autoInstallPeers: true}\n",
    "Conda environment": "channels: [conda-forge]\ndependencies: [python]\n",
    "Rasa dialogue flows": "flows:\n  pay: {description: pay, steps: [{collect: amount}]}\n",
    "Rasa domain": "version: '3.1'\nintents: [greet]\nresponses: {utter: [{text: hi}]}\n",
    "translations": "de:\n  channels: {title: Wege}\n  teams: Gruppen\n",
    "a list": "- refund\n- return\n",
    "just text": "call us\n",
    "nothing in it": "{}\n",
    "": "a: 1\n",
}
"""Files of other tools, by what they are called; empty where that is not known."""


def read(text: str, *, within: bool = False):
    found = understood("a.yaml", text.encode(), {}, named=False, within=within)
    return set_others_aside("a.yaml", found, within=within)


@pytest.mark.parametrize("title", OTHERS)
def test_what_is_something_else_is_named_and_not_judged(title: str) -> None:
    documents = read(OTHERS[title])
    named = f"a.yaml ({title})" if title else "a.yaml"
    assert remarks(documents) == [f"not judged, as it is something else: {named}"]
    assert [each.problems for each in documents] == [[]]


@pytest.mark.parametrize("title", OTHERS)
def test_within_what_the_configuration_calls_the_policy_all_is_policy(title: str) -> None:
    (document,) = read(OTHERS[title], within=True)
    assert (document.foreign, document.data is None) == (None, False)


@pytest.mark.parametrize(
    "text",
    [
        "steps: [{label: test, command: make}]\n",
        "steps: [{run: echo}]\n",
        "steps: [{script: echo hi, displayName: x}]\n",
        "steps:\n- {name: test, image: go, commands: [go test]}\n",
        "scripts: {build: make, test: pytest}\n",
        "scripts: {build: tsc -p ., lint: 'eslint --ext .ts src', start: ./run.sh}\n",
        "teams: {infra: {privacy: closed, members: [a, b]}}\n",
        "teams: {infra: [ann, bob]}\n",
        "channels:\n  general: {topic: x, is_private: false}\n  random: {topic: y}\n",
        "channels: [{name: general, description: all}]\n",
        "systems: [{name: crm, host: 10.0.0.1}]\n",
        "systems: [{name: crm, host: a}]\nteams: {infra: {privacy: closed}}\n",
        "promises: [{then: x, catch: y}]\n",
        "organization: {login: x, plan: free}\n",
    ],
)
def test_the_name_of_a_section_alone_makes_no_policy(text: str) -> None:
    assert remarks(read(text)) == ["not judged, as it is something else: a.yaml"]
    assert [each.foreign for each in read(text, within=True)] == [None]
    as_json = json.dumps(yaml.safe_load(text)).encode()
    (other,) = understood("a.json", as_json, {}, named=False)
    assert (other.data, remarks([other])) == (
        None,
        ["not judged, as it is something else: a.json"],
    )


@pytest.mark.parametrize(
    "text",
    [
        "channels: [{kind: voice, open: 24x7}]\n",
        "channels: [{name: hotline, kind: voice}]\n",
        "channels: {hotline: voice}\n",
        "channels: {hotline: {name: Hotline}}\n",
        "channels: {hotline: [{kind: voice, open: 24x7}]}\n",
        "channels: {hotline: {}}\n",
        "channels: {hotline: }\n",
        "teams: {care: {}}\n",
        "teams: {care: {seets: 3}}\n",
        "teams: {care: {seats: 3, privacy: closed, members: [a, b]}}\n",
        "teams: {care: 12}\n",
        "teams: {seats: 3, open: 24x7}\n",
        "teams: [care, finance]\n",
        "teams: {care: , desk: }\n",
        "teams: {infra: {privacy: closed}}\nintents: {order: {}}\n",
        "scripts: {greeting: 'Hello, how can we help?'}\n",
        "systems: [{name: shop, kind: shop}]\n",
        "schedules: {office: Mon-Fry 09:00-17:00}\n",
        "governance: {ownr: Ann}\n",
        "handoffs: {from: bot, to: care}\n",
        "steps: [{kind: page, goes_to: care}]\n",
    ],
)
def test_a_policy_of_one_section_is_judged_be_its_shape_wrong(text: str) -> None:
    assert [each.foreign for each in read(text)] == [None]
    as_json = json.dumps(yaml.safe_load(text)).encode()
    assert [each.foreign for each in understood("a.json", as_json, {}, named=False)] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "channels: {}\n",
        "version: 1\n",
        "channels:\n  hotline: {kind: voice}\nservices: {web: {image: nginx}}\n",
        "asyncapi: 3.0.0\nchannels:\n  hotline: {kind: voice, goes_to: care}\n",
        "chanels:\n  hotline: {kind: voice}\n",
        "chanels: {}\n",
        "Teams:\n  care: {seats: 3}\n",
        "hand-offs:\n- {from: bot, to: care}\n",
        "channels:\nhotline:\n  kind: voice\n",
        "handoffs:\n- from: bot\nto: care\n",
        "policy:\n  teams:\n    care: {seats: 3, open: 24x7}\n",
        "teams:care\n",
        "intents: [refund, return]\n",
        "version: '1'\nteams:\n  care: {seats: 3}\n",
    ],
)
def test_what_is_nearly_policy_is_judged_as_policy(text: str) -> None:
    assert [each.foreign for each in read(text)] == [None]


def test_one_document_of_policy_makes_a_file_policy() -> None:
    documents = read(OTHERS["Kubernetes"] + "---\nteams: {care: {seats: 3}}\n")
    assert [each.foreign for each in documents] == [None, None]


def test_yaml_with_tags_of_its_own_is_something_else_unless_it_is_meant_as_policy() -> None:
    (other,) = read("Resources:\n  Flow: {Type: X, Arn: !Sub abc}\n")
    assert other.foreign.title == "the tag !Sub is not known here"
    (policy,) = read("teams:\n  care: {seats: 3}\n  desk: !include desk.yaml\n")
    assert [each.rule for each in policy.problems] == ["unreadable-file"]


@pytest.mark.parametrize(
    ("syntax", "text", "title"),
    [
        ("json", '{"openapi": "3.0.0", "info": {}}', "OpenAPI"),
        ("json", '{"@context": "https://schema.org", "@type": "Organization"}', "JSON-LD"),
        ("json", '{"name": "shop", "dependencies": {}}', "npm package"),
        ("json", '{"a": ', ""),
        ("json", "[" * 100_000, ""),
        ("xml", '<?xml version="1.0"?><project/>', "XML with <project> at its root"),
        ("xml", '<d:definitions xmlns:d="https://www.omg.org/spec/DMN/20191111/MODEL/"/>', "DMN"),
    ],
)  # fmt: skip
def test_what_other_systems_write_is_named(syntax: str, text: str, title: str) -> None:
    assert name_text(syntax, text) == title


@pytest.mark.parametrize("data", [None, 3, True, [], [None], {1: 2}, {"services": 3}, {"on": {}}])
def test_anything_can_be_asked_for_its_name(data: object) -> None:
    assert isinstance(name_data(data), str)


def test_many_others_are_named_those_first_that_are_known() -> None:
    files = {f"{number:02}.yaml": "a: 1\n" for number in range(9)} | {
        "z.json": json.dumps({"openapi": 3})
    }
    found = [
        each
        for path, text in files.items()
        for each in set_others_aside(
            path, understood(path, text.encode(), {}, named=False), within=False
        )
    ]
    (told,) = remarks(found)
    assert told.startswith("not judged, as they are something else: z.json (OpenAPI), 00.yaml, ")
    assert told.endswith("06.yaml, and 2 more")
