"""Who may do what with a recording that is shared: every address of one × how somebody stands to it. The table is the promise."""

from __future__ import annotations

import pytest

from tests.doors import SUMMARY, json_of
from tests.test_authorization import API as EVERYBODY
from tests.test_authorization import cells, rows
from visio.people.models import Organisation, User
from visio.recordings.access import link_to
from visio.recordings.models import Recording
from visio.recordings.shares import Share
from visio.recordings.sharing import share
from visio.testing.livekit import FakeLiveKit
from visio.testing.people import Browser
from visio.testing.recorded import ready_recording, ready_transcript
from visio.transcripts.models import Bookmark, Summary

KINDS = ["owner", "changer", "reader", "colleague", "linked", "former", "nobody"]

# owner: of the recording. changer, reader: by their e-mail, the first may change what was said. colleague: works where it is shared.
# linked: no account, opened a link. former: it was shared with them, by their e-mail and a link. nobody: no account, no link.
SHARED = """
                                                                      owner    changer     reader  colleague     linked     former     nobody
GET /api/recordings                                                     200        200        200        200        401        200        401
GET /api/recordings/{id}                                                200        200        200        200        200        404        401
DELETE /api/recordings/{id}                                             204        403        403        403        401        404        401
POST /api/recordings/{id}/links                                         200        200        200        200        200        404        401
GET /api/recordings/{id}/film                                           200        200        200        200        200        404        401
GET /api/recordings/{id}/sound/{identity}                               200        200        200        200        403        404        401
GET /api/recordings/{id}/consents.csv                                   200        200        200        200        403        404        401
GET /api/recordings/{id}/shares                                         200        403        403        403        401        404        401
POST /api/recordings/{id}/shares                                        200        403        403        403        401        404        401
DELETE /api/recordings/{id}/shares/{share}                              204        403        403        403        401        404        401
POST /api/recordings/{id}/open                                          204        204        204        204        204        204        204
GET /api/recordings/{id}/transcript/exports/{format}                    200        200        200        200        200        404        401
POST /api/recordings/{id}/transcript/summary                            202        202        403        403        401        404        401
PUT /api/recordings/{id}/transcript/summary                             204        204        403        403        401        404        401
PUT /api/recordings/{id}/transcript/summary/validated                   204        204        403        403        401        404        401
GET /api/recordings/{id}/transcript                                     200        200        200        200        200        404        401
POST /api/recordings/{id}/transcript                                    204        204        403        403        401        404        401
PUT /api/recordings/{id}/transcript/validated                           204        204        403        403        401        404        401
PATCH /api/recordings/{id}/transcript/speakers/{speaker}                204        204        403        403        401        404        401
POST /api/recordings/{id}/transcript/speakers/{speaker}/merge           204        204        403        403        401        404        401
POST /api/recordings/{id}/transcript/speakers/{speaker}/split           200        200        403        403        401        404        401
PUT /api/recordings/{id}/transcript/segments/{segment}                  204        204        403        403        401        404        401
PUT /api/recordings/{id}/transcript/segments/{segment}/speaker          204        204        403        403        401        404        401
POST /api/recordings/{id}/transcript/segments/{segment}/redact          204        204        403        403        401        404        401
GET /api/recordings/{id}/transcript/changes                             200        200        403        403        401        404        401
POST /api/recordings/{id}/transcript/bookmarks                          200        200        200        200        401        404        401
DELETE /api/recordings/{id}/transcript/bookmarks/{bookmark}             204        204        403        403        401        404        401
"""
BODIES: dict[str, object] = {"links": {}, "shares": {"email": "zoe@example.org"}}


