"""PyYAML's own parser, for a Python without libyaml: the same events, a tenth of the pace."""

from __future__ import annotations

from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner


class SlowParser(Reader, Scanner, Parser):
    """What `CParser` is, in Python."""

    def __init__(self, stream: str) -> None:
        """Read the events of `stream`."""
        Reader.__init__(self, stream)
        Scanner.__init__(self)
        Parser.__init__(self)
