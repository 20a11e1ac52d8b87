"""A transcript as a PDF: text that can be selected and is tagged, so that a screen reader hears headings, lists and paragraphs.

The font comes along (fonts/, its licence beside it): letters of Latin, Greek, Cyrillic and more; one it lacks is a �.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fpdf import FPDF
from fpdf.fonts import TTFFont
from fpdf.prefs import ViewerPreferences

from visio.transcripts.document import Document
from visio.transcripts.exports.page import Block, Kind, blocks, titled
from visio.words import say

FONTS = Path(__file__).parent / "fonts"
LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}
MARGIN = 20
LINE_FACTOR = 1.45

# Text, and `B` where it is bold.
Run = tuple[str, str]

# Size in points, bold or not, space before in millimetres, what it is to a screen reader.
LOOKS: dict[Kind, tuple[float, str, float, str]] = {
    "title": (20, "B", 0, "/H1"),
    "heading": (14, "B", 7, "/H2"),
    "note": (9, "", 2, "/Note"),
    "fact": (10, "", 0.5, "/P"),
    "text": (11, "B", 2, "/P"),
    "point": (11, "", 1, "/P"),
    "line": (11, "", 2.5, "/P"),
}

# The library says each font table it leaves out.
logging.getLogger("fontTools.subset").setLevel(logging.ERROR)


def pdf(document: Document, language: str) -> bytes:
    page = Page(document, language)
    for block in blocks(document, language):
        page.put(block)
    return bytes(page.output())


class Page(FPDF):
    """With tags: what the library itself only does for pictures is done here for text, by its own means."""

    def __init__(self, document: Document, language: str) -> None:
        super().__init__(format="A4")
        self.set_margin(MARGIN)
        self.set_auto_page_break(True, MARGIN)
        self.add_font("text", "", FONTS / "DejaVuSans.ttf")
        self.add_font("text", "B", FONTS / "DejaVuSans-Bold.ttf")
        self.set_lang(LANGUAGES[language])
        self.set_title(titled(document, language))
        self.set_author("Visio")
        self.set_creator("Visio")
        self.set_keywords(document.sha256)
        self.set_creation_date(document.began_at)
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        # Cells stand beside each other as words do.
        self.c_margin = 0
        self._language = language
        self._marks: dict[int, int] = {}
        self.add_page()

    def footer(self) -> None:
        """Nothing that belongs to the text: a screen reader passes over it."""
        self.set_y(-MARGIN + 6)
        self.set_font("text", "", 8)
        self._out("/Artifact BMC")
        self.cell(0, 5, say("exports", "page", self._language, number=self.page_no()), align="C")
        self._out("EMC")

    def put(self, block: Block) -> None:
        size, style, before, tag = LOOKS[block.kind]
        self.set_font("text", style, size)
        height = size * LINE_FACTOR * 25.4 / 72
        if self.get_y() > MARGIN:
            self.set_y(self.get_y() + before)
        # A heading does not stay behind alone.
        if block.kind == "heading" and self.will_page_break(height * 4):
            self.add_page()
        if block.kind in ("title", "heading"):
            self._mark_section(block)
        lines = self._lines(_runs(block, style), size)
        while lines:
            if self.will_page_break(height):
                self.add_page()
            room = int((self.page_break_trigger - self.get_y()) / height + 0.001)
            with self._tagged(tag):
                for line in lines[: max(1, room)]:
                    for text, style in line:
                        self.set_font("text", style, size)
                        self.cell(None, height, text)
                    self.ln(height)
            lines = lines[max(1, room) :]

    def _mark_section(self, block: Block) -> None:
        """In the outline beside the pages; without a tag of its own."""
        self.start_section(block.text, level=0 if block.kind == "title" else 1, strict=False)

    def _lines(self, runs: list[Run], size: float) -> list[list[Run]]:
        """As they fit: words that follow each other in one style stand together, with the space after them."""
        lines: list[list[Run]] = [[]]
        left = self.epw
        for text, style in runs:
            self.set_font("text", style, size)
            font = self.current_font
            known = font.cmap if isinstance(font, TTFFont) else {}
            shown = "".join(letter if ord(letter) in known else "\ufffd" for letter in text)
            for word in self._short(shown.split(" ")):
                width = self.get_string_width(word)
                if width > left and lines[-1]:
                    lines.append([])
                    left = self.epw
                before = lines[-1].pop()[0] if lines[-1] and lines[-1][-1][1] == style else ""
                lines[-1].append((f"{before}{word} ", style))
                left -= width + self.get_string_width(" ")
        return lines

    def _short(self, words: list[str]) -> Iterator[str]:
        """What is longer than a line is cut."""
        for word in words:
            while self.get_string_width(word) > self.epw:
                count = next(
                    n for n in range(len(word), 0, -1) if n == 1 or self.get_string_width(word[:n]) <= self.epw
                )
                yield word[:count]
                word = word[count:]
            yield word

    @contextmanager
    def _tagged(self, tag: str) -> Iterator[None]:
        """Numbers of marks are counted here, as the library looks through all of them for each."""
        mark = self._marks.get(self.page, 0)
        self._marks[self.page] = mark + 1
        self._add_marked_content(struct_type=tag, mcid=mark)
        self._out(f"{tag} <</MCID {mark}>> BDC")
        yield
        self._out("EMC")


def _runs(block: Block, style: str) -> list[Run]:
    """Who speaks, and what a fact is called, are seen at a glance."""
    match block.kind:
        case "fact":
            return [(block.lead, "B"), (block.text, style)]
        case "line":
            return [(f"[{block.lead}]", style), (block.speaker, "B"), (block.text, style)]
        case "point":
            return [(f"• {block.text}" + (f" [{block.lead}]" if block.lead else ""), style)]
    return [(block.text, style)]
