"""A meeting is recorded by a recorder everybody sees, with those who agreed; it ends as a film that plays, whatever dies on the way."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import numpy as np
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Invite
from tests.journeys.film import RATE, film_of, onsets, sound_of
from tests.journeys.person import Person
from tests.journeys.running import Running, until


def starts_recording(host: Person, *, with_words: bool = False) -> None:
    host.chooses("Record the meeting")
    about = host.page.get_by_role("dialog", name="Record this meeting")
    if with_words:
        about.get_by_text("Write a transcript, too").click()
    about.get_by_role("button", name="Start recording").click()


def light(one: Person) -> Locator:
    return one.page.get_by_role("button", name=re.compile("^Recording [0-9]"))


def is_recording(one: Person) -> None:
    expect(light(one)).to_be_visible()


def stops_recording(host: Person) -> None:
    host.chooses("Stop recording")


def is_over(one: Person) -> None:
    expect(one.page.get_by_role("button", name="Recording")).to_have_count(0)


def made(visio: Running, email: str, title: str = "") -> Any:
    """The last recording of this person, once it is ready, with all that is known of it."""
    browser = visio.signed_in(email)

    def ready() -> Any:
        known = browser.get("/api/recordings").json()
        return known[0] if known and known[0]["state"] in ("ready", "failed") else None

    found = until(ready, what="the recording to be ready")
    assert found["state"] == "ready"
    return browser.get(f"/api/recordings/{found['id']}").json()


def manifest_of(visio: Running, recording: Any) -> Any:
    return json.loads((visio.folder / "recordings" / recording["id"] / "manifest.json").read_text())


def film_path(visio: Running, recording: Any) -> Path:
    return visio.folder / "recordings" / str(recording["id"]) / "film.mp4"


def test_a_meeting_is_recorded_with_those_who_agreed(
    amina: Person, bob: Person, person: Invite, visio: Running, tmp_path: Path
) -> None:
    path = amina.starts_a_meeting()
    amina.enters()
    bob.enters(path)
    carla = person("Carla <b>")
    carla.enters(path)
    began = time.monotonic()
    starts_recording(amina)
    expect(bob.page.get_by_text("Your picture and your voice are in it only if you agree.")).to_be_visible()
    bob.chooses("Meeting log")
    # Read out, too.
    expect(bob.page.get_by_role("log", name="Meeting log").get_by_text("Nothing of you is recorded")).to_be_visible()
    bob.closes_what_is_open()
    bob.looks_at("asked whether to be recorded")
    bob.looks_on_a_phone_at("asked whether to be recorded")
    bob.button("I agree").click()
    carla.button("Not me").click()
    for one in (amina, bob, carla):
        is_recording(one)
        # What records is no tile and no guest.
        expect(one.page.get_by_text("Visio", exact=True)).to_have_count(0)
    recorded = time.monotonic()
    amina.looks_at("recording")

    late = person("Dan")
    late.opens(path)
    expect(late.page.get_by_text("This meeting is being recorded.")).to_be_visible()
    late.looks_at("lobby of a recorded meeting")

    amina.page.wait_for_timeout(6_000)
    stops_recording(amina)
    lasted, at_most = time.monotonic() - recorded, time.monotonic() - began
    for one in (amina, bob, carla):
        is_over(one)

    recording = made(visio, "amina@example.org")
    assert {sound["name"] for sound in recording["sounds"]} == {"Amina", "Bob"}
    assert {(one["name"], one["agrees"]) for one in recording["consents"]} == {
        ("Amina", True),
        ("Bob", True),
        ("Carla <b>", False),
    }
    # Who said no is nowhere: not in the manifest, the layouts or any file's name.
    manifest = manifest_of(visio, recording)
    identities = {one["identity"] for one in manifest["people"]}
    assert {one["name"] for one in manifest["people"]} == {"Amina", "Bob"}
    assert {tile[0] for layout in manifest["layouts"] for tile in layout["tiles"]} <= identities
    kept = visio.folder / "recordings" / recording["id"]
    assert {file.stem for file in (kept / "sound").iterdir()} <= identities
    assert not (kept / "pieces").exists()

    film = film_of(film_path(visio, recording))
    assert film.size == (1280, 720)
    assert abs(film.seconds - recording["seconds"]) < 0.5 and lasted - 2 < film.seconds < at_most
    assert abs(len(film.sound) / RATE - film.seconds) < 0.5
    # Two pictures side by side, and neither is dark; each beeps.
    assert film.brightness[len(film.times) // 2 :].min() > 10
    assert film.loudness(1, film.seconds) > 0.002
    for sound in recording["sounds"]:
        assert np.abs(sound_of(kept / "sound" / f"{sound['identity']}.ogg")).max() > 0.01

    watches_and_deletes(amina, recording, tmp_path)
    assert not kept.exists()


def watches_and_deletes(amina: Person, recording: Any, folder: Path) -> None:
    page = amina.page
    amina.leaves()
    amina.opens("/recordings")
    expect(page.get_by_role("link", name=recording["title"]).first).to_be_visible()
    amina.looks_at("my recordings")
    amina.looks_on_a_phone_at("my recordings")
    page.get_by_role("link", name=recording["title"]).first.click()
    video = page.locator("video")
    expect(video).to_be_visible()
    until(lambda: video.evaluate("(it) => it.readyState >= 2"), what="the film to be there")
    assert abs(video.evaluate("(it) => it.duration") - recording["seconds"]) < 0.5
    video.evaluate("(it) => { it.currentTime = 3; return it.play() }")
    until(lambda: video.evaluate("(it) => it.currentTime > 4"), what="the film to play")
    video.evaluate("(it) => it.pause()")
    amina.looks_at("a recording")
    amina.looks_on_a_phone_at("a recording")
    with page.expect_download() as downloading:
        amina.button("Download").click()
    downloading.value.save_as(folder / "film.mp4")
    assert (folder / "film.mp4").stat().st_size == recording["bytes"]
    assert downloading.value.suggested_filename.endswith(".mp4")
    amina.button("Delete").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_role("heading", level=1, name="My recordings")).to_be_visible()
    expect(page.get_by_role("link", name=recording["title"])).to_have_count(0)


def test_a_recorder_that_is_killed_is_noticed_and_another_goes_on(
    amina: Person, bob: Person, meeting: str, visio: Running
) -> None:
    starts_recording(amina)
    bob.button("I agree").click()
    is_recording(bob)
    amina.page.wait_for_timeout(5_000)
    visio.kill("recording")
    for one in (amina, bob):
        expect(one.page.get_by_text("The recording stands still.").first).to_be_visible()
    for one in (amina, bob):
        is_recording(one)
    amina.page.wait_for_timeout(4_000)
    stops_recording(amina)
    is_over(bob)
    recording = made(visio, "amina@example.org")
    [(at, lasts)] = recording["gaps"]
    # Five seconds are the most that may be lost of what was seen before; the rest is how long a start takes.
    assert at > 1 and lasts < 15
    assert {sound["name"] for sound in recording["sounds"]} == {"Amina", "Bob"}
    film = film_of(film_path(visio, recording))
    assert abs(film.seconds - recording["seconds"]) < 0.5
    assert film.loudness(at + 0.5, at + lasts - 0.5) < 1e-4
    assert film.loudness(0, at) > 0.002 and film.loudness(at + lasts, film.seconds) > 0.002
    amina.leaves()
    amina.opens(f"/recordings/{recording['id']}")
    expect(amina.page.get_by_text("nobody recorded for")).to_be_visible()
    amina.looks_at("a recording with a gap")


def test_picture_and_sound_are_in_step(visio: Running) -> None:
    path = visio.make_room(name="En mesure")
    host = visio.signed_in("rooms@example.org")
    entry = host.post(f"/api/rooms{path}/join", json={"name": "Flash", "device": "desktop"}).raise_for_status().json()
    flashing = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.flashing", entry["livekit"]["url"], entry["ticket"], "60"]
    )
    try:
        until(lambda: visio.presences(path) == ["Flash"], what="somebody who flashes")
        inside = httpx.Client(headers={"Authorization": f"Bearer {entry['pass']}"})
        address = f"{visio.url}/api/meeting/recording"
        inside.post(address, json={}).raise_for_status()
        until(lambda: inside.get(address).json()["running"]["state"] == "recording", what="a recording")
        time.sleep(12)
        inside.delete(address).raise_for_status()
        inside.close()
        recording = made(visio, "rooms@example.org")
    finally:
        flashing.kill()
        flashing.wait()
    film = film_of(film_path(visio, recording))
    seen = onsets(film.brightness.mean(axis=1), film.times, over=120, apart=0.5)
    step = RATE // 100
    loud = np.abs(film.sound[: len(film.sound) // step * step]).reshape(-1, step).max(axis=1).astype(np.float64)
    heard = onsets(loud, np.arange(len(loud)) / 100, over=0.05, apart=0.5)
    apart = [min((flash - beep for beep in heard), key=abs) for flash in seen[2:-1]]
    print(f"picture after sound, in ms: {[round(each * 1000) for each in apart]}")
    assert len(apart) >= 3
    assert max(abs(each) for each in apart) < 0.08
    # Their own sound stands where the film has it.
    [sound] = manifest_of(visio, recording)["sound"]
    begins = [run["at"] for run in sound["runs"]]
    assert all(min(abs(beep - 0.4 - at) for at in begins) < 0.08 for beep in heard[1:-1])
