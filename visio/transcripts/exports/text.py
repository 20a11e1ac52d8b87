"""A transcript as plain text: for people (TXT), for editors (Markdown), for programs (JSON)."""

from __future__ import annotations

import json
import re
from dataclasses import asdict

from visio.transcripts.document import Document
from visio.transcripts.exports.page import Block, blocks, facts

# Whatever means something in Markdown, HTML within it, or would become a link by itself.
MEANS = re.compile(r"[\\`*_\[\]<>&#|~!@$^{}()]|(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)
FIRST = re.compile(r"^([-+=]|\d+[.)])")

# What could end a script in a page that such JSON is put into.
IN_PAGES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def txt(document: Document, language: str) -> bytes:
    return "".join(map(_as_text, blocks(document, language))).encode()


def _as_text(block: Block) -> str:
    match block.kind:
        case "title" | "heading":
            return f"{block.text}\n{'=' * len(block.text)}\n\n" if block.kind == "title" else f"\n\n{block.text}\n\n"
        case "note":
            return f"{block.text}\n\n"
        case "fact":
            return f"{block.lead} {block.text}\n"
        case "point":
            return f"- {block.text}" + (f" [{block.lead}]\n" if block.lead else "\n")
        case "line":
            return f"[{block.lead}] {block.speaker} {block.text}\n"
    return f"{block.text}\n\n"


def markdown(document: Document, language: str) -> bytes:
    return "".join(map(_as_markdown, blocks(document, language))).encode()


def _as_markdown(block: Block) -> str:
    text = escaped(block.text)
    match block.kind:
        case "title":
            return f"# {text}\n\n"
        case "heading":
            return f"\n## {text}\n\n"
        case "note":
            return f"> {text}\n\n"
        case "fact":
            return f"- **{escaped(block.lead)}** {text}\n"
        case "point":
            return f"- {text}" + (f" \\[{block.lead}\\]\n" if block.lead else "\n")
        case "line":
            return f"**{escaped(block.speaker)}** {text} \\[{block.lead}\\]\n\n"
    return f"{text}\n\n"


def escaped(text: str) -> str:
    """As text, and nothing else, to whoever reads Markdown. A backslash may stand before any sign of ASCII."""
    return FIRST.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", MEANS.sub(lambda found: f"\\{found[0]}", text))


def json_(document: Document, language: str) -> bytes:
    """All that is known, times and confidences too; `head` is for people."""
    minutes = document.minutes
    told = {
        "format": "visio-transcript-1",
        "recording": document.id,
        "title": document.title,
        "began_at": document.began_at.isoformat(),
        "seconds": document.seconds,
        "language": document.language,
        "engine": document.engine,
        "model": document.model,
        "sha256": document.sha256,
        "is_by_machine": True,
        "is_validated": document.is_validated,
        "head": dict(facts(document, language)),
        "speakers": list(document.speakers),
        "lines": [asdict(line) for line in document.lines],
        "summary": minutes
        and {
            "engine": minutes.engine,
            "made_at": minutes.made_at.isoformat(),
            "is_validated": minutes.is_validated,
            "is_outdated": minutes.is_outdated,
            "content": minutes.content.model_dump(),
        },
    }
    written = json.dumps(told, ensure_ascii=False, allow_nan=False, indent=1)
    return re.sub("[<>&\u2028\u2029]", lambda found: IN_PAGES[found[0]], written).encode("utf-8", "replace")
