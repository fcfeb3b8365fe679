"""The dashboard as it is served: dashboard.py behind German HTML and headers that keep foreign code away.

`streamlit run app.py` is what start.py does; `streamlit run dashboard.py` shows the same pages without the headers.
"""

import signal
from base64 import b64encode
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path
from re import DOTALL, findall

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware

ROOT = Path(__file__).parent
GERMAN = (ROOT / "pages" / "parts" / "german.html").read_text(encoding="utf-8")


def policy(*pages: str) -> str:
    """The Content-Security-Policy: nothing from elsewhere, and of the scripts inside a page only those of `pages`."""
    scripts = [script for page in pages for script in findall(r"<script>(.*?)</script>", page, DOTALL)]
    hashes = " ".join(f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts)
    return (f"default-src 'self'; script-src 'self' blob: {hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
            "connect-src 'self' data:; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; frame-ancestors 'self'")


class Shell:
    """ASGI middleware: `lang="de"` from the first byte on, and the headers."""

    def __init__(self, app) -> None:
        self.app = app

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        if "text/html" in Headers(scope=scope).get("accept", ""):  # what is changed must come whole and uncompressed
            dropped = (b"accept-encoding", b"if-none-match", b"if-modified-since")
            scope = scope | {"headers": [(name, value) for name, value in scope["headers"] if name not in dropped]}
        html = []  # the messages of a page, held back until it is complete

        async def changed(message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                headers.update({"x-content-type-options": "nosniff", "referrer-policy": "same-origin"})
                if headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers:
                    return html.append(message)
            elif html:
                html.append(message)
                if message.get("more_body"):
                    return
                body = b"".join(part.get("body", b"") for part in html[1:]).replace(b'<html lang="en">', b'<html lang="de">')
                MutableHeaders(raw=html[0]["headers"])["content-security-policy"] = policy(body.decode(), GERMAN)
                await send(html[0])
                message = {"type": "http.response.body", "body": body}  # as long as before, so content-length stays true
            await send(message)

        await self.app(scope, receive, changed)


@asynccontextmanager
async def until_stopped(_app):
    """Let a stopped server end like any Python program: uvicorn would raise SIGTERM anew, and uploads and browsers would be left behind."""
    yield {}
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})


app = st.App(ROOT / "dashboard.py", middleware=[Middleware(Shell)], lifespan=until_stopped)
