"""Small policies for tests, from text."""

from __future__ import annotations

import datetime
import textwrap
from typing import TYPE_CHECKING

from cxlint.graph.builder import build
from cxlint.linting.model.observation import ObservedNetwork, ObservedPolicy
from cxlint.parsing import document
from cxlint.policy import linker

if TYPE_CHECKING:
    from cxlint.graph.network import Network
    from cxlint.policy.policy import Policy

TODAY = datetime.date(2026, 11, 20)


def policy(*files: str) -> Policy:
    """Return the policy that these files make up, named 0.yaml, 1.yaml and so on."""
    documents = [
        each
        for number, text in enumerate(files)
        for each in document.parse(f"{number}.yaml", textwrap.dedent(text).encode())
    ]
    return linker.assemble(documents, TODAY)


def network(*files: str) -> Network:
    """Return the graph of these files."""
    return build(policy(*files))


def observed(graph: Network) -> ObservedNetwork:
    """Return a graph as a run hands it to checks: it notes what they ask for."""
    return ObservedNetwork(graph, ObservedPolicy(graph.policy))
