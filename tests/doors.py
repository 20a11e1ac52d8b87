"""Every address of the API, and who may knock there: one meeting with people of each kind, and how each address is asked.

Both the table of who may do what (`test_authorization.py`) and the look for acts that leave no line in the audit trail
(`test_trail_of_routes.py`) go through these doors.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import cast

from django.http import HttpResponse

from visio.configuration import configuration
from visio.gateways.tokens import sign
from visio.people.models import Passkey, SignIn, User
from visio.people.signin import make_link
from visio.recordings.access import link_to
from visio.recordings.shares import Share
from visio.recordings.sharing import share as share_recording
from visio.rooms.bans import Ban
from visio.rooms.models import Knock, Room
from visio.testing.doors import Knocker
from visio.testing.livekit import FakeLiveKit, Hook
from visio.testing.passkeys import Authenticator
from visio.testing.people import Browser
from visio.testing.recorded import free_recorder, ready_recording, ready_transcript, running_recording
from visio.testing.seat import Seat
from visio.transcripts.models import Bookmark, Summary
from visio.web.api import api

SUMMARY = {"title": "Migration", "abstract": [], "topics": [], "decisions": [], "actions": []}
AT_A_NAME = "http://localhost:8000"
KINDS = ["nobody", "guest", "stranger", "participant", "host", "owner", "admin", "application"]


@dataclass
class World:
    """Alice owns a room, and named Fay a host; both are inside with Bob (signed in) and Charlie (a guest). Dora has an account
    and nothing to do with it; Erin administers; a program shows a token that LiveKit would take for the server's own. Bob has
    written a message and raised his hand, and sends all he can."""

    livekit: FakeLiveKit
    browsers: dict[str, Browser] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)
    slug: str = ""
    message: int = 0

    def ask(self, kind: str, method: str, path: str, body: object = None) -> HttpResponse:
        """As this kind of person: with their pass inside the meeting, with their session elsewhere."""
        seat = self.seats.get(kind)
        browser = self.browsers[kind]
        headers = {"X-CSRFToken": browser.client.cookies["csrftoken"].value}
        if path.startswith("/meeting") and seat:
            headers = {"Authorization": f"Bearer {seat.pass_}"}
        if kind == "application":
            headers["Authorization"] = f"Bearer {_token_of_a_program()}"
        answer = browser.client.generic(
            method, f"/api{path}", json_of(body), content_type="application/json", headers=headers
        )
        return cast(HttpResponse, answer)


def _token_of_a_program() -> str:
    return sign({"sub": "program", "exp": int(time.time()) + 600, "video": {"roomCreate": True, "roomAdmin": True}})


def json_of(body: object) -> bytes:
    return b"" if body is None else json.dumps(body).encode()


def world(livekit: FakeLiveKit, **room: str) -> World:
    made = World(livekit)
    names = {"owner": "Alice", "participant": "Bob", "stranger": "Dora", "admin": "Erin", "host": "Fay"}
    for kind, name in names.items():
        user = User.objects.create(email=f"{name.lower()}@example.org", name=name, is_admin=kind == "admin")
        made.browsers[kind] = _signed_in(user)
    made.browsers |= {"guest": Browser(), "nobody": Browser(), "application": Browser()}
    made.slug = made.browsers["owner"].make_room(name="Salle du budget")
    named = {"members": [{"email": "fay@example.org", "role": "host"}]}
    made.browsers["owner"].patch(f"/rooms/{made.slug}", named)
    for kind in ("owner", "host", "participant", "guest"):
        made.seats[kind] = Seat(
            made.browsers[kind], made.slug, livekit, name="Charlie" if kind == "guest" else ""
        ).enter()
    made.message = made.seats["participant"].say("Bonjour")["id"]
    made.seats["participant"].raise_hand()
    for source in ("microphone", "camera", "screen_share"):
        livekit.publish(made.seats["participant"].channel, made.seats["participant"].identity, source)
    if room:
        made.browsers["owner"].patch(f"/rooms/{made.slug}", room)
    return made


@contextmanager
def at_a_name() -> Iterator[None]:
    """Passkeys belong to a name, and tests are at an address in numbers."""
    configured = dict(configuration.__dict__)
    configuration.__dict__["url"] = AT_A_NAME
    try:
        yield
    finally:
        configuration.__dict__.update(configured)


def _signed_in(user: User) -> Browser:
    """By a link, as people are."""
    browser = Browser()
    browser.post("/signin/confirm", {"token": make_link(email=user.email).partition("#")[2]})
    browser.user = user
    return browser


Asks = Callable[[World, str], HttpResponse]


def plainly(method: str, path: str, body: object = None) -> Asks:
    def ask(there: World, kind: str) -> HttpResponse:
        filled = path.format(slug=there.slug, id=there.message, identity=there.seats["participant"].identity)
        return there.ask(kind, method, filled, body)

    return ask


def _confirm(there: World, kind: str) -> HttpResponse:
    token = make_link(email="new@example.org").partition("#")[2]
    return there.ask(kind, "POST", "/signin/confirm", {"token": token})


def _end_a_session(there: World, kind: str) -> HttpResponse:
    """Of the owner's."""
    return there.ask(kind, "DELETE", f"/sessions/{SignIn.objects.get(user__email='alice@example.org').pk}")


