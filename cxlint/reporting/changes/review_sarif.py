"""A review as SARIF 2.1.0: only what a change makes worse, on the lines that do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cxlint
from cxlint.reporting.changes.worse_items import list_items
from cxlint.reporting.formats import sarif_results, sarif_rules
from cxlint.reporting.formats.sarif import MOST_RESULTS
from cxlint.reporting.writing.finding_record import json_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cxlint.reporting.changes.worse_items import WorseItem
    from cxlint.reporting.writing.view import View
    from cxlint.review.review import Review


def render(review: Review, view: View) -> str:
    """Return the SARIF log. It depends on the review alone: no times, no absolute paths."""
    items = list_items(review)[:MOST_RESULTS]
    rules = _descriptors(items)
    numbers = {str(each["id"]): number for number, each in enumerate(rules)}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "cxlint",
                        "semanticVersion": cxlint.__version__,
                        "informationUri": sarif_rules.HOME,
                        "rules": rules,
                    }
                },
                "automationDetails": {"id": "cxlint/change/"},
                "columnKind": "unicodeCodePoints",
                "invocations": [_invocation(review)],
                "results": [_result(item, numbers, view) for item in items],
            }
        ],
    }
    return json_text(log) + "\n"


def _invocation(review: Review) -> dict[str, object]:
    return {
        "executionSuccessful": not review.has_crashed,
        "toolExecutionNotifications": [
            {
                "level": "note",
                "message": {"text": sarif_results.escape_links(note)},
                "descriptor": {"id": "note"},
            }
            for note in review.notes
        ],
        "toolConfigurationNotifications": [
            {
                "level": "warning",
                "message": {"text": sarif_results.escape_links(each.sentence)},
                "descriptor": {"id": each.what},
            }
            for each in review.weakened
        ],
    }


def _descriptors(items: Iterable[WorseItem]) -> list[dict[str, object]]:
    """Return the descriptors of the rules and aspects that the items are of."""
    rules = {item.finding.rule.id: item.finding.rule for item in items if item.finding is not None}
    names = sorted({item.name for item in items if item.finding is None})
    return [*(_aspect(name) for name in names), *map(sarif_rules.descriptor, rules.values())]


def _aspect(name: str) -> dict[str, object]:
    words = name.replace("-", " ")
    told = f"A change of policy makes something worse for customers: {words}."
    return {
        "id": name,
        "name": "".join(word.capitalize() for word in words.split()),
        "shortDescription": {"text": told},
        "fullDescription": {"text": told},
        "help": {"text": f"{told} `cxlint diff` says for whom. Declare it where it is meant."},
        "defaultConfiguration": {"level": "warning"},
        "properties": {
            "tags": ["customer-experience", "change"],
            "precision": "high",
            "problem.severity": "warning",
        },
    }


def _result(item: WorseItem, numbers: dict[str, int], view: View) -> dict[str, object]:
    place = sarif_results.file_location(item.spot.path or ".", 0, view)
    physical = place["physicalLocation"]
    assert isinstance(physical, dict)
    physical["region"] = {
        "startLine": item.spot.line,
        "startColumn": item.spot.column,
        "endLine": item.spot.line,
        "endColumn": item.spot.column + 1,
    }
    place["logicalLocations"] = [{"fullyQualifiedName": item.thing, "kind": "member"}]
    return {
        "ruleId": item.name,
        "ruleIndex": numbers[item.name],
        "level": sarif_rules.LEVELS[item.severity],
        "message": {"text": sarif_results.escape_links(item.message)},
        "locations": [place],
        "partialFingerprints": {
            "cxlint/v2": item.fingerprint,
            "primaryLocationLineHash": f"{item.fingerprint[:16]}:1",
        },
    }
