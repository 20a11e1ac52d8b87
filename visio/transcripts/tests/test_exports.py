"""Each form of a transcript, opened by other means than it was written with: every word is there, and what it is, and nothing else."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from visio.testing.spoken import long_meeting, saying, spoken
from visio.transcripts.document import Document, Line, Minutes
from visio.transcripts.exports import FORMS, write
from visio.transcripts.exports.subtitles import MOST_LETTERS
from visio.transcripts.summary import Content

HOSTILE = [
    "<script>alert(1)</script> <img src=x onerror=alert(1)>",
    "00:00:01.000 --> 00:00:09.000 hidden",
    "]]> &amp; &#60; </w:t></w:r> </text:p> <!--",
    "[a link](https://evil.example) ![picture](https://evil.example/x.png) https://evil.example www.evil.example",
    "# heading - list | table ~~gone~~ **bold** _it_ `code` 1. one",
    "nul\x00bell\x07escape\x1b[31m vertical\x0b null\ufffe end",
    "right\u202eto left\u2066 zero\u200bwidth\u2028line",
    "=cmd|' /C calc'!A0 {\\an8}{\\b1} \\N",
    "WEBVTT\n\nNOTE\n\n1\n00:00:00,000 --> 00:00:01,000\nforged",
]


def xml_texts(part: bytes) -> list[str]:
    """Of each paragraph and heading, in Word's and in OpenDocument's words."""
    names = ("}p", "}h")
    root = ElementTree.fromstring(part)
    return ["".join(_read(each)) for each in root.iter() if each.tag.endswith(names)]


def _read(element: ElementTree.Element) -> list[str]:
    said = (
        [" " * int(element.get("{urn:oasis:names:tc:opendocument:xmlns:text:1.0}c", "1"))]
        if element.tag.endswith("}s")
        else []
    )
    said += [element.text or ""]
    for child in element:
        said += [*_read(child), child.tail or ""]
    return said


def in_zip(written: bytes, part: str) -> str:
    with zipfile.ZipFile(io.BytesIO(written)) as file:
        assert file.testzip() is None
        for name in file.namelist():
            if name.endswith((".xml", ".rels", ".rdf")):
                ElementTree.fromstring(file.read(name))
        return "\n".join(xml_texts(file.read(part)))


def cues_of(written: bytes) -> list[list[str]]:
    return [cue.split("\n") for cue in re.split(r"\n\n+", written.decode().strip()) if "-->" in cue]


def from_vtt(written: bytes) -> str:
    said = "\n".join(" ".join(cue[2:]) for cue in cues_of(written))
    text = re.sub(r"<v ([^>]*)>|</v>", lambda found: f"{found[1] or ''} ", said)
    return written.decode().split("\n\n1\n")[0] + text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def from_pdf(written: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(written)).pages)


def from_json(written: bytes) -> str:
    told = json.loads(written)
    return "\n".join([*told["head"].values(), *(f"{line['speaker']} {line['text']}" for line in told["lines"])])


READ: dict[str, Callable[[bytes], str]] = {
    "vtt": from_vtt,
    "srt": lambda written: "\n".join(" ".join(cue[2:]) for cue in cues_of(written)),
    "txt": bytes.decode,
    "md": lambda written: re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", written.decode()),
    "json": from_json,
    "docx": lambda written: in_zip(written, "word/document.xml"),
    "odt": lambda written: in_zip(written, "content.xml"),
    "pdf": from_pdf,
}


def words(text: str) -> list[str]:
    """Letters and digits, however they are broken into lines."""
    return re.findall(r"\w+", text)


every_form = pytest.mark.parametrize("form", READ)
every_language = pytest.mark.parametrize("language", ["en", "fr"])


def minutes(document: Document, *, is_outdated: bool = False) -> Document:
    content = Content.model_validate(
        {
            "title": "Où en est la migration",
            "abstract": [{"text": "Deux serveurs sont à Lyon.", "segments": [2]}],
            "topics": [{"title": "Coûts <b>", "at": 26.0, "segments": [5]}],
            "decisions": [{"text": "Le rapport est <i>demandé</i>.", "segments": [6]}],
            "actions": [{"what": "Écrire le rapport", "who": "David", "due": "mercredi", "segments": [7]}],
        }
    )
    return replace(document, minutes=Minutes(content, "extract", document.began_at, is_outdated=is_outdated))


def test_every_form_is_tried() -> None:
    assert FORMS.keys() == READ.keys()


@every_form
@every_language
def test_every_word_is_there_in_its_order_with_who_says_it(form: str, language: str) -> None:
    document = spoken(language)
    read = words(READ[form](write(document, form, language)))
    at = 0
    for line in document.lines:
        for word in [*words(line.text)]:
            at = read.index(word, at) + 1
        assert line.speaker in read


@every_form
@every_language
def test_it_says_what_it_is(form: str, language: str) -> None:
    document = spoken(language)
    # A line of a page may break anywhere.
    read = re.sub(r"\s+", "", READ[form](write(document, form, language)))
    date = {"fr": "12 mars 2026, 14:05 UTC", "en": "12 March 2026, 14:05 UTC"}[language]
    told = [date, document.title, document.engine, document.model, document.sha256, "00:01:41", *document.speakers]
    state = {"fr": "que personne n'a relu", "en": "nobody has read it through"}[language]
    told += [state] if form != "json" else []
    assert [each for each in told if re.sub(r"\s+", "", each) not in read] == []


@every_form
def test_a_validated_one_says_so(form: str) -> None:
    written = write(replace(spoken("en"), is_validated=True), form, "en")
    if form == "json":
        assert json.loads(written)["is_validated"]
        return
    read = " ".join(READ[form](written).split())
    assert "validated by a person" in read and "nobody has read" not in read


@every_form
def test_it_is_the_same_each_time(form: str) -> None:
    document = minutes(spoken("fr"))
    assert write(document, form, "fr") == write(document, form, "fr")


@pytest.mark.parametrize(("language", "said"), [("en", "[passage removed]"), ("fr", "[passage retiré]")])
@pytest.mark.parametrize("form", [form for form in READ if form != "json"])
def test_of_a_redacted_line_is_said_that_there_was_one(form: str, language: str, said: str) -> None:
    document = spoken(language)
    lines = (replace(document.lines[0], text="", words=(), is_redacted=True), *document.lines[1:])
    assert said in " ".join(READ[form](write(replace(document, lines=lines), form, language)).split())


@pytest.mark.parametrize("form", ["txt", "md", "docx", "odt", "pdf"])
def test_the_summary_stands_first_and_says_who_made_it(form: str) -> None:
    read = " ".join(READ[form](write(minutes(spoken("fr"), is_outdated=True), form, "fr")).split())
    told = ["Fait par une machine (extract)", "Plus ancien que la dernière correction", "Où en est la migration"]
    told += ["Deux serveurs sont à Lyon. [00:00:06]", "Coûts <b> [00:00:26]", "Le rapport est <i>demandé</i>."]
    told += ["Écrire le rapport (David, mercredi) [00:00:38]", "Transcription", "Bonjour à tous"]
    places = [read.find(each) for each in told]
    assert -1 not in places and places == sorted(places)


@every_form
def test_what_is_said_is_text_and_nothing_else(form: str) -> None:
    """Markup of any kind, signs that end things, controls: all of it is read as it was said, or left out."""
    document = saying(*HOSTILE, speaker="<b>Mallory</b> --> &")
    document = replace(document, title="<script>alert(1)</script>\x00")
    written = write(document, form, "en")
    read = READ[form](written)
    assert form == "json" or not re.search("[\x00\x07\x1b\u202e\u2066\ufffe]", read)
    assert set(words("alert 1 script onerror forged hidden evil example calc")) <= set(words(read))
    if form in ("vtt", "srt"):
        count = sum("-->" in line for line in written.decode().splitlines())
        assert count == len(cues_of(written)) and all(re.fullmatch(r"\d+", cue[0]) for cue in cues_of(written))
    if form == "vtt":
        assert (
            not re.search(r"<(?!v |/v>)", written.decode())
            and "<v &lt;b&gt;Mallory&lt;/b&gt; --&gt; &amp;>" in written.decode()
        )
    if form in ("srt", "json"):
        assert "<" not in written.decode().replace("-->", "") and "{\\an8}" not in written.decode()
    if form == "md":
        assert not re.search(r"(?<!\\)[<*`\[](?!\*)", re.sub(r"\*\*(.*?)\*\*", r"\1", written.decode()))
        assert not re.search(r"https?://|www\.", written.decode())
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(written)) as file:
            links = [name for name in file.namelist() if b'TargetMode="External"' in file.read(name)]
            assert not links and not [name for name in file.namelist() if "vba" in name.lower()]
    if form == "odt":
        with zipfile.ZipFile(io.BytesIO(written)) as file:
            assert b"evil.example" in file.read("content.xml") and b"xlink:href" not in file.read("content.xml")
            assert file.infolist()[0].filename == "mimetype" and file.infolist()[0].compress_type == zipfile.ZIP_STORED
    if form == "pdf":
        pages = PdfReader(io.BytesIO(written)).pages
        assert not [page for page in pages if "/Annots" in page]


def test_json_is_all_there_is() -> None:
    document = minutes(saying(*HOSTILE))
    told = json.loads(write(document, "json", "en"))
    assert [line["text"] for line in told["lines"]] == HOSTILE
    assert (told["is_by_machine"], told["is_validated"], told["sha256"]) == (True, False, document.sha256)
    assert told["summary"]["content"]["actions"][0]["who"] == "David"


@pytest.mark.parametrize("form", ["vtt", "srt"])
@every_language
def test_subtitles_are_short_and_in_step(form: str, language: str) -> None:
    cues = cues_of(write(spoken(language), form, language))
    texts = cues if form == "vtt" else cues[:-1]
    for cue in texts:
        lines = [re.sub(r"<[^>]*>", "", line) for line in cue[2:]]
        assert 1 <= len(lines) <= 2 and all(len(line) <= MOST_LETTERS for line in lines), cue
        start, end = cue[1].replace(",", ".").split(" --> ")
        assert start < end
    assert re.fullmatch(r"00:00:00[.,]500 --> .*", cues[0][1])


def test_a_long_line_is_cut_where_its_words_were_said() -> None:
    said = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    heard = tuple((word, 10.0 + number * 2, 11.0 + number * 2, 0.9) for number, word in enumerate(said.split()))
    line = Line(1, "Claire", 10.0, 50.0, "en", said, 0.9, heard)
    cues = cues_of(write(replace(spoken("en"), lines=(line,)), "vtt", "en"))
    second = cues[1][2].removeprefix("<v Claire>").split()[0]
    at = heard[said.split().index(second)][1]
    assert cues[1][1].startswith(f"00:00:{at:06.3f}") and cues[0][1].endswith(f"00:00:{at:06.3f}")


def test_a_sign_after_a_space_is_in_step_with_its_word() -> None:
    said = "Avez-vous constaté des pertes de paquets pendant le déménagement ? Nos clients s'inquiètent de la qualité de la vidéo."
    heard: list[tuple[str, float, float, float]] = []
    at = 5.0
    for word in said.replace("déménagement ?", "déménagement_?").split():
        heard.append((word.replace("_", "\u00a0"), at, at + 0.2, 0.9))
        at += 1.0 if word != "déménagement_?" else 10.0
    line = Line(1, "Emma", 5.0, at, "fr", said, 0.9, tuple(heard))
    cues = cues_of(write(replace(spoken("fr"), lines=(line,)), "vtt", "fr"))
    assert cues[0][-1].endswith("déménagement ?</v>") and cues[0][1].endswith("--> 00:00:23.000")


def test_a_word_longer_than_a_line_is_cut() -> None:
    cues = cues_of(write(saying("x" * 200, "y"), "srt", "en"))
    assert all(len(line) <= MOST_LETTERS for cue in cues[:-1] for line in cue[2:])


def test_a_pdf_is_tagged_and_says_its_language() -> None:
    reader = PdfReader(io.BytesIO(write(minutes(long_meeting("fr", 0.2)), "pdf", "fr")))
    root: Any = reader.trailer["/Root"].get_object()
    assert root["/Lang"] == "fr-FR" and root["/MarkInfo"]["/Marked"] and root["/ViewerPreferences"]["/DisplayDocTitle"]
    elements = [kid.get_object() for kid in root["/StructTreeRoot"]["/K"][0].get_object()["/K"]]
    kinds = [element["/S"] for element in elements]
    assert kinds[0] == "/H1" and kinds.count("/H2") == 5 and "/P" in kinds
    assert len(reader.pages) > 2
    for page in reader.pages:
        drawn = page.get_contents()
        assert drawn is not None
        # Each mark is opened and closed on its page, and belongs to one element.
        marks = re.findall(rb"/MCID (\d+)>> BDC", drawn.get_data())
        assert [int(mark) for mark in marks] == list(range(len(marks)))
        assert drawn.get_data().count(b"BDC") + drawn.get_data().count(b"BMC") == drawn.get_data().count(b"EMC")
        assert page.indirect_reference is not None
        here = page.indirect_reference.idnum
        assert sum(element.raw_get("/Pg").idnum == here for element in elements) == len(marks)
    assert [each.title for each in reader.outline if not isinstance(each, list)] == [spoken("fr").title]


def test_pages_of_a_pdf_are_full() -> None:
    """A paragraph that begins at the end of a page goes on at the top of the next."""
    for count in range(20, 32):
        document = saying(
            *["Some words that are said again and again in this meeting, until the line is over and goes on."] * count
        )
        pages = PdfReader(io.BytesIO(write(document, "pdf", "en"))).pages
        assert len(pages) == 2 and pages[0].extract_text().count("Some words") >= 14


def test_a_letter_the_font_lacks_is_shown_as_one() -> None:
    assert "Łódź Ελλάδα Привет \ufffd" in from_pdf(write(saying("Łódź Ελλάδα Привет 漢"), "pdf", "en"))


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_an_office_document_has_headings_and_its_language(form: str) -> None:
    written = write(minutes(spoken("fr")), form, "fr")
    with zipfile.ZipFile(io.BytesIO(written)) as file:
        if form == "docx":
            assert b'w:val="Heading1"' in file.read("word/document.xml") and b'w:val="ListBullet"' in file.read(
                "word/document.xml"
            )
            assert b'w:val="fr-FR"' in file.read("word/styles.xml")
        else:
            assert b'text:outline-level="1"' in file.read("content.xml") and b"<text:list " in file.read("content.xml")
            assert b'fo:language="fr"' in file.read("styles.xml")


@every_form
def test_nothing_said_is_a_document_too(form: str) -> None:
    empty = replace(spoken("en"), lines=(), speakers=(), title="", sha256="", model="")
    assert READ[form](write(empty, form, "en"))


@every_form
def test_three_hours_are_written_whole(form: str) -> None:
    document = long_meeting("en", 3)
    read = READ[form](write(document, form, "en"))
    assert read.count("mute") >= len(document.lines) // 18
