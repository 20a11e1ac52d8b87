"""A transcript as an OpenDocument text: real headings and lists, in the reader's language, with nothing that runs or points elsewhere."""

from __future__ import annotations

import io
from datetime import UTC

import odfdo

from visio.transcripts.document import Document
from visio.transcripts.exports.page import Block, blocks, titled
from visio.transcripts.exports.zipped import same_each_time

LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}
# Of the library's template: a picture of another document, and what an office program's bars looked like.
NOT_OURS = ("Thumbnails/", "Configurations2/")


def odt(document: Document, language: str) -> bytes:
    page = odfdo.Document("text")
    page.body.clear()
    _say_what_it_is(page, document, language)
    page.insert_style(odfdo.Style("text", name="Visio_lead", bold=True), automatic=False)
    page.insert_style(odfdo.Style("text", name="Visio_time", color="#555555"), automatic=False)
    points: list[str | odfdo.Element] = []
    for block in blocks(document, language):
        if block.kind == "point":
            points.append(_point(block))
            continue
        if points:
            page.body.append(odfdo.List(points, style="List_20_1"))
            points = []
        page.body.append(_element(block))
    written = io.BytesIO()
    for part in page.manifest.get_paths():
        if part.startswith(NOT_OURS):
            page.manifest.del_full_path(part)
    page.save(written)
    return same_each_time(written.getvalue(), without=NOT_OURS)


def _element(block: Block) -> odfdo.Element:
    match block.kind:
        case "title":
            return odfdo.Header(1, block.text, formatted=False)
        case "heading":
            return odfdo.Header(2, block.text, formatted=False)
    paragraph = odfdo.Paragraph(style="Text_20_body")
    if block.kind == "line":
        paragraph.append(odfdo.Span(block.lead, style="Visio_time", formatted=False))
        paragraph.append(" ")
    if lead := block.speaker or block.lead:
        paragraph.append(odfdo.Span(lead, style="Visio_lead", formatted=False))
        paragraph.append(" ")
    paragraph.append(block.text)
    return paragraph


def _point(block: Block) -> odfdo.ListItem:
    text = f"{block.text} [{block.lead}]" if block.lead else block.text
    return odfdo.ListItem(odfdo.Paragraph(text, style="Text_20_body", formatted=False))


def _say_what_it_is(page: odfdo.Document, document: Document, language: str) -> None:
    at = document.began_at.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    about = page.meta
    about.title, about.creator, about.initial_creator = titled(document, language), "Visio", "Visio"
    about.description, about.language = document.sha256, LANGUAGES[language]
    about.creation_date = about.date = at
    about.generator = "Visio"
    page.language = LANGUAGES[language]
