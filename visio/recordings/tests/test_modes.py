"""Picture and sound, sound alone, or words alone: what is asked for is what is told, kept and handed out."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path

import pytest

from visio.gateways.livekit import write_recorder_ticket
from visio.media.reel import Reel, Voiced
from visio.oversight.models import Line
from visio.people.models import User
from visio.recordings import jobs
from visio.recordings.consents import SENTENCE
from visio.recordings.models import Consent
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.recorded import FILM, free_recorder, ready_recording, running_recording
from visio.testing.seat import Seat

WORDS = Path(__file__).parents[3] / "frontend" / "src" / "words"


@pytest.fixture
def slug(alice: Browser) -> str:
    return alice.make_room(name="Budget")


@pytest.fixture
def host(alice: Browser, slug: str, livekit: FakeLiveKit) -> Seat:
    return Seat(alice, slug, livekit).enter()


@pytest.fixture
def guest(charlie: Browser, slug: str, host: Seat, livekit: FakeLiveKit) -> Seat:
    return Seat(charlie, slug, livekit, name="Charlie").enter()


def user(browser: Browser) -> User:
    assert browser.user is not None
    return browser.user


@pytest.mark.parametrize(
    ("asked", "mode", "wants_words"),
    [
        ({}, "video", False),
        ({"mode": "sound"}, "sound", False),
        ({"mode": "sound", "wants_words": True}, "sound", True),
        ({"mode": "words"}, "words", True),
    ],
)
def test_everybody_is_told_what_is_kept(
    host: Seat, guest: Seat, asked: dict[str, object], mode: str, wants_words: bool
) -> None:
    free_recorder()
    host.ask("POST", "/recording", asked)
    running = guest.ask("GET", "/recording")["running"]
    assert (running["mode"], running["wants_words"], running["is_automatic"]) == (mode, wants_words, False)
    guest.ask("PUT", "/recording/consent", {"agrees": False}, status=204)
    kept = Consent.objects.order_by("id").values_list("name", "agrees", "mode", "wants_words", "sentence")
    assert list(kept) == [
        ("Alice", True, mode, wants_words, SENTENCE),
        ("Charlie", False, mode, wants_words, SENTENCE),
    ]


def test_there_is_no_other_mode(host: Seat) -> None:
    free_recorder()
    host.ask("POST", "/recording", {"mode": "thoughts"}, status=422)


def test_the_film_of_a_recording_of_sound_is_its_sound(alice: Browser) -> None:
    recording = ready_recording(user(alice), mode="sound")
    assert alice.get(f"/recordings/{recording.pk}")["mode"] == "sound"
    link = alice.post(f"/recordings/{recording.pk}/links", {})["url"]
    answer = alice.client.get(f"{link}&download=1")
    assert answer["Content-Type"] == "audio/mp4" and '.m4a"' in answer["Content-Disposition"]
    assert b"".join(answer) == FILM
    part = alice.client.get(link, headers={"Range": "bytes=0-9"})
    assert (part.status_code, b"".join(part)) == (206, FILM[:10])


def test_of_words_there_is_no_film(alice: Browser) -> None:
    recording = ready_recording(user(alice), mode="words")
    assert alice.post(f"/recordings/{recording.pk}/links", {}, status=404)["code"] == "recording.no_film"
    alice.post(f"/recordings/{recording.pk}/links", {"identity": "p-bob"})


def test_a_sound_says_what_is_spoken_and_that_several_people_are_in_it(host: Seat, slug: str) -> None:
    recording = running_recording(slug, mode="words")
    voice = Voiced("p-a", "Salle 3", "k", 2.0, 4, "0" * 64, [(0.0, 0.0, 2.0)], "fr", True)
    jobs._keep(recording, Reel(2.0, 4, "0" * 64, [], [voice]))
    recording.save()
    sound = recording.sounds.get()
    assert (sound.language, sound.is_shared) == ("fr", True)
    told = host.browser.get(f"/recordings/{recording.pk}")["sounds"][0]
    assert (told["language"], told["is_shared"]) == ("fr", True)


def test_who_agreed_to_what_is_a_sheet_to_keep_and_each_is_counted(alice: Browser, bob: Browser) -> None:
    recording = ready_recording(user(alice), mode="sound")
    Consent.objects.create(
        recording=recording,
        identity="p-eve",
        name='=HYPERLINK("x")',
        agrees=False,
        mode="sound",
        wants_words=True,
        sentence=SENTENCE,
    )
    bob.post(f"/recordings/{recording.pk}/links", {"consents": True}, status=404)
    link = alice.post(f"/recordings/{recording.pk}/links", {"consents": True})["url"]
    line = Line.objects.get(act="recording.opened")
    assert (line.who, line.subject, line.why) == (user(alice).reference, recording.reference, "consents.csv")
    answer = alice.client.get(link)
    assert answer["Content-Type"].startswith("text/csv") and answer["Content-Disposition"].startswith("attachment")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["name"], row["answer"], row["recorded"], row["transcript"], row["sentence"]) for row in rows] == [
        ("Bob", "agrees", "video", "no", "1"),
        # What a spreadsheet would do is only a name here.
        ('\'=HYPERLINK("x")', "refuses", "sound", "yes", str(SENTENCE)),
    ]
    assert {row["sha256"] for row in rows} == {recording.sha256}
    # A link to the film is none to this, nor the other way round.
    film = alice.post(f"/recordings/{recording.pk}/links", {})["url"].partition("?")[2]
    assert alice.client.get(f"/api/recordings/{recording.pk}/consents.csv?{film}").status_code == 403


def test_another_sentence_has_another_number() -> None:
    """What people are told before they answer, in both languages; when it changes, so does `consents.SENTENCE`."""
    keys = ("recording.records", "recording.told", "recording.by_itself")
    told = [
        json.loads((WORDS / language / "meeting.json").read_text())[key] for language in ("en", "fr") for key in keys
    ]
    assert (SENTENCE, hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]) == (2, "e5ea804474fb1e57")


def test_the_rooms_wish_is_its_owners_and_stands_at_the_door(
    alice: Browser, bob: Browser, charlie: Browser, slug: str
) -> None:
    wish = {"mode": "sound", "wants_words": True}
    assert bob.patch(f"/rooms/{slug}", {"records": wish}, status=403)["code"] == "room.owner_only"
    assert alice.patch(f"/rooms/{slug}", {"records": wish})["records"] == wish
    assert charlie.get(f"/rooms/{slug}")["records"] == wish
    alice.patch(f"/rooms/{slug}", {"records": {"mode": "all", "wants_words": True}}, status=422)
    assert alice.patch(f"/rooms/{slug}", {"name": "Else"})["records"] == wish
    line = Line.objects.filter(act="room.changed").order_by("id").first()
    assert line is not None and line.why == "records sound and words"


def test_the_recording_that_runs_is_what_the_door_tells_of(
    charlie: Browser, host: Seat, slug: str, livekit: FakeLiveKit
) -> None:
    livekit.enter(write_recorder_ticket(room=host.channel, recording="r", seconds=60, mode="words", wants_words=True))
    told = charlie.get(f"/rooms/{slug}")
    assert (told["is_recorded"], told["records"]) == (True, {"mode": "words", "wants_words": True})