def _make_a_passkey(there: World, kind: str) -> HttpResponse:
    with at_a_name():
        asked = there.ask(kind, "POST", "/passkeys/begin")
        nothing = {"challenge": "", "user_id": ""}
        made = Authenticator(AT_A_NAME, "localhost").makes(
            json.loads(asked.content) if asked.status_code == 200 else nothing
        )
        return there.ask(kind, "POST", "/passkeys", made)


def _show_a_passkey(there: World, kind: str) -> HttpResponse:
    """The owner's, from whichever browser."""
    with at_a_name():
        key, owner = Authenticator(AT_A_NAME, "localhost"), there.browsers["owner"]
        owner.post("/passkeys", key.makes(owner.post("/passkeys/begin")))
        asked = there.ask(kind, "POST", "/signin/passkey/begin")
        return there.ask(kind, "POST", "/signin/passkey", key.shows(json.loads(asked.content)))


def _change_a_passkey(method: str, body: object = None) -> Asks:
    """One of the owner's."""

    def ask(there: World, kind: str) -> HttpResponse:
        owner = User.objects.get(email="alice@example.org")
        passkey = Passkey.objects.create(user=owner, handle="h", credential_id="key", public_key=b"", name="My key")
        return there.ask(kind, method, f"/passkeys/{passkey.pk}", body)

    return ask


def _of_who_waits(verb: str, body: object = None) -> Asks:
    """Zoé knocks, since nobody comes in without any more."""

    def ask(there: World, kind: str) -> HttpResponse:
        _let_knock(there)
        identity = Knock.objects.get().identity
        return there.ask(kind, "POST", f"/rooms/{there.slug}/lobby/{identity}/{verb}", body)

    return ask


def _admit_all(there: World, kind: str) -> HttpResponse:
    _let_knock(there)
    return there.ask(kind, "POST", f"/rooms/{there.slug}/lobby/admit")


def _withdraw(there: World, kind: str) -> HttpResponse:
    shown = {"Authorization": f"Bearer {_let_knock(there).secret}"}
    answer = there.browsers[kind].client.delete(f"/api/rooms/{there.slug}/knock", headers=shown)
    return cast(HttpResponse, answer)


def _let_knock(there: World) -> Knocker:
    there.browsers["owner"].patch(f"/rooms/{there.slug}", {"access": "knock"})
    zoe = Knocker(Browser(), there.slug, name="Zoé")
    zoe.knock()
    return zoe


def _of_the_participant(path: str, **more: object) -> Asks:
    """Done to Bob."""

    def ask(there: World, kind: str) -> HttpResponse:
        return there.ask(kind, "POST", f"/meeting{path}", {"identities": [there.seats["participant"].identity], **more})

    return ask


def _record(there: World, kind: str) -> HttpResponse:
    free_recorder()
    return there.ask(kind, "POST", "/meeting/recording", {})


def _decline_a_recording(there: World, kind: str) -> HttpResponse:
    """That Charlie asks for."""
    there.ask("guest", "POST", "/meeting/recording/ask")
    return there.ask(kind, "DELETE", "/meeting/recording/ask")


def _while_recorded(method: str, path: str, body: object = None) -> Asks:
    def ask(there: World, kind: str) -> HttpResponse:
        running_recording(there.slug)
        return there.ask(kind, method, path, body)

    return ask


def _of_a_recording(method: str, path: str, body: object = None, *, file: str = "") -> Asks:
    """One of the owner's; by a link of theirs where there is one to it."""

    def ask(there: World, kind: str) -> HttpResponse:
        owner = User.objects.get(email="alice@example.org")
        recording = ready_recording(owner)
        link = f"?link={link_to(owner, recording, file)[0]}" if file else ""
        return there.ask(kind, method, path.format(id=recording.pk) + link, body)

    return ask


