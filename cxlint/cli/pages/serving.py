"""A page for the browser of this machine alone, under an address that nobody else can guess."""

from __future__ import annotations

import hmac
import secrets
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import TYPE_CHECKING

from cxlint.errors import UserError

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

HOST = "127.0.0.1"

_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class PageServer:
    """Serves one page, which can be renewed, and how often it was.

    It listens on this machine alone, and answers only who knows the token in its address and
    names it by it: neither another machine nor another page in the browser.
    """

    def __init__(self, text: str, port: int = 0) -> None:
        """Listen on that port, or on any that is free. UserError where it cannot be had."""
        self._lock = Lock()
        self._text, self._version = text, 0
        self.token = secrets.token_urlsafe(24)
        try:
            self._server = ThreadingHTTPServer((HOST, port), _handler_of(self))
        except OSError as problem:
            raise UserError(f"the port {port} cannot be had: {problem.strerror}") from None
        self._server.daemon_threads = True

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self._server.server_address[1])

    @property
    def address(self) -> str:
        """The address of the page, with its token."""
        return f"http://{HOST}:{self.port}/{self.token}/"

    def renew(self, text: str) -> None:
        """Serve this page from now on."""
        with self._lock:
            self._text, self._version = text, self._version + 1

    def answer(self, path: str, host: str) -> tuple[str, str] | None:
        """Return the type and the text of what is asked for; None where that is nobody's affair."""
        if host not in (f"{HOST}:{self.port}", f"localhost:{self.port}"):
            return None
        _, token, *rest = f"{path}//".split("/")
        if not hmac.compare_digest(token.encode(), self.token.encode()):
            return None
        with self._lock:
            if rest[0] == "version":
                return "text/plain", str(self._version)
            return ("text/html", self._text) if not rest[0] else None

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler_of(pages: PageServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Answers what is asked of these pages, and writes no log."""

        server_version, sys_version = "cxlint", ""

        def do_GET(self) -> None:
            """Answer."""
            found = pages.answer(self.path, self.headers.get("Host", ""))
            if found is None:
                self.send_error(404)
                return
            kind, text = found
            content = text.encode("utf-8", "backslashreplace")
            self.send_response(200)
            for name, value in _HEADERS.items():
                self.send_header(name, value)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Write nothing: the token is in the address."""

    return Handler
