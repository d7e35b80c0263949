"""The schemas teach the language: every key explained, every example true, editors at ease."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from cxlint import resources
from cxlint.language import schema
from cxlint.language.slow_validator import accept_by
from cxlint.parsing.document import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLE = Path(__file__).parents[2] / "sample_policies" / "tidy"
KINDS = (
    "policy", "rule", "config", "pack", "report", "coverage", "journeys", "ask", "law",
    "obligation", "scenarios", "advice", "report-page", "diff", "trend",
    "rule-texts", "phrases",
)  # fmt: skip
EXAMPLE = re.compile(r"\n\nExample: `(.*)`$")

Node = dict[str, Any]


def nodes(node: Any, place: str = "") -> Iterator[tuple[str, Node]]:
    """Yield every schema in a schema, with its place."""
    if not isinstance(node, dict):
        return
    yield place, node
    for key in ("properties", "patternProperties", "$defs"):
        for name, below in node.get(key, {}).items():
            yield from nodes(below, f"{place}/{key}/{name}")
    for key in ("items", "additionalProperties", "propertyNames", "if", "then", "else"):
        yield from nodes(node.get(key), f"{place}/{key}")


def whole(kind: schema.Kind) -> list[tuple[str, Node]]:
    return [(f"{kind}{place}", node) for place, node in nodes(schema.load(kind))]


def keys(kind: schema.Kind) -> Iterator[tuple[str, str, Node]]:
    """Yield every key that may be written, with what is said of it, references followed."""
    definitions = schema.load(kind)["$defs"]
    for place, node in whole(kind):
        for key, stated in node.get("properties", {}).items():
            said = stated
            while "$ref" in said:
                below = definitions[said["$ref"].removeprefix("#/$defs/")]
                said = {**below, **{name: of for name, of in said.items() if name != "$ref"}}
            yield f"{place}/{key}", key, said


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_a_schema(kind: schema.Kind) -> None:
    said = schema.load(kind)
    Draft202012Validator.check_schema(said)
    assert said["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert said["$id"].endswith(f"/schemas/{kind}.schema.json")
    assert said["title"]
    assert said["description"]


def test_no_schema_is_left_out() -> None:
    files = {file.name for file in resources.folder("schemas").iterdir()}
    assert files == {f"{kind}.schema.json" for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_has_a_title_and_a_description(kind: schema.Kind) -> None:
    silent = [place for place, _, said in keys(kind) if not said.get("title")]
    silent += [place for place, _, said in keys(kind) if len(said.get("description", "")) < 6]
    assert silent == []


@pytest.mark.parametrize(
    "kind", ["policy", "rule", "config", "pack", "coverage", "rule-texts", "phrases"]
)
def test_every_key_has_an_example_that_fits(kind: schema.Kind) -> None:
    wrong = []
    for place, key, said in keys(kind):
        found = EXAMPLE.search(said["description"])
        (document,) = parse("example.yaml", found[1].encode()) if found else (None,)
        one = {
            "$defs": schema.load(kind)["$defs"],
            "properties": {key: said},
            "required": [key],
            "additionalProperties": False,
        }
        fits = document and not document.problems and accept_by(one, schema.readers())
        if not fits or not fits(document.data):
            wrong.append(place)
    assert wrong == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_examples_and_defaults_of_values_fit(kind: schema.Kind) -> None:
    for place, node in whole(kind):
        fits = accept_by({**node, "$defs": schema.load(kind)["$defs"]}, schema.readers())
        for value in node.get("examples", ()):
            assert fits(value), f"{place}: {value}"
        assert "default" not in node or fits(node["default"]), place


def test_the_examples_of_quantities_can_be_read() -> None:
    readers = schema.readers()
    quantities = [node for _, node in whole("policy") if node.get("format") in readers]
    assert {node["format"] for node in quantities} == set(readers)
    for node in quantities:
        for text in node["examples"]:
            readers[node["format"]](text)
        assert node["pattern"]
        assert node["errorMessage"].startswith("expected ")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_taken_that_is_not_known(kind: schema.Kind) -> None:
    for place, node in whole(kind):
        if "properties" in node:
            assert node.get("additionalProperties") is not None, place
        if "properties" in node and kind in {"policy", "config", "rule", "coverage"}:
            assert node["patternProperties"]["^x-"] is True, place


@pytest.mark.parametrize("kind", KINDS)
def test_no_schema_leaves_a_choice_to_be_guessed(kind: schema.Kind) -> None:
    for place, node in whole(kind):
        assert not {"anyOf", "oneOf", "not"} & node.keys(), place


@pytest.mark.parametrize("kind", KINDS)
def test_every_definition_is_used(kind: schema.Kind) -> None:
    text = json.dumps(schema.load(kind))
    for name in schema.load(kind)["$defs"]:
        assert f'"#/$defs/{name}"' in text, name


def test_references_name_kinds_that_exist() -> None:
    stated = [node for _, node in whole("policy")]
    kinds = {node["x-kind"] for node in stated if "x-kind" in node}
    for node in stated:
        for key in ("x-refers-to", "x-may-refer-to"):
            assert set(node.get(key, ())) <= kinds
        assert ("x-kind" in node) == ("x-form" in node)
        assert node.get("x-form", "named") in {"named", "listed", "single"}


# --- the editor ------------------------------------------------------------------------------

TIDY = """\
organization: {name: Northwind, currency: EUR, timezone: Europe/Berlin}
schedules:
  office: {open: Mon-Fri 09:00-18:00, holidays: DE-BY}
  always: 24x7
