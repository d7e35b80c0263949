"""The data of a report, read back from a file."""

from __future__ import annotations

import json
from typing import Any

from cxlint import resources
from cxlint.errors import UserError

SCHEMA = "report-page.schema.json"


def parse(text: str, name: str) -> dict[str, Any]:
    """Return the data that stand in a file of that name. UserError where they are no report."""
    from jsonschema import Draft202012Validator

    try:
        document = json.loads(text)
    except ValueError as problem:
        raise UserError(f"{name} is no JSON: {problem}") from None
    schema = json.loads((resources.folder("schemas") / SCHEMA).read_text(encoding="utf-8"))
    problem = next(Draft202012Validator(schema).iter_errors(document), None)
    if problem is not None:
        place = "/".join(map(str, problem.absolute_path)) or "the top"
        advice = "write it anew with cxlint report --format json"
        raise UserError(f"{name} is no report: at {place}, {problem.message[:200]}; {advice}")
    found: dict[str, Any] = document
    return found