def _of_a_share(there: World, kind: str) -> HttpResponse:
    recording = ready_recording(User.objects.get(email="alice@example.org"))
    share = Share.objects.create(recording=recording, email="zoe@example.org")
    return there.ask(kind, "DELETE", f"/recordings/{recording.pk}/shares/{share.pk}")


def _open_by_link(there: World, kind: str) -> HttpResponse:
    owner = User.objects.get(email="alice@example.org")
    recording = ready_recording(owner)
    _, key = share_recording(recording, by=owner, email=None, organisation=False, link=True, may_change=False, days=1)
    return there.ask(kind, "POST", f"/recordings/{recording.pk}/open", {"key": key})


def _of_a_transcript(method: str, path: str, body: dict[str, object] | None = None) -> Asks:
    """Of a recording of the owner's, in which Bob and Amina speak and the owner marked a moment; it is summed up."""

    def ask(there: World, kind: str) -> HttpResponse:
        owner = User.objects.get(email="alice@example.org")
        transcript = ready_transcript(ready_recording(owner))
        bob, amina = transcript.speakers.all()
        line = bob.segments.first()
        ids = {"id": transcript.recording_id, "speaker": bob.pk, "segment": line and line.pk}
        mark = Bookmark.objects.create(transcript=transcript, user=owner, at=1)
        Summary.objects.create(transcript=transcript, engine="extract", content=SUMMARY)
        filled = {
            key: {"AMINA": amina.pk, "LINES": [line and line.pk], "WAS": line and line.text}.get(str(value), value)
            for key, value in (body or {}).items()
        }
        asked = path.format(bookmark=mark.pk, **ids)
        return there.ask(kind, method, f"/recordings/{ids['id']}/transcript{asked}", None if body is None else filled)

    return ask


def _demote(there: World, kind: str) -> HttpResponse:
    """Fay."""
    return there.ask(kind, "POST", "/meeting/demote", {"identities": [there.seats["host"].identity]})


def _spotlight(there: World, kind: str) -> HttpResponse:
    return there.ask(kind, "PUT", "/meeting/spotlight", {"identity": there.seats["participant"].identity})


def _lift_a_block(there: World, kind: str) -> HttpResponse:
    """Of Zoé's, who was put out."""
    ban = Ban.objects.create(room=Room.objects.get(slug=there.slug), identity="p-zoe", name="Zoé", by="Alice")
    return there.ask(kind, "DELETE", f"/meeting/blocked/{ban.pk}")


def _forge_webhook(there: World, kind: str) -> HttpResponse:
    return there.ask(kind, "POST", "/livekit/webhook", {"event": "room_finished", "id": "EV_1"})


