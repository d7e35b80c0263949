"""What all tests share: expected outputs kept in files, rewritten by `pytest --rewrite-golden`."""

from __future__ import annotations

import os
import runpy
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable


hypothesis.settings.register_profile(
    "steady",
    deadline=None,  # machines that run tests are busy
    database=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("steady")


WITHOUT = Path(__file__).parent / "without"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="rewrite expected outputs")
    parser.addoption("--bare", action="store_true", help="run without libyaml and jsonschema-rs")


def pytest_configure(config: pytest.Config) -> None:
    """Hide what is to be absent, here and in what the tests start, before cxlint is imported."""
    if config.getoption("--bare"):
        runpy.run_path(str(WITHOUT / "sitecustomize.py"))
        before = os.environ.get("PYTHONPATH")
        os.environ["PYTHONPATH"] = os.pathsep.join([str(WITHOUT), *([before] if before else [])])


def pytest_report_header(config: pytest.Config) -> str:
    """Say what the tests run without."""
    return "without libyaml and jsonschema-rs" if config.getoption("--bare") else ""


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Return a function that compares a text with the file of that name in golden/ beside."""
    folder = Path(request.path).parent / "golden"
    rewrite = request.config.getoption("--rewrite-golden")

    def compare(name: str, text: str) -> None:
        file = folder / name
        if rewrite:
            folder.mkdir(exist_ok=True)
            file.write_bytes(text.encode())
        assert file.is_file(), f"{file} is missing; write it with --rewrite-golden"
        assert text == file.read_bytes().decode()

    return compare
