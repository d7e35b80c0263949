"""PyYAML's own parser, for a Python without libyaml: the same events, a tenth of the pace.

PyYAML's scanner is older than libyaml's, and the two disagree about tabs, question marks, byte
order marks and tags. What is different here makes it read what libyaml reads, refuse what libyaml
refuses, and stop at the same character; `tests/parsing/test_two_readers.py` compares them.
"""

from __future__ import annotations

import sys
from typing import Any, NoReturn, cast

from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError
from yaml.tokens import ScalarToken, TagToken

_BREAKS = "\r\n\x85\u2028\u2029"
_END_OR_BREAK = "\0" + _BREAKS
_BLANK = "\0 \t" + _BREAKS
_HEXADECIMAL = "0123456789ABCDEFabcdef"
_BOM = "\ufeff"
_WORD = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
_URI = _WORD + ";/?:@&=+$.!~*'()%"
_URI_IN_BRACKETS = ",[]"
_TAB_IN_BLOCK = "found a tab character where an indentation space is expected"


class SlowParser(Reader, Scanner, Parser):
    """What `CParser` is, in Python."""

    def __init__(self, stream: str) -> None:
        """Read the events of `stream`."""
        Reader.__init__(self, stream)
        Scanner.__init__(self)
        Parser.__init__(self)

    def forward(self, length: int = 1) -> None:
        """Go on by so many characters; a byte order mark takes a column as any other does."""
        if self.pointer + length + 1 >= len(self.buffer):
            self.update(length + 1)
        for ch in self.buffer[self.pointer : self.pointer + length]:
            self.pointer += 1
            self.index += 1
            if ch in "\n\x85\u2028\u2029" or (ch == "\r" and self.buffer[self.pointer] != "\n"):
                self.line += 1
                self.column = 0
            else:
                self.column += 1

    def scan_to_next_token(self) -> None:
        """Pass over blanks, comments and line ends; a tab does not indent."""
        while True:
            if self.column == 0 and self.peek() == _BOM:
                self.forward()
            while self.peek() == " " or (
                self.peek() == "\t" and (self.flow_level or not self.allow_simple_key)
            ):
                self.forward()
            if self.peek() == "#":
                while self.peek() not in _END_OR_BREAK:
                    self.forward()
            if not self._line_break():
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def fetch_stream_end(self) -> None:
        """End the stream as if a line ended there, so that what wants a colon is told so."""
        if self.column:
            self.line += 1
            self.column = 0
        self.stale_possible_simple_keys()
        super().fetch_stream_end()

    def scan_directive_name(self, start_mark: Any) -> str:
        """Read the name of a directive, of which there are two."""
        name: str = cast("Any", super()).scan_directive_name(start_mark)
        if name not in ("YAML", "TAG"):
            self._stop("while scanning a directive", start_mark, "found unknown directive name")
        return name

    def scan_tag(self) -> TagToken:
        """Read a tag; signs of lists and mappings are no part of it."""
        start_mark = self.get_mark()
        handle, suffix = self._tag_parts(start_mark)
        if self.peek() not in _BLANK and not (self.flow_level and self.peek() == ","):
            problem = "did not find expected whitespace or line break"
            self._stop("while scanning a tag", start_mark, problem)
        return TagToken((handle, suffix), start_mark, self.get_mark())

    def _tag_parts(self, start_mark: Any) -> tuple[str | None, str]:
        if self.peek(1) == "<":
            self.forward(2)
            suffix = self._tag_uri("", _URI + _URI_IN_BRACKETS, start_mark)
            if self.peek() != ">":
                self._stop("while scanning a tag", start_mark, "did not find the expected '>'")
            self.forward()
            return None, suffix
        length = 1
        while self.peek(length) in _WORD:
            length += 1
        if self.peek(length) == "!":
            handle = self.prefix(length + 1)
            self.forward(length + 1)
            return handle, self._tag_uri("", _URI, start_mark)
        head = self.prefix(length)[1:]
        self.forward(length)
        suffix = self._tag_uri(head, _URI, start_mark, bare=True)
        return ("!", suffix) if suffix else (None, "!")

    def _tag_uri(self, head: str, letters: str, start_mark: Any, *, bare: bool = False) -> str:
        """Read on what names a tag, behind its `head`; only a bare `!` may have no name."""
        pieces = [head]
        while (ch := self.peek()) in letters and ch != "\0":
            if ch == "%":
                pieces.append(self._uri_escapes(start_mark))
            else:
                pieces.append(ch)
                self.forward()
        found = "".join(pieces)
        if not found and not bare:
            self._stop("while parsing a tag", start_mark, "did not find expected tag URI")
        return found

    def _uri_escapes(self, start_mark: Any) -> str:
        octets = bytearray()
        while self.peek() == "%":
            digits = self.prefix(3)[1:]
            if len(digits) < 2 or any(digit not in _HEXADECIMAL for digit in digits):
                self._stop("while parsing a tag", start_mark, "did not find URI escaped octet")
            octets.append(int(digits, 16))
            self.forward(3)
        try:
            return octets.decode()
        except UnicodeDecodeError:
            self._stop("while parsing a tag", start_mark, "found an incorrect UTF-8 octet")

    def scan_block_scalar_ignored_line(self, start_mark: Any) -> None:
        """Read what stands behind the sign of a block, up to the end of its line."""
        while self.peek() in " \t":
            self.forward()
        if self.peek() == "#":
            while self.peek() not in _END_OR_BREAK:
                self.forward()
        if self.peek() not in _END_OR_BREAK:
            problem = "did not find expected comment or line break"
            self._stop("while scanning a block scalar", start_mark, problem)
        self._line_break()

    def scan_block_scalar_indicators(self, start_mark: Any) -> tuple[bool | None, int | None]:
        """Read whether a block keeps its last line ends, and how far it is indented."""
        chomping: bool | None = None
        increment: int | None = None
        while (ch := self.peek()) in "+-" if chomping is None else False:
            chomping = ch == "+"
            self.forward()
        if self.peek() in "0123456789":
            increment = int(self.peek())
            if not increment:
                problem = "found an indentation indicator equal to 0"
                self._stop("while scanning a block scalar", start_mark, problem)
            self.forward()
        if chomping is None and self.peek() in "+-":
            chomping = self.peek() == "+"
            self.forward()
        return chomping, increment

    def scan_block_scalar_indentation(self) -> tuple[list[str], int, Any]:
        """Read the empty lines before a block's text and return how far that is indented."""
        found = super().scan_block_scalar_indentation()
        if self.peek() == "\t" and self.column < max(self.indent + 1, 1):
            self._stop("while scanning a block scalar", self.get_mark(), _TAB_IN_BLOCK)
        return found

    def scan_block_scalar_breaks(self, indent: int) -> tuple[list[str], Any]:
        """Read empty lines within a block, and the indentation of the next line."""
        found = super().scan_block_scalar_breaks(indent)
        if self.peek() == "\t" and self.column < indent:
            self._stop("while scanning a block scalar", self.get_mark(), _TAB_IN_BLOCK)
        return found

    def scan_flow_scalar_non_spaces(self, double: bool, start_mark: Any) -> list[str]:  # noqa: FBT001
        """Read a piece of a quoted scalar up to its end or to the next blank."""
        chunks = []
        quote = '"' if double else "'"
        while (ch := self.peek()) not in _BLANK:
            if ch == "'" and not double and self.peek(1) == "'":
                chunks.append("'")
                self.forward(2)
            elif ch == quote:
                break
            elif ch != "\\" or not double:
                chunks.append(ch)
                self.forward()
            elif self.peek(1) in _BREAKS:
                self.forward()
                self._line_break()
                return [*chunks, *self.scan_flow_scalar_breaks(double, start_mark)]
            else:
                chunks.append(self._escaped(start_mark))
        return chunks

    def _escaped(self, start_mark: Any) -> str:
        """Read what a backslash and what stands behind it mean."""
        letter = self.peek(1)
        if (found := self.ESCAPE_REPLACEMENTS.get(letter)) is not None:
            self.forward(2)
            return found
        context = "while parsing a quoted scalar"
        length = self.ESCAPE_CODES.get(letter)
        if length is None:
            self._stop(context, start_mark, "found unknown escape character")
        self.forward(2)
        digits = self.prefix(length)
        if any(digit not in _HEXADECIMAL for digit in digits):
            self._stop(context, start_mark, "did not find expected hexdecimal number")
        code = int(digits, 16)
        if 0xD800 <= code <= 0xDFFF or code > sys.maxunicode:
            self._stop(context, start_mark, "found invalid Unicode character escape code")
        self.forward(length)
        return chr(code)

    def scan_plain(self) -> ScalarToken:
        """Read a plain scalar, over several lines where they are indented."""
        chunks: list[str] = []
        start_mark = end_mark = self.get_mark()
        indent = self.indent + 1
        blanks: list[str] = []
        while not self._at_document_marker() and self.peek() != "#":
            length = self._plain_length(start_mark)
            if not length:
                break
            self.allow_simple_key = False
            chunks += [*blanks, self.prefix(length)]
            self.forward(length)
            end_mark = self.get_mark()
            blanks = self._plain_blanks(indent, start_mark)
            if not blanks or (not self.flow_level and self.column < indent):
                break
        return ScalarToken("".join(chunks), plain=True, start_mark=start_mark, end_mark=end_mark)

    def _plain_length(self, start_mark: Any) -> int:
        """Return how many characters from here on, without blanks, belong to a plain scalar."""
        length = 0
        while (ch := self.peek(length)) not in _BLANK:
            behind = self.peek(length + 1)
            if ch == ":" and behind in _BLANK:
                break
            if self.flow_level and ch == ":" and behind in ",[]{}":
                self.forward(length)
                self._stop("while scanning a plain scalar", start_mark, "found unexpected ':'")
            if self.flow_level and ch in ",[]{}":
                break
            length += 1
        return length

    def _plain_blanks(self, indent: int, start_mark: Any) -> list[str]:
        """Pass over what separates the words of a plain scalar; return what it stands for."""
        whites, broken, breaks = "", "", []
        while (ch := self.peek()) in " \t" + _BREAKS:
            if ch in _BREAKS:
                found = self._line_break()
                if broken:
                    breaks.append(found)
                else:
                    broken, whites = found, ""
                    self.allow_simple_key = True
                continue
            if broken and self.column < indent and ch == "\t":
                self._stop(
                    "while scanning a plain scalar", start_mark,
                    "found a tab character that violates indentation",
                )  # fmt: skip
            whites += "" if broken else ch
            self.forward()
        if not broken:
            return [whites] if whites else []
        if broken != "\n":
            return [broken, *breaks]
        return breaks or [" "]

    def _at_document_marker(self) -> bool:
        return self.column == 0 and self.prefix(3) in ("---", "...") and self.peek(3) in _BLANK

    def _line_break(self) -> str:
        found: str = cast("Any", self).scan_line_break()
        return found

    def _stop(self, context: str, start_mark: Any, problem: str) -> NoReturn:
        raise ScannerError(context, start_mark, problem, self.get_mark())
