"""What both sides of `cxlint diff` have in common is read once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.policy import file_contents

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from cxlint.parsing.document import Document
    from tests.cli.conftest import Run

TERM = "terms:\n  fee-{}: {{kind: fee, amount: 5 EUR}}\n"


def test_a_file_that_is_the_same_is_parsed_once(
    tmp_path: Path, cxlint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for side in ("before", "after"):
        (tmp_path / side).mkdir()
        for number in range(20):
            text = TERM.format(number)
            changed = text.replace("5 EUR", "7 EUR") if (side, number) == ("after", 7) else text
            (tmp_path / side / f"{number}.yaml").write_text(changed)
    parsed: list[str] = []
    parse = file_contents.parse

    def count(path: str, text: bytes, memo: dict[str, object] | None = None) -> list[Document]:
        parsed.append(path)
        return parse(path, text, memo)

    monkeypatch.setattr(file_contents, "parse", count)
    outcome = cxlint("diff", str(tmp_path / "before"), str(tmp_path / "after"))
    assert "7.yaml:2: term fee-7, what it costs: 5 EUR, now 7 EUR" in outcome.out
    assert len(parsed) == 21
