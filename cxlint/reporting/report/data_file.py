"""The data of a report, read back from a file."""

from __future__ import annotations

import json
from typing import Any

from cxlint import resources
from cxlint.errors import UserError

SCHEMA = "report-page.schema.json"
ADVICE = "write it anew with cxlint report --format json"


def parse(text: str, name: str) -> dict[str, Any]:
    """Return the data that stand in a file of that name. UserError where they are no report."""
    from jsonschema import Draft202012Validator

    try:
        document = json.loads(text)
    except ValueError as problem:
        raise UserError(f"{name} is no JSON: {problem}") from None
    schema = json.loads((resources.folder("schemas") / SCHEMA).read_text(encoding="utf-8"))
    misfit = next(Draft202012Validator(schema).iter_errors(document), None)
    if misfit is not None:
        place = "/".join(map(str, misfit.absolute_path)) or "the top"
        raise UserError(f"{name} is no report: at {place}, {misfit.message[:200]}; {ADVICE}")
    found: dict[str, Any] = document
    if not _is_whole(found):
        raise UserError(f"{name} is no report: it names things that it does not hold; {ADVICE}")
    return found


def _is_whole(document: dict[str, Any]) -> bool:
    """Whether all places, moves, rules and findings that are named are there."""
    drawn, findings = document["map"], [*document["causes"], *document["excused"]]
    places, moves = len(drawn["places"]), len(drawn["moves"])
    ids = {each["id"] for each in document["causes"]}
    named = {
        *document["worst"],
        *(each["finding"] for each in document["advice"] if "finding" in each),
        *(id_ for line in (document["returns"] or {"lines": ()})["lines"]
          for cell in line["cells"] for row in cell["rows"] for id_ in row["findings"]),
    }  # fmt: skip
    changes = (document.get("changes") or {"list": ()})["list"]
    change_numbers = [n for each in drawn["places"] for n in each.get("changes", ())]
    boxes = [box for view in drawn["views"] for box in view["boxes"]]
    lines = [line for view in drawn["views"] for line in view["lines"]]
    spots = [each for finding in findings for each in finding["witness"]]
    place_numbers = [
        *(number for each in findings for key in ("places", "homes") for number in each[key]),
        *(each[end] for each in drawn["moves"] for end in ("from", "to")),
        *(number for each in drawn["starts"].values() for number in each),
        *(each["place"] for each in (*boxes, *spots) if "place" in each),
        *(number for each in changes for number in each["places"]),
    ]
    move_numbers = [
        *(number for each in (*findings, *lines) for number in each["moves"]),
        *(number for each in (*spots, *changes) for number in each.get("moves", ())),
    ]
    columns = len(document["journeys"]["columns"])
    return (
        max(place_numbers, default=-1) < places
        and max(move_numbers, default=-1) < moves
        and max(change_numbers, default=-1) < len(changes)
        and named <= ids
        and {each["rule"] for each in findings} <= document["rules"].keys()
        and all(len(row["cells"]) == columns for row in document["journeys"]["rows"])
        and all("place" in box or {"group", "kind"} <= box.keys() for box in boxes)
    )
