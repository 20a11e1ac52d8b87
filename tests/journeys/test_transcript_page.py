"""Somebody finds a recording again: goes to what was said, searches, puts it right, marks it, and takes it along."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Invite
from tests.journeys.person import Person
from tests.journeys.running import Running, until
from tests.journeys.spoken import kept_words

FORMATS = ["DOCX", "ODT", "PDF", "Markdown", "TXT", "VTT", "SRT", "JSON"]


@pytest.fixture
def recording(amina: Person, visio: Running) -> str:
    return kept_words(visio, "amina@example.org")


def opens(one: Person, recording: str, moment: str = "") -> None:
    one.opens(f"/recordings/{recording}{moment}")
    expect(lines(one)).to_have_count(32)


def lines(one: Person) -> Locator:
    return one.page.get_by_role("list", name="Lines").get_by_role("listitem")


def line_at(one: Person, at: str) -> Locator:
    return lines(one).filter(has=one.page.get_by_role("button", name=f"{at}, "))


def current(one: Person) -> Locator:
    return one.page.locator("li[aria-current=true]")


def chooses_for(one: Person, at: str, item: str) -> None:
    one.page.get_by_role("button", name=f"More about the line at {at}").click()
    one.page.get_by_role("menuitem", name=item).click()


def film_at(one: Person) -> float:
    return float(one.page.locator("video").evaluate("(it) => it.currentTime"))


def as_kept(visio: Running, recording: str) -> Any:
    """What the server has, whatever a page shows."""
    return visio.signed_in("amina@example.org").get(f"/api/recordings/{recording}/transcript").json()


def test_a_line_leads_to_its_second_and_the_current_one_is_marked(amina: Person, recording: str) -> None:
    opens(amina, recording)
    amina.looks_at("a recording with its words")
    amina.looks_on_a_phone_at("a recording with its words")
    video = amina.page.locator("video")
    until(lambda: video.evaluate("(it) => it.readyState >= 2"), what="the film to be there")
    line_at(amina, "0:22").get_by_text("toiture").click()
    until(lambda: abs(film_at(amina) - 22) < 0.5, what="the film to be where the line is")
    expect(current(amina)).to_contain_text("0:22")
    # By keyboard: one stop for all the lines, arrows from one to the next, Enter goes there.
    line_at(amina, "0:22").get_by_role("button", name=re.compile("go there")).focus()
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        amina.page.keyboard.press(key)
    until(lambda: abs(film_at(amina) - 26) < 0.5, what="the film to be two lines further")
    # It plays, and the lines go with it.
    amina.button("Play").click()
    expect(current(amina)).to_contain_text("0:28")
    amina.page.keyboard.press("k")
    amina.page.keyboard.press("j")
    until(lambda: video.evaluate("(it) => it.paused && it.currentTime < 22"), what="k to pause and j to go back")
    seek = amina.page.get_by_role("slider", name="Where in the recording")
    seek.focus()
    amina.page.keyboard.press("Home")
    expect(seek).to_have_attribute("aria-valuetext", "0:00 of 1:04, Amina")
    # Captions are the browser's own, of the same words.
    amina.button("Show captions").click()
    shown = "(it) => [it.textTracks[0].mode, it.textTracks[0].cues?.length ?? 0]"
    until(lambda: video.evaluate(shown) == ["showing", 32], what="the captions to be read")


def test_what_was_said_is_found_here_and_across_all_recordings(amina: Person, visio: Running, recording: str) -> None:
    other = kept_words(visio, "amina@example.org", title="Point voirie")
    opens(amina, recording)
    search = amina.page.get_by_role("searchbox", name="Search in what was said")
    search.fill("REGION")
    expect(amina.page.get_by_text("6 passages")).to_be_visible()
    expect(amina.page.locator("mark").first).to_have_text("région")
    search.press("Enter")
    expect(current(amina)).to_contain_text("0:04")
    amina.button("Next passage").click()
    expect(current(amina)).to_contain_text("0:14")
    amina.looks_at("words that are searched for")
    amina.looks_on_a_phone_at("words that are searched for")

    signed_in = visio.signed_in("amina@example.org")

    def found() -> bool:
        answer = signed_in.get("/api/transcripts", params={"q": "toiture"}).raise_for_status()
        return {recording, other} <= {one["recording"] for one in answer.json()}

    until(found, what="words to be indexed")
    amina.opens("/recordings")
    amina.page.get_by_role("searchbox", name="Search in titles and in what was said").fill("toiture")
    hit = amina.page.get_by_role("link", name=re.compile("0:02, Voice 1"))
    expect(hit.first).to_be_visible()
    expect(amina.page.locator("mark").first).to_have_text("toiture")
    amina.looks_at("a search across all recordings")
    amina.looks_on_a_phone_at("a search across all recordings")
    amina.page.get_by_role("listitem").filter(has_text="Point voirie").get_by_role(
        "link", name=re.compile("0:02")
    ).click()
    amina.page.wait_for_url(re.compile(rf"/recordings/{other}\?t=2"))
    expect(current(amina)).to_contain_text("0:02")
    expect(current(amina).locator("mark")).to_have_text("toiture")


def test_names_and_words_are_put_right_once_for_all(amina: Person, visio: Running, recording: str) -> None:
    opens(amina, recording, "#line-1")
    page = amina.page
    line_at(amina, "0:02").get_by_role("button", name="Voice 1: change who this is").click()
    dialog = page.get_by_role("dialog", name="Who is Voice 1?")
    expect(dialog.get_by_text("For all 13 lines of this voice")).to_be_visible()
    amina.looks_at("naming a voice")
    dialog.get_by_label("Name").fill("Karim")
    dialog.get_by_role("button", name="Rename everywhere").click()
    expect(page.get_by_role("button", name="Karim: change who this is")).to_have_count(14)

    chooses_for(amina, "0:02", "Correct the words")
    field = page.get_by_role("textbox", name="The words of this line")
    field.press("Escape")
    expect(field).to_have_count(0)
    chooses_for(amina, "0:02", "Correct the words")
    field.fill("Il manque deux cent mille euros pour la toiture du gymnase.")
    amina.looks_at("correcting a line")
    field.press("Enter")
    expect(line_at(amina, "0:02")).to_contain_text("deux cent mille euros")
    kept = as_kept(visio, recording)
    assert kept["segments"][1]["text"] == "Il manque deux cent mille euros pour la toiture du gymnase."
    assert {speaker["name"] for speaker in kept["speakers"]} == {"Amina", "Karim", "Carla"}

    # Somebody else is quicker: both are shown.
    chooses_for(amina, "0:12", "Correct the words")
    segment = kept["segments"][6]
    address = f"/api/recordings/{recording}/transcript/segments/{segment['id']}"
    theirs = {"text": "Il manque trois cent euros.", "was": segment["text"]}
    visio.signed_in("amina@example.org").put(address, json=theirs).raise_for_status()
    field.fill("Il manque quatre cent euros.")
    field.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="Il manque trois cent euros.")).to_be_visible()
    amina.looks_at("a line two people correct")
    amina.button("Keep mine").click()
    expect(line_at(amina, "0:12")).to_contain_text("quatre cent euros")

    amina.button("More about the transcript").click()
    page.get_by_role("menuitem", name="Who changed what").click()
    expect(page.get_by_role("dialog").get_by_role("listitem")).to_have_count(4)
    amina.looks_at("who changed what")
    amina.closes_what_is_open()
    amina.button("I have read it: validate").first.click()
    expect(page.get_by_text("read and validated").first).to_be_visible()


def test_lines_are_given_to_somebody_else_and_voices_made_one(amina: Person, visio: Running, recording: str) -> None:
    opens(amina, recording)
    page = amina.page
    amina.button("More about the transcript").click()
    page.get_by_role("menuitem", name="Pick lines and say who speaks").click()
    for at in ("0:02", "0:08"):
        page.get_by_role("checkbox", name=f"Pick the line at {at}, Voice 1").check()
    amina.looks_at("picking lines")
    page.get_by_label("Name", exact=True).fill("Léa")
    amina.button("Give these lines").click()
    expect(page.get_by_role("button", name="Léa: change who this is")).to_have_count(3)

    page.get_by_role("button", name="Léa: change who this is").first.click()
    dialog = page.get_by_role("dialog", name="Who is Léa?")
    dialog.get_by_label("Is the same person as").select_option("Amina")
    dialog.get_by_role("button", name="Make them one").click()
    expect(page.get_by_role("button", name="Léa: change who this is")).to_have_count(0)
    assert {speaker["name"] for speaker in as_kept(visio, recording)["speakers"]} == {"Amina", "", "Carla"}


def test_a_passage_is_taken_out_and_a_moment_is_marked(amina: Person, visio: Running, recording: str) -> None:
    opens(amina, recording)
    page = amina.page
    chooses_for(amina, "0:08", "Take out this passage")
    amina.looks_at("taking out a passage")
    page.get_by_role("alertdialog").get_by_role("button", name="Take it out for good").click()
    expect(line_at(amina, "0:08")).to_contain_text("Passage taken out")
    assert "zéro six" not in as_kept(visio, recording)["segments"][4]["text"]

    line_at(amina, "0:10").get_by_role("button", name=re.compile("go there")).click()
    page.get_by_label("A word on this moment").fill("À relire")
    amina.button("Bookmark 0:10").click()
    bookmark = page.get_by_role("listitem").filter(has_text="À relire")
    expect(bookmark).to_be_visible()
    amina.looks_at("a bookmark")
    bookmark.get_by_role("button", name="Remove the bookmark at 0:10").click()
    expect(bookmark).to_have_count(0)


def test_a_summary_leads_to_its_seconds_until_somebody_stands_for_it(amina: Person, recording: str) -> None:
    opens(amina, recording)
    page = amina.page
    summary = page.get_by_role("region", name="Summary")
    expect(summary.get_by_text("proposed by a machine")).to_be_visible()
    summary.get_by_role("listitem").filter(has_text="La toiture en premier").get_by_role(
        "button", name="Go to 0:06"
    ).click()
    expect(current(amina)).to_contain_text("0:06")
    amina.button("Correct the summary").click()
    dialog = page.get_by_role("dialog", name="Correct the summary")
    dialog.get_by_label("Sentence 1").fill("La toiture passe en premier.")
    amina.looks_at("correcting a summary")
    amina.looks_on_a_phone_at("correcting a summary")
    dialog.get_by_role("button", name="Save").click()
    expect(summary.get_by_role("listitem").filter(has_text="La toiture passe en premier.")).to_be_visible()
    expect(summary.get_by_role("button", name="Go to 0:06")).to_be_visible()
    summary.get_by_role("button", name="I have read it: validate").click()
    expect(summary.get_by_text("read and validated")).to_be_visible()


def test_what_was_said_is_taken_along(amina: Person, recording: str) -> None:
    opens(amina, recording)
    page = amina.page
    amina.button("Export").click()
    items = page.get_by_role("menuitem")
    expect(items).to_have_count(len(FORMATS))
    for item, format in zip(items.all_inner_texts(), FORMATS, strict=True):
        assert format in item
    amina.looks_at("the ways to take words along")
    with page.expect_download() as downloading:
        page.get_by_role("menuitem", name="Markdown").click()
    assert downloading.value.suggested_filename.endswith(".md")
    assert "toiture" in downloading.value.path().read_text("utf-8")


def test_it_can_be_read_in_the_dark_and_with_forced_colours(person: Invite, recording: str) -> None:
    for manner in ({"color_scheme": "dark", "reduced_motion": "reduce"}, {"forced_colors": "active"}):
        reader = person("Amina", **manner)
        reader.is_signed_in("amina@example.org")
        opens(reader, recording, "?t=12&q=toiture")
        expect(current(reader)).to_contain_text("0:12")
        reader.looks_at(f"a recording with its words, {manner}")
        reader.looks_on_a_phone_at(f"a recording with its words, {manner}")
