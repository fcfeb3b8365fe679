"""The text of a draft: .txt, .docx or .pdf."""

from __future__ import annotations

import io
import re
from pathlib import Path

SUFFIXES = (".txt", ".docx", ".pdf")


#: What stands between the halves of "Melde- und Passwesen".
_JOINS = r"(?:und|oder|bzw|sowie|bis)\b"


class UnreadableError(Exception):
    """A draft that cannot be read; the German text says why and what to do."""


def read_document(name: str | Path, content: bytes | None = None) -> str:
    """The text of a file, or of an upload (its name and content). Paragraphs are parted by blank lines.

    Raises UnreadableError for other kinds of files, files that are not what their name says, and scans without text.
    """
    path = Path(name)
    kind = path.suffix.lower()
    if kind not in SUFFIXES:
        raise UnreadableError(f"„{path.name}“ hat die Endung „{kind or 'keine'}“. Lesbar sind Texte als .txt, .docx und .pdf.")
    try:
        data = path.read_bytes() if content is None else content
    except OSError as error:
        raise UnreadableError(f"Die Datei „{path}“ lässt sich nicht öffnen: {error.strerror or error}. Bitte den Pfad prüfen.") from error
    text = {".txt": _plain, ".docx": _docx, ".pdf": _pdf}[kind](path.name, data)
    text = whole_words(text)
    if not text.strip():
        raise UnreadableError(f"„{path.name}“ enthält keinen Text. Bei einem eingescannten PDF bitte den Text einfügen.")
    return text


def _plain(name: str, data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if b"\x00" in data:
        raise UnreadableError(f"„{name}“ ist kein Text. Bitte als .txt, .docx oder .pdf speichern.")
    return data.decode("cp1252", errors="replace")


def _docx(name: str, data: bytes) -> str:
    from reporting.factcheck.drafts.word import word_text

    try:
        return word_text(data)
    except Exception as error:  # the library raises whatever the broken archive provokes
        raise UnreadableError(f"„{name}“ lässt sich nicht als Word-Dokument lesen. Bitte in Word öffnen und neu als .docx speichern.") from error


def _pdf(name: str, data: bytes) -> str:
    from pypdf import PdfReader

    try:
        pages = [page.extract_text() or "" for page in PdfReader(io.BytesIO(data)).pages]
    except Exception as error:
        raise UnreadableError(f"„{name}“ lässt sich nicht als PDF lesen. Bitte den Text einfügen oder das PDF neu erzeugen.") from error
    return "\n".join(pages)


def whole_words(text: str) -> str:
    """A text without what only breaks its lines: soft hyphens, and hyphens at their ends ("Kunden-\\nkontakte"; "Melde-\\nund Passwesen" keeps its own)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00ad", "")
    text = re.sub(rf"(?<=\w)([-\u2010])\n(?={_JOINS})", r"\1 ", text)
    text = re.sub(r"(?<=[a-zäöüß])[-\u2010]\n(?=[a-zäöüß])", "", text)
    return re.sub(r"(?<=\w)[-\u2010]\n(?=[A-ZÄÖÜ])", "-", text)
