"""Sound alone, or words alone, is recorded, said and handed out as such; a recording is asked for, or begins by itself."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Invite
from tests.journeys.film import sound_of
from tests.journeys.person import Person
from tests.journeys.running import Running, until
from tests.journeys.test_moderation import does
from tests.journeys.test_recording import is_over, made, manifest_of, stops_recording


def starts(host: Person, mode: str, *, with_words: bool = False) -> None:
    host.chooses("Record the meeting")
    starts_here(host, mode, with_words=with_words)


def starts_here(host: Person, mode: str, *, with_words: bool = False) -> None:
    about = host.page.get_by_role("dialog", name="Record this meeting")
    about.get_by_text(mode, exact=True).click()
    host.looks_at(f"about to record: {mode}")
    host.looks_on_a_phone_at(f"about to record: {mode}")
    if with_words:
        about.get_by_text("Write a transcript, too").click()
    about.get_by_role("button", name="Start recording").click()


def light(one: Person, word: str) -> Locator:
    return one.page.get_by_role("button", name=re.compile(f"^{word} [0-9]"))


def sees(one: Person, text: str) -> Locator:
    """On screen, and not only as it is read out."""
    return one.page.get_by_role("main", name="Meeting").get_by_text(text)


def toggles(one: Person, item: str) -> None:
    one.page.get_by_role("toolbar", name="Call controls").get_by_role("button", name=re.compile("^More")).click()
    one.page.get_by_role("menuitemcheckbox", name=item).click()
    one.closes_what_is_open()


def kept(visio: Running, recording: Any) -> Path:
    return visio.folder / "recordings" / str(recording["id"])


def test_sound_alone_is_recorded_and_plays(
    amina: Person, bob: Person, meeting: str, visio: Running, tmp_path: Path
) -> None:
    toggles(bob, "Several people at my microphone")
    shared = re.compile("^Bob, .*several people at this microphone")
    expect(amina.page.get_by_role("button", name=shared)).to_be_visible()
    amina.opens_panel("here")
    expect(amina.page.get_by_text("Several people at this microphone")).to_be_visible()
    amina.looks_at("somebody with others at their microphone")
    amina.opens_panel("here")
    # Whoever leads is recorded like anybody.
    does(amina, "Make a host", to="Bob")
    expect(bob.page.get_by_text("You are now a host").first).to_be_visible()

    starts(amina, "Sound only", with_words=True)
    told = "Your voice is in it only if you agree; no picture is. What is said is written down, too."
    expect(sees(bob, told)).to_be_visible()
    bob.looks_on_a_phone_at("asked whether one's voice is recorded")
    bob.button("I agree").click()
    for one in (amina, bob):
        expect(light(one, "Recording sound")).to_be_visible()
    amina.page.wait_for_timeout(6_000)
    stops_recording(amina)
    for one in (amina, bob):
        is_over(one)

    recording = made(visio, "amina@example.org")
    assert (recording["mode"], recording["wants_words"]) == ("sound", True)
    assert {one["name"]: one["is_shared"] for one in recording["sounds"]} == {"Amina": False, "Bob": True}
    manifest = manifest_of(visio, recording)
    assert (manifest["mode"], manifest["layouts"]) == ("sound", []) and "film" not in manifest
    folder = kept(visio, recording)
    assert {file.name for file in folder.iterdir()} == {"manifest.json", "sound.m4a", "sound"}
    mixed = sound_of(folder / "sound.m4a")
    assert abs(len(mixed) / 48_000 - recording["seconds"]) < 0.5
    assert float(np.sqrt((mixed**2).mean())) > 0.002

    amina.leaves()
    amina.opens(f"/recordings/{recording['id']}")
    player = amina.page.locator("video, audio")
    until(lambda: player.evaluate("(it) => it.readyState >= 2"), what="the sound to be there")
    assert abs(player.evaluate("(it) => it.duration") - recording["seconds"]) < 0.5
    player.evaluate("(it) => it.play()")
    until(lambda: player.evaluate("(it) => it.currentTime > 1"), what="the sound to play")
    player.evaluate("(it) => it.pause()")
    with amina.page.expect_download() as downloading:
        amina.button("Download the consents").click()
    downloading.value.save_as(tmp_path / "consents.csv")
    rows = list(csv.DictReader((tmp_path / "consents.csv").read_text("utf-8-sig").splitlines()))
    assert [(row["name"], row["answer"], row["recorded"], row["transcript"]) for row in rows] == [
        ("Amina", "agrees", "sound", "yes"),
        ("Bob", "agrees", "sound", "yes"),
    ]
    assert {row["sha256"] for row in rows} == {manifest["mixed"]["sha256"]}


def test_of_words_nothing_but_each_persons_own_sound_is_kept(
    amina: Person, bob: Person, person: Invite, meeting: str, visio: Running
) -> None:
    carla = person("Carla")
    speaks_french = 'localStorage.setItem(\'visio.preferences\', \'{"state":{"spokenLanguage":"fr"},"version":1}\')'
    carla.context.add_init_script(speaks_french)
    carla.enters(meeting)
    starts(amina, "Words only")
    expect(sees(bob, "What you say is written down only if you agree")).to_be_visible()
    for one in (bob, carla):
        one.button("I agree").click()
        expect(light(one, "Recording words")).to_be_visible()
    amina.page.wait_for_timeout(3_000)
    # Said late, it counts for all of it.
    toggles(bob, "Several people at my microphone")
    amina.page.wait_for_timeout(3_000)
    stops_recording(amina)
    is_over(bob)
    recording = made(visio, "amina@example.org")
    assert (recording["mode"], recording["wants_words"]) == ("words", True)
    said = {one["name"]: (one["language"], one["is_shared"]) for one in recording["sounds"]}
    assert said == {"Amina": ("", False), "Bob": ("", True), "Carla": ("fr", False)}
    assert {file.name for file in kept(visio, recording).iterdir()} == {"manifest.json", "sound"}
    assert recording["seconds"] > 4


def test_who_may_not_record_asks_and_a_host_answers(amina: Person, bob: Person, meeting: str) -> None:
    bob.chooses("Ask for a recording")
    asked = sees(amina, "Bob would like this meeting to be recorded.")
    expect(asked).to_be_visible()
    amina.looks_at("asked for a recording")
    amina.looks_on_a_phone_at("asked for a recording")
    amina.button("Not now").click()
    expect(bob.page.get_by_text("There will be no recording for now").first).to_be_visible()
    expect(asked).to_be_hidden()


def test_a_yes_to_who_asks_is_a_recording(amina: Person, bob: Person, meeting: str) -> None:
    bob.chooses("Ask for a recording")
    amina.button("Record…").click()
    starts_here(amina, "Sound only")
    expect(sees(bob, "records the sound of this meeting.")).to_be_visible()
    expect(sees(amina, "Bob would like this meeting to be recorded.")).to_be_hidden()
    stops_recording(amina)


def test_a_room_records_each_meeting_by_itself_with_those_who_agree(
    amina: Person, person: Invite, visio: Running
) -> None:
    browser = visio.signed_in("amina@example.org")
    slug = browser.post("/api/rooms", json={"name": "Conseil"}).raise_for_status().json()["slug"]
    browser.patch(f"/api/rooms/{slug}", json={"access": "open"}).raise_for_status()
    amina.opens("/")
    amina.page.get_by_role("button", name="More about Conseil").click()
    amina.page.get_by_role("menuitem", name="Change the room").click()
    amina.page.get_by_label("Record each meeting by itself").select_option("Sound only")
    amina.looks_at("a room that records by itself")
    amina.looks_on_a_phone_at("a room that records by itself")
    amina.button("Save").click()
    expect(amina.page.get_by_role("dialog")).to_have_count(0)

    carla = person("Carla")
    carla.opens(f"/{slug}")
    expect(carla.page.get_by_text("The sound of each meeting here is recorded.")).to_be_visible()
    carla.looks_at("lobby of a room that records by itself")
    amina.is_owner = True
    amina.enters(f"/{slug}")
    expect(sees(amina, "The sound of each meeting in this room is recorded.")).to_be_visible()
    carla.enters()
    carla.button("Not me").click()
    amina.button("I agree").click()
    expect(light(amina, "Recording sound")).to_be_visible()
    amina.page.wait_for_timeout(4_000)
    stops_recording(amina)
    is_over(amina)
    recording = made(visio, "amina@example.org", "Conseil")
    assert {one["name"] for one in recording["sounds"]} == {"Amina"}
    # Ended by a host, it stays ended while the meeting lasts.
    amina.page.wait_for_timeout(5_000)
    is_over(amina)