class Shared:
    """One recording of Alice's, and one browser of each kind."""

    def __init__(self) -> None:
        office = Organisation.objects.create(code="siret:13002526500013", name="Direction")
        people = {
            kind: User.objects.create(email=f"{kind}@example.org", name=kind.title())
            for kind in ("owner", "changer", "reader", "colleague", "former")
        }
        User.objects.filter(email__in=["owner@example.org", "colleague@example.org"]).update(organisation=office)
        self.owner = User.objects.get(email="owner@example.org")
        self.recording: Recording = ready_recording(self.owner)
        self.transcript = ready_transcript(self.recording)
        Summary.objects.create(transcript=self.transcript, engine="extract", content=SUMMARY)
        self.browsers = {kind: Browser(people.get(kind)) for kind in KINDS}
        self.share(email="changer@example.org", may_change=True)
        self.share(email="reader@example.org")
        self.share(organisation=True)
        _, self.key = self.share(link=True)
        gone = [self.share(email="former@example.org"), self.share(link=True)]
        for kind, key in (("linked", self.key), ("former", gone[1][1])):
            self.browsers[kind].post(f"/recordings/{self.recording.pk}/open", {"key": key}, status=204)
        for each, _ in gone:
            each.delete()

    def share(
        self, *, email: str | None = None, organisation: bool = False, link: bool = False, may_change: bool = False
    ) -> tuple[Share, str]:
        return share(
            self.recording,
            by=self.owner,
            email=email,
            organisation=organisation,
            link=link,
            may_change=may_change,
            days=None,
        )

    def ask(self, kind: str, route: str) -> int:
        method, path = route.split()
        another = Share.objects.create(recording=self.recording, email="somebody@example.org")
        ids = {"id": self.recording.pk, "identity": "p-bob", "share": another.pk, "format": "vtt", **self.words()}
        what = path.partition("{id}/")[2]
        path = path.format(**ids)
        file = path.partition(f"{self.recording.pk}/")[2]
        body = {"key": self.key} if file == "open" else BODIES.get(file, self.about_words(method, what))
        if file in ("film", "sound/p-bob", "consents.csv"):
            path += f"?link={self.link(kind, file)}"
        if file.endswith("vtt"):
            path += "?inline=true"
        browser = self.browsers[kind]
        headers = {"X-CSRFToken": browser.client.cookies["csrftoken"].value}
        answer = browser.client.generic(
            method,
            path,
            json_of(body if method in ("POST", "PUT", "PATCH") else None),
            content_type="application/json",
            headers=headers,
        )
        return answer.status_code

    def words(self) -> dict[str, int]:
        """Of what was said in it: a line, who says it, and what the owner marked."""
        self.line, self.other = self.transcript.segments.all()[0], self.transcript.speakers.all()[1]
        mark = Bookmark.objects.create(transcript=self.transcript, user=self.owner, at=1)
        return {"segment": self.line.pk, "speaker": self.line.speaker_id, "bookmark": mark.pk}

    def about_words(self, method: str, what: str) -> object:
        return {
            "POST transcript": {"again": True},
            "PUT transcript/validated": {"is_validated": True},
            "PATCH transcript/speakers/{speaker}": {"name": "Robert"},
            "POST transcript/speakers/{speaker}/merge": {"into": self.other.pk},
            "POST transcript/speakers/{speaker}/split": {"segments": [self.line.pk]},
            "PUT transcript/segments/{segment}": {"text": "Le budget est voté.", "was": self.line.text},
            "PUT transcript/segments/{segment}/speaker": {"speaker": self.other.pk},
            "POST transcript/bookmarks": {"at": 3},
            "PUT transcript/summary": {"content": SUMMARY},
            "PUT transcript/summary/validated": {"is_validated": True},
        }.get(f"{method} {what}")

    def link(self, kind: str, file: str) -> str:
        """To a file, as it would be made for them."""
        self.recording.share = Share.objects.exclude(digest="").get() if kind == "linked" else None
        return link_to(self.browsers[kind].user, self.recording, file)[0]


def test_every_address_of_a_recording_stands_in_the_table() -> None:
    known = [route for route in rows(EVERYBODY) if "/api/recordings" in route]
    assert list(rows(SHARED)) == known
    assert all(list(row) == KINDS for row in rows(SHARED).values())


@pytest.mark.parametrize(("route", "kind", "status"), cells(SHARED))
def test_each_is_answered_as_the_table_says(db: None, livekit: FakeLiveKit, route: str, kind: str, status: int) -> None:
    assert Shared().ask(kind, route) == status


@pytest.mark.parametrize("form", ["vtt", "pdf"])
def test_who_comes_by_a_link_reads_and_takes_nothing_along(db: None, livekit: FakeLiveKit, form: str) -> None:
    shared = Shared()
    path = f"/recordings/{shared.recording.pk}/transcript/exports/{form}"
    assert shared.browsers["linked"].get(path, status=403)["code"] == "recording.watch_only"
    assert shared.browsers["reader"].client.get(f"/api{path}").status_code == 200