DOORS: dict[str, Asks] = {
    "GET /api/session": plainly("GET", "/session"),
    "POST /api/signin": plainly("POST", "/signin", {"email": "somebody@example.org"}),
    "POST /api/signin/confirm": _confirm,
    "POST /api/signin/with/{provider}": plainly("POST", "/signin/with/none", {"next": "/"}),
    "POST /api/signin/back/{provider}": plainly("POST", "/signin/back/none", {"code": "c", "state": "s"}),
    "POST /api/signin/ended/{provider}": plainly("POST", "/signin/ended/none"),
    "POST /api/signout": plainly("POST", "/signout"),
    "POST /api/signin/out": plainly("POST", "/signin/out", {"state": "s"}),
    "GET /api/sessions": plainly("GET", "/sessions"),
    "DELETE /api/sessions": plainly("DELETE", "/sessions"),
    "DELETE /api/sessions/{id}": _end_a_session,
    "PATCH /api/me": plainly("PATCH", "/me", {"name": "Another"}),
    "GET /api/me/preferences": plainly("GET", "/me/preferences"),
    "PATCH /api/me/preferences": plainly("PATCH", "/me/preferences", {"told_by_mail": False}),
    "POST /api/signin/passkey/begin": plainly("POST", "/signin/passkey/begin"),
    "POST /api/signin/passkey": _show_a_passkey,
    "GET /api/passkeys": plainly("GET", "/passkeys"),
    "POST /api/passkeys": _make_a_passkey,
    "POST /api/passkeys/begin": plainly("POST", "/passkeys/begin"),
    "PATCH /api/passkeys/{id}": _change_a_passkey("PATCH", {"name": "My phone"}),
    "DELETE /api/passkeys/{id}": _change_a_passkey("DELETE"),
    "GET /api/rooms": plainly("GET", "/rooms"),
    "POST /api/rooms": plainly("POST", "/rooms", {"name": "Another room"}),
    "GET /api/rooms/{slug}": plainly("GET", "/rooms/{slug}"),
    "PATCH /api/rooms/{slug}": plainly("PATCH", "/rooms/{slug}", {"name": "Renamed"}),
    "DELETE /api/rooms/{slug}": plainly("DELETE", "/rooms/{slug}"),
    "POST /api/rooms/{slug}/join": plainly("POST", "/rooms/{slug}/join", {"name": "Somebody", "device": "desktop"}),
    "GET /api/rooms/{slug}/lobby": plainly("GET", "/rooms/{slug}/lobby"),
    "POST /api/rooms/{slug}/lobby/admit": _admit_all,
    "POST /api/rooms/{slug}/lobby/{identity}/admit": _of_who_waits("admit"),
    "POST /api/rooms/{slug}/lobby/{identity}/refuse": _of_who_waits("refuse", {"block": False}),
    "POST /api/rooms/{slug}/lobby/note": plainly("POST", "/rooms/{slug}/lobby/note", {"text": "In a minute"}),
    "PUT /api/rooms/{slug}/lock": plainly("PUT", "/rooms/{slug}/lock", {"locked": True}),
    "DELETE /api/rooms/{slug}/knock": _withdraw,
    "POST /api/lobby/watch": plainly("POST", "/lobby/watch"),
    "GET /api/rooms/{slug}/telephone": plainly("GET", "/rooms/{slug}/telephone"),
    "POST /api/rooms/{slug}/telephone/pin": plainly("POST", "/rooms/{slug}/telephone/pin"),
    "POST /api/telephone/pin": plainly("POST", "/telephone/pin", {"pin": "0123456789", "caller": "+33100000000"}),
    "POST /api/meeting/rejoin": plainly("POST", "/meeting/rejoin"),
    "GET /api/meeting": plainly("GET", "/meeting"),
    "POST /api/meeting/messages": plainly("POST", "/meeting/messages", {"text": "Hello"}),
    "PATCH /api/meeting/messages/{id}": plainly("PATCH", "/meeting/messages/{id}", {"text": "Else"}),
    "DELETE /api/meeting/messages/{id}": plainly("DELETE", "/meeting/messages/{id}"),
    "POST /api/meeting/messages/{id}/report": plainly("POST", "/meeting/messages/{id}/report"),
    "POST /api/meeting/reactions": plainly("POST", "/meeting/reactions", {"kind": "clap"}),
    "PUT /api/meeting/hand": plainly("PUT", "/meeting/hand", {"raised": True}),
    "POST /api/meeting/hands/next": plainly("POST", "/meeting/hands/next"),
    "DELETE /api/meeting/hands": plainly("DELETE", "/meeting/hands"),
    "DELETE /api/meeting/hands/{identity}": plainly("DELETE", "/meeting/hands/{identity}"),
    "PUT /api/meeting/captions": plainly("PUT", "/meeting/captions", {"on": True}),
    "PUT /api/meeting/language": plainly("PUT", "/meeting/language", {"language": "fr"}),
    "PUT /api/meeting/microphone": plainly("PUT", "/meeting/microphone", {"is_shared": True}),
    "PATCH /api/meeting/name": plainly("PATCH", "/meeting/name", {"name": "Another"}),
    "PATCH /api/meeting/people/{identity}/name": plainly(
        "PATCH", "/meeting/people/{identity}/name", {"name": "Robert"}
    ),
    "POST /api/meeting/mute": _of_the_participant("/mute"),
    "POST /api/meeting/stop": _of_the_participant("/stop", what="camera"),
    "POST /api/meeting/unmute/ask": _of_the_participant("/unmute/ask"),
    "POST /api/meeting/unmute/decline": plainly("POST", "/meeting/unmute/decline"),
    "POST /api/meeting/remove": _of_the_participant("/remove", block=True),
    "POST /api/meeting/to-lobby": _of_the_participant("/to-lobby"),
    "DELETE /api/meeting/blocked/{id}": _lift_a_block,
    "POST /api/meeting/promote": _of_the_participant("/promote"),
    "POST /api/meeting/demote": _demote,
    "PUT /api/meeting/spotlight": _spotlight,
    "PATCH /api/meeting/powers": plainly("PATCH", "/meeting/powers", {"powers": {"chat": "hosts"}}),
    "POST /api/meeting/end": plainly("POST", "/meeting/end"),
    "POST /api/meeting/leave": plainly("POST", "/meeting/leave"),
    "GET /api/meeting/recording": _while_recorded("GET", "/meeting/recording"),
    "POST /api/meeting/recording": _record,
    "DELETE /api/meeting/recording": _while_recorded("DELETE", "/meeting/recording"),
    "POST /api/meeting/recording/ask": plainly("POST", "/meeting/recording/ask"),
    "DELETE /api/meeting/recording/ask": _decline_a_recording,
    "PUT /api/meeting/recording/consent": _while_recorded("PUT", "/meeting/recording/consent", {"agrees": True}),
    "GET /api/recordings": plainly("GET", "/recordings"),
    "GET /api/recordings/{id}": _of_a_recording("GET", "/recordings/{id}"),
    "DELETE /api/recordings/{id}": _of_a_recording("DELETE", "/recordings/{id}"),
    "POST /api/recordings/{id}/links": _of_a_recording("POST", "/recordings/{id}/links", {}),
    "GET /api/recordings/{id}/film": _of_a_recording("GET", "/recordings/{id}/film", file="film"),
    "GET /api/recordings/{id}/sound/{identity}": _of_a_recording(
        "GET", "/recordings/{id}/sound/p-bob", file="sound/p-bob"
    ),
    "GET /api/recordings/{id}/consents.csv": _of_a_recording(
        "GET", "/recordings/{id}/consents.csv", file="consents.csv"
    ),
    "GET /api/recordings/{id}/shares": _of_a_recording("GET", "/recordings/{id}/shares"),
    "POST /api/recordings/{id}/shares": _of_a_recording("POST", "/recordings/{id}/shares", {"link": True}),
    "DELETE /api/recordings/{id}/shares/{share}": _of_a_share,
    "POST /api/recordings/{id}/open": _open_by_link,
    "GET /api/recordings/{id}/transcript/exports/{format}": _of_a_transcript("GET", "/exports/vtt?inline=true"),
    "POST /api/recordings/{id}/transcript/summary": _of_a_transcript("POST", "/summary"),
    "PUT /api/recordings/{id}/transcript/summary": _of_a_transcript("PUT", "/summary", {"content": SUMMARY}),
    "PUT /api/recordings/{id}/transcript/summary/validated": _of_a_transcript(
        "PUT", "/summary/validated", {"is_validated": True}
    ),
    "GET /api/transcripts": plainly("GET", "/transcripts?q=budget"),
    "GET /api/recordings/{id}/transcript": _of_a_transcript("GET", ""),
    "POST /api/recordings/{id}/transcript": _of_a_transcript("POST", "", {"again": True}),
    "PUT /api/recordings/{id}/transcript/validated": _of_a_transcript("PUT", "/validated", {"is_validated": True}),
    "PATCH /api/recordings/{id}/transcript/speakers/{speaker}": _of_a_transcript(
        "PATCH", "/speakers/{speaker}", {"name": "Robert"}
    ),
    "POST /api/recordings/{id}/transcript/speakers/{speaker}/merge": _of_a_transcript(
        "POST", "/speakers/{speaker}/merge", {"into": "AMINA"}
    ),
    "POST /api/recordings/{id}/transcript/speakers/{speaker}/split": _of_a_transcript(
        "POST", "/speakers/{speaker}/split", {"segments": "LINES"}
    ),
    "PUT /api/recordings/{id}/transcript/segments/{segment}": _of_a_transcript(
        "PUT", "/segments/{segment}", {"text": "Le budget est voté.", "was": "WAS"}
    ),
    "PUT /api/recordings/{id}/transcript/segments/{segment}/speaker": _of_a_transcript(
        "PUT", "/segments/{segment}/speaker", {"speaker": "AMINA"}
    ),
    "POST /api/recordings/{id}/transcript/segments/{segment}/redact": _of_a_transcript(
        "POST", "/segments/{segment}/redact"
    ),
    "GET /api/recordings/{id}/transcript/changes": _of_a_transcript("GET", "/changes"),
    "POST /api/recordings/{id}/transcript/bookmarks": _of_a_transcript("POST", "/bookmarks", {"at": 3}),
    "DELETE /api/recordings/{id}/transcript/bookmarks/{bookmark}": _of_a_transcript("DELETE", "/bookmarks/{bookmark}"),
    "POST /api/livekit/webhook": _forge_webhook,
}


def routes() -> list[str]:
    """What the OpenAPI document says there is."""
    return [
        f"{method.upper()} {path}" for path, methods in api.get_openapi_schema()["paths"].items() for method in methods
    ]


def signed_webhook(there: World) -> Hook:
    """LiveKit's own word, that somebody came into a room where nobody was."""
    slug = there.browsers["owner"].make_room(name="Une autre salle")
    there.livekit.hooks.clear()
    there.livekit.enter(there.browsers["owner"].join(slug)["ticket"])
    return there.livekit.hooks[-1]
