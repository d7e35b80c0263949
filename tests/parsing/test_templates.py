"""Files that are yet to be filled in are known as such, and broken ones are not taken for them."""

from __future__ import annotations

import pytest

from cxlint.parsing.template_tokens import holds_token
from cxlint.parsing.templates import find_template


@pytest.mark.parametrize(
    ("text", "token", "index"),
    [
        ("image: {{ .Values.image }}\n", "{{ .Values.image }}", 7),
        ("{{- if .Values.x }}\na: b: c\n{{- end }}\n", "{{- if .Values.x }}", 0),
        ("{% for t in teams %}\n{{ t }}: {seats: 3}\n{% endfor %}\n", "{% for t in teams %}", 0),
        ("a: {kind: ${KIND}}\n", "${KIND}", 10),
        ("a: [<%= kind %>\n, b]: c\n<% end %>\n", "<%= kind %>", 4),
        ("a: {{ " + "b" * 60 + " }}\n", "{{ " + "b" * 34 + "...", 3),
    ],
)
def test_a_template_is_known_by_what_is_to_be_filled_in(text: str, token: str, index: int) -> None:
    assert find_template(text) == (index, token)


@pytest.mark.parametrize(
    "text",
    [
        "a: [1, 2\n",
        'scripts: {hello: {text: "Dear {{name}}"}\nteams: [\n',
        "hello: Dear {{name}}: [\n",
        "",
    ],
)
def test_a_broken_file_is_no_template_because_it_greets_somebody(text: str) -> None:
    assert find_template(text) is None


@pytest.mark.parametrize(("text", "has"), [("{{ kind }}", True), ("${X}", True), ("{a}", False)])
def test_a_value_may_be_yet_to_be_filled_in(text: str, has: bool) -> None:
    assert holds_token(text) is has
