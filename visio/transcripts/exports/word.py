"""A transcript as a Word document: real headings and lists, in the reader's language, with nothing that runs or points elsewhere."""

from __future__ import annotations

import io

import docx as library
from docx.document import Document as Page
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from visio.transcripts.document import Document
from visio.transcripts.exports.page import Block, blocks, titled
from visio.transcripts.exports.zipped import same_each_time

LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}
GREY = RGBColor(0x55, 0x55, 0x55)


def docx(document: Document, language: str) -> bytes:
    page = library.Document()
    _say_what_it_is(page, document, language)
    styles = {kind: page.styles[name] for kind, name in STYLES.items()}
    for block in blocks(document, language):
        paragraph = page.add_paragraph(style=styles[block.kind])
        for text, is_lead in _runs(block):
            run = paragraph.add_run(text)
            run.bold = True if is_lead and block.kind != "point" else None
            if block.kind == "line" and text == block.lead:
                run.bold, run.font.size, run.font.color.rgb = None, Pt(9), GREY
    written = io.BytesIO()
    page.save(written)
    return same_each_time(written.getvalue())


STYLES = {
    "title": "Title",
    "note": "Intense Quote",
    "fact": "No Spacing",
    "heading": "Heading 1",
    "text": "Normal",
    "point": "List Bullet",
    "line": "Normal",
}


def _runs(block: Block) -> list[tuple[str, bool]]:
    match block.kind:
        case "fact":
            return [(block.lead, True), (f" {block.text}", False)]
        case "line":
            return [(block.lead, True), (" ", False), (block.speaker, True), (f" {block.text}", False)]
        case "point" if block.lead:
            return [(block.text, False), (f" [{block.lead}]", False)]
    return [(block.text, False)]


def _say_what_it_is(page: Page, document: Document, language: str) -> None:
    about = page.core_properties
    # Word keeps 255 letters of each.
    about.title, about.author, about.comments = titled(document, language)[:255], "Visio", document.sha256
    about.language = LANGUAGES[language]
    about.created = about.modified = document.began_at.replace(microsecond=0, tzinfo=None)
    about.last_modified_by = "Visio"
    for said in page.styles.element.iter(qn("w:lang")):
        said.set(qn("w:val"), LANGUAGES[language])
