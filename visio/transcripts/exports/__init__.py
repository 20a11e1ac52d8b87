"""In which forms may a transcript be taken along? Each file here writes one family of them, and alone knows its library."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from visio.transcripts.document import Document


@dataclass(frozen=True, slots=True)
class Form:
    """`written_by` is a function (document, language) -> bytes. Imported when it is asked for: some libraries are heavy."""

    content_type: str
    written_by: str


FORMS = {
    "vtt": Form("text/vtt; charset=utf-8", "visio.transcripts.exports.subtitles:vtt"),
    "srt": Form("application/x-subrip; charset=utf-8", "visio.transcripts.exports.subtitles:srt"),
    "txt": Form("text/plain; charset=utf-8", "visio.transcripts.exports.text:txt"),
    "md": Form("text/markdown; charset=utf-8", "visio.transcripts.exports.text:markdown"),
    "json": Form("application/json", "visio.transcripts.exports.text:json_"),
    "docx": Form(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "visio.transcripts.exports.word:docx",
    ),
    "odt": Form("application/vnd.oasis.opendocument.text", "visio.transcripts.exports.opendocument:odt"),
    "pdf": Form("application/pdf", "visio.transcripts.exports.pdf:pdf"),
}


def write(document: Document, form: str, language: str) -> bytes:
    """The same document gives the same bytes."""
    module, _, name = FORMS[form].written_by.partition(":")
    written: bytes = getattr(import_module(module), name)(document, language)
    return written