channels:
  hotline:
    kind: voice
    open: office
    goes_to: care
    respond: {within: 20s, for: 80%}
  mailbox: {kind: email, open: always, goes_to: care, respond: 1 day}
teams:
  care: {tier: 1, open: office, seats: 12, may: {refund: 50 EUR, replacement: any}}
handoffs:
  - {from: hotline, to: resolved, when: the question is answered}
returns:
  - {categories: [shoes], window: 30 days, from: delivery, fee: none, proof: receipt}
"""


class Editor:
    """A conversation with a language server about texts in one folder."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self.folder = folder
        self.diagnostics: dict[str, list[Any]] = {}
        self.asked = 0
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.guard = threading.Timer(60, self.process.kill)
        self.guard.start()
        texts = {"hover": {"contentFormat": ["markdown"]}, "completion": {"completionItem": {}}}
        abilities = {"workspace": {"configuration": True}, "textDocument": texts}
        self.ask("initialize", processId=None, rootUri=None, capabilities=abilities)
        self.send(method="initialized", params={})

    def send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def receive(self) -> Any:
        assert self.process.stdout is not None
        length = 0
        while header := self.process.stdout.readline().strip():
            name, _, value = header.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the language server has ended"
        return json.loads(self.process.stdout.read(length))

    def listen(self) -> Any:
        message = self.receive()
        if message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            settings = {"validate": True, "hover": True, "completion": True,
                        "schemaStore": {"enable": False}}  # fmt: skip
            items = message.get("params", {}).get("items", ())
            known = [settings if item.get("section") == "yaml" else None for item in items]
            self.send(id=message["id"], result=known or None)
        return message

    def ask(self, method: str, **params: Any) -> Any:
        self.asked += 1
        self.send(id=self.asked, method=method, params=params)
        while True:
            message = self.listen()
            if message.get("id") == self.asked and "method" not in message:
                return message["result"]

    def open(self, name: str, text: str) -> str:
        """Open a text, below a line that names its schema; return its address once judged."""
        uri = (self.folder / name).as_uri()
        policy = (self.folder / "policy.schema.json").as_uri()
        text = f"# yaml-language-server: $schema={policy}\n{text}"
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.send(method="textDocument/didOpen", params={"textDocument": document})
        while uri not in self.diagnostics:
            self.listen()
        return uri

    def offered(self, name: str, text: str) -> set[str]:
        """Return what is offered at the mark | in a text."""
        before = text[: text.index("|")]
        lines = before.split("\n")
        place = {"line": len(lines), "character": len(lines[-1])}
        uri = self.open(name, text.replace("|", ""))
        found = self.ask("textDocument/completion", textDocument={"uri": uri}, position=place)
        return {item["label"] for item in found["items"]}

    def told(self, uri: str, text: str, word: str) -> str:
        """Return what is shown when the pointer rests on a word of a text."""
        before = text[: text.index(word)].split("\n")
        place = {"line": len(before), "character": len(before[-1]) + 1}
        found = self.ask("textDocument/hover", textDocument={"uri": uri}, position=place)
        return str(found["contents"]["value"])

    def close(self) -> None:
        self.guard.cancel()
        self.process.kill()
        self.process.communicate()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command that starts yaml-language-server, installed once for all tests."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("node and npm are not here, so the editor's language server cannot be tried")
    folder = tmp_path_factory.mktemp("language-server")
    command = [npm, "install", "--prefix", ".", "--no-audit", "--no-fund", "--silent",
               "yaml-language-server@^1.19"]  # fmt: skip
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=180, check=False
        )
    except subprocess.TimeoutExpired:
        pytest.skip("npm did not install yaml-language-server within three minutes")
    if done.returncode:
        pytest.skip(f"npm cannot install yaml-language-server: {done.stderr.strip()[-200:]}")
    start = folder / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
    return [node, str(start), "--stdio"]


@pytest.fixture(scope="module")
def editor(server: list[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    folder = tmp_path_factory.mktemp("edited")
    content = resources.folder("schemas").joinpath("policy.schema.json").read_bytes()
    (folder / "policy.schema.json").write_bytes(content)
    editor = Editor(server, folder)
    yield editor
    editor.close()


def test_an_editor_has_nothing_to_say_of_a_tidy_policy(editor: Editor) -> None:
    assert editor.diagnostics[editor.open("tidy.yaml", TIDY)] == []


def test_an_editor_has_nothing_to_say_of_the_tidy_sample(editor: Editor) -> None:
    files = [file for file in SAMPLE.rglob("*.yaml") if file.name != "cxlint.yaml"]
    assert files
    for file in files:
        uri = editor.open(f"sample-{file.name}", file.read_text(encoding="utf-8"))
        assert editor.diagnostics[uri] == [], file.name


def test_an_editor_takes_odd_but_honest_spellings(editor: Editor) -> None:
    text = """\
organization: {timezone: EST5EDT}
schedules:
  shop: |
    Mon-Fri 09:00-18:00
    Sat 10:00-14:00
  round: 24-7
channels:
  phone: {kind: voice, open: MON-FRI 9am-5pm, fee: \u20b95, goes_to: care}
  mail: {kind: email, open: Mon through Fri 9am-5pm, fee: CHF 1'500, goes_to: care}
teams:
  care: {may: {refund: 50 euros, credit: US$50, goodwill: \u20ac\u00a01\u202f500.50}}
intents:
  a: {promise: 14 calendar days}
  b: {promise: 3 workdays}
  c: {promise: 24 hrs.}
  d: {promise: 12 mths}
"""
    assert editor.diagnostics[editor.open("odd.yaml", text)] == []


def test_an_editor_offers_the_sections(editor: Editor) -> None:
    offered = editor.offered("top.yaml", "teams: {care: {tier: 1}}\n|\n")
    assert {"channels", "steps", "handoffs", "intents", "returns", "organization"} <= offered
    assert "teams" not in offered
    assert "kind" not in offered


def test_an_editor_offers_the_keys_of_a_channel(editor: Editor) -> None:
    text = "channels:\n  hotline:\n    kind: voice\n    |\n"
    offered = editor.offered("channel.yaml", text)
    properties = schema.load("policy")["$defs"]["channel"]["properties"]
    assert offered == properties.keys() - {"kind"}


def test_an_editor_offers_the_keys_of_a_handoff(editor: Editor) -> None:
    offered = editor.offered("handoff.yaml", "handoffs:\n  - from: a\n    |\n")
    assert {"to", "when", "carried_by", "max_repeats"} <= offered


def test_an_editor_offers_the_words_that_are_accepted(editor: Editor) -> None:
    offered = editor.offered("kind.yaml", "channels:\n  hotline:\n    kind: |\n")
    assert {"voice", "email", "chat"} <= offered
    offered = editor.offered("promise.yaml", "intents:\n  refund:\n    promise: |\n")
    assert {"30 days", "4 business hours", "immediately"} <= offered


def test_an_editor_shows_what_a_key_means(editor: Editor) -> None:
    uri = editor.open("hover.yaml", TIDY)
    for word, title, description in [
        ("respond:", "Response target", "How soon a person takes the contact up"),
        ("seats:", "Seats", "How many people are at work at the same time"),
        ("within:", "Within", "How soon"),
        ("handoffs:", "Handoffs", "Moves of customers and cases"),
    ]:
        told = editor.told(uri, TIDY, word)
        assert title in told
        assert description in told
        assert "Example" in told


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("channels: {a: {kind: voise}}\n", "voice"),
        ("channels: {a: {kind: voice, respnd: 1 day}}\n", "respnd is not allowed"),
        ("channels: {a: {kind: voice, respond: 20}}\n", "expected a duration such as 1 day"),
        ("teams: {a: {may: {refund: fifty}}}\n", "expected a sum with its currency"),
    ],
)
def test_an_editor_says_what_is_wrong(editor: Editor, text: str, says: str) -> None:
    name = f"wrong-{abs(hash(text))}.yaml"
    (diagnostic,) = editor.diagnostics[editor.open(name, text)]
    assert says in diagnostic["message"]


def test_an_editor_takes_everyday_words(editor: Editor) -> None:
    text = """\
channels:
  line: {kind: phone, published: yes, fee: free, respond: same day, goes_to: care}
  shop: {kind: Live chat, respond: {within: half an hour}, goes_to: care}
teams:
  care: {party: outsourced, may: {refund: unlimited}}
returns:
- {reasons: [broken], state: sealed, window: one month, refund: [voucher, cash], because: bespoke}
- {categories: [shoes], window: forever, shipping_paid_by: company, returnable: no}
governance: {review_every: yearly}
"""
    assert editor.diagnostics[editor.open("everyday.yaml", text)] == []


@pytest.mark.parametrize("text", ["kind: carrier pigeon", "fee: cheap", "published: perhaps"])
def test_an_editor_does_not_take_what_nobody_means(editor: Editor, text: str) -> None:
    policy = f"channels:\n  line:\n    kind: voice\n    {text}\n".replace(
        "    kind: voice\n", "", text.startswith("kind")
    )
    assert len(editor.diagnostics[editor.open(f"nobody-{text[:4]}.yaml", policy)]) == 1


def test_an_editor_offers_the_language_s_own_words_only(editor: Editor) -> None:
    assert editor.offered("own.yaml", "channels:\n  line:\n    kind: |\n") == {
        *schema.load("policy")["$defs"]["channel"]["properties"]["kind"]["enum"]
    }
    refunds = editor.offered(
        "refunds.yaml", "returns:\n  - window: 30 days\n    refund:\n      - |\n"
    )
    assert {"store credit", "original payment"} <= refunds
    assert "voucher" not in refunds
    truths = editor.offered("truths.yaml", "channels:\n  line:\n    published: |\n")
    assert {"true", "false"} <= truths
    assert "yes" not in truths


FOR_WHOM = ("customers", "countries", "state", "bought", "bought_between")


def test_an_editor_offers_for_whom_a_return_is(editor: Editor) -> None:
    offered = editor.offered("returns.yaml", "returns:\n  - window: 30 days\n    |\n")
    assert set(FOR_WHOM) <= offered


@pytest.mark.parametrize("key", FOR_WHOM)
def test_an_editor_says_what_a_key_is_for(editor: Editor, key: str) -> None:
    said = schema.load("policy")["$defs"]["return"]["properties"][key]
    value = "[2026-11-01, 2026-12-31]" if key == "bought_between" else "[DE]"
    text = f"returns:\n  - window: 30 days\n    {key}: {value}\n"
    shown = editor.told(editor.open(f"hover-{key}.yaml", text), text, key)
    assert said["title"] in shown
    assert EXAMPLE.sub("", said["description"]).split(",")[0] in shown
