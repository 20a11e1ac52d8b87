"""How does the browser ask about transcripts? By the recording each is of, with its session."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status
from pydantic import StrictBool, StringConstraints

from visio.errors import answers
from visio.limits import Limit
from visio.people.access import signed_in
from visio.people.models import User
from visio.people.names import Name, OptionalName
from visio.transcripts import access, actions, bookmarks, editing, search, shown
from visio.transcripts.models import Change
from visio.transcripts.wording import Line

router = Router(tags=["transcripts"])

change_limit = Limit(burst=120, per_second=4)
search_limit = Limit(burst=60, per_second=2)

# As `Transcript.State`, which has the name of others in the document.
Making = Literal["waiting", "working", "ready", "failed"]

Identity = Annotated[str, StringConstraints(max_length=24, pattern=r"^[A-Za-z0-9_-]+$")]
Count = Annotated[int, Field(ge=1, le=12)]
Id = Annotated[int, Field(ge=1, lt=2**63)]
Seconds = Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False)]
Words = Annotated[str, StringConstraints(max_length=200)]
Part = Annotated[str, StringConstraints(max_length=80)]


class SpeakerOut(Schema):
    """`name` is empty for a voice nobody has named: its `number` tells it apart. `confidence`: how sure the name is, where
    a voice was recognised."""

    id: int
    identity: str
    number: int
    name: str
    confidence: float | None


class SegmentOut(Schema):
    """A line, in seconds of the recording. `words` are [text, start, end, confidence]."""

    id: int
    speaker: int
    start: float
    end: float
    language: str
    text: str
    confidence: float
    words: list[tuple[str, float, float, float]]
    is_redacted: bool
    is_changed: bool


class BookmarkOut(Schema):
    id: int
    at: float
    note: str
    by: str
    is_mine: bool


class ClaimOut(Schema):
    """What the summary says, and the lines it is taken from."""

    text: str
    segments: list[int]


class TopicOut(Schema):
    title: str
    at: float
    segments: list[int]


class ActionOut(Schema):
    what: str
    who: str
    due: str
    segments: list[int]


class SummaryContent(Schema):
    title: str = ""
    abstract: list[ClaimOut] = []
    topics: list[TopicOut] = []
    decisions: list[ClaimOut] = []
    actions: list[ActionOut] = []


class SummaryOut(Schema):
    """`engine` is `extract` for the one inside; nobody stands for it until somebody has validated it."""

    engine: str
    made_at: datetime
    validated_at: datetime | None
    validated_by: str
    content: SummaryContent


class TranscriptOut(Schema):
    """`heard` of `seconds` are written down while it is being made."""

    state: Making
    failure: str
    heard: float
    seconds: float
    engine: str
    model: str
    language: str
    asked_at: datetime
    ready_at: datetime | None
    validated_at: datetime | None
    validated_by: str
    may_change: bool
    speakers: list[SpeakerOut]
    segments: list[SegmentOut]
    bookmarks: list[BookmarkOut]
    summary: SummaryOut | None


class Asked(Schema, extra="forbid"):
    """`people` says how many speak at whose microphone. `again`: what people changed in the one before is lost."""

    people: Annotated[dict[Identity, Count], Field(max_length=100)] = {}
    again: StrictBool = False


class Validated(Schema, extra="forbid"):
    is_validated: StrictBool


class Renamed(Schema, extra="forbid"):
    name: Name


class Into(Schema, extra="forbid"):
    into: Id


class Split(Schema, extra="forbid"):
    segments: Annotated[list[Id], Field(min_length=1, max_length=5000)]
    name: OptionalName = ""


class Corrected(Schema, extra="forbid"):
    """`was` is the line as its corrector saw it: should it be another by now, nothing is changed."""

    text: Line
    was: Annotated[str, StringConstraints(max_length=10_000)]


class Given(Schema, extra="forbid"):
    speaker: Id


class NewBookmark(Schema, extra="forbid"):
    at: Seconds
    note: Annotated[str, StringConstraints(max_length=200)] = ""


class Made(Schema):
    id: int


class ChangeOut(Schema):
    """`segment` is the line it was done to; what was done to a speaker names the `lines` it touched, if any."""

    id: int
    segment: int | None
    kind: Literal["words", "speaker", "name", "merged", "split", "redacted"]
    by: str
    at: datetime
    before: str
    after: str
    lines: list[int]

    @staticmethod
    def resolve_segment(change: Change) -> int | None:
        return change.segment_id


class HitOut(Schema):
    """`marks` are [from, to] in the text, as browsers count. `speaker` is empty for a voice without a name."""

    segment: int
    start: float
    speaker: str
    number: int
    text: str
    marks: list[tuple[int, int]]


class FoundOut(Schema):
    """`speakers` are those who have a name."""

    recording: UUID
    title: str
    began_at: datetime
    seconds: float
    state: Making
    speakers: list[str]
    hits: list[HitOut]


class Search(Schema):
    """Of `q` all words are required, and “what stands in quotation marks” as it stands. `speaker` and `title` are parts of
    names. Newest first, fifty at most: `until` leads to older ones."""

    q: Words = ""
    speaker: Part = ""
    title: Part = ""
    since: datetime | None = None
    until: datetime | None = None


@router.get("/transcripts", response=answers(200, list[FoundOut], 401, 429))
def my_transcripts(request: HttpRequest, asked: Query[Search]) -> list[dict[str, object]]:
    """Without `q`, all of mine and no hits; with it, those in which it was said and at most five lines of each."""
    by = signed_in(request)
    search_limit.take(by.reference)
    return [shown.found(each) for each in search.find(by, search.Asked(**asked.dict()))]


@router.get("/recordings/{id}/transcript", response=answers(200, TranscriptOut, 401, 404))
def transcript(request: HttpRequest, id: UUID) -> dict[str, object]:
    found = access.readable(request, id)
    return shown.whole(found, may_change=access.may_change(request, found), reader=access.reader(request))


@router.post("/recordings/{id}/transcript", response=answers(204, None, 401, 403, 404, 409, 429))
def ask(request: HttpRequest, id: UUID, asked: Asked) -> Status[None]:
    by = _changer(request)
    actions.ask_for_words(access.to_be_written(request, id), by=by, people=asked.people, again=asked.again)
    return Status(204, None)


@router.put("/recordings/{id}/transcript/validated", response=answers(204, None, 401, 403, 404, 409, 429))
def validate(request: HttpRequest, id: UUID, asked: Validated) -> Status[None]:
    by = _changer(request)
    editing.validate(access.changeable(request, id), by=by, is_validated=asked.is_validated)
    return Status(204, None)


@router.patch("/recordings/{id}/transcript/speakers/{speaker}", response=answers(204, None, 401, 403, 404, 409, 429))
def rename(request: HttpRequest, id: UUID, speaker: Id, asked: Renamed) -> Status[None]:
    by = _changer(request)
    named = access.speaker(access.changeable(request, id), speaker)
    editing.rename_speaker(named, by=by, name=asked.name)
    return Status(204, None)


@router.post(
    "/recordings/{id}/transcript/speakers/{speaker}/merge", response=answers(204, None, 401, 403, 404, 409, 429)
)
def merge(request: HttpRequest, id: UUID, speaker: Id, asked: Into) -> Status[None]:
    by = _changer(request)
    of = access.changeable(request, id)
    editing.merge_speakers(access.speaker(of, speaker), by=by, into=access.speaker(of, asked.into))
    return Status(204, None)


@router.post(
    "/recordings/{id}/transcript/speakers/{speaker}/split", response=answers(200, Made, 401, 403, 404, 409, 429)
)
def split(request: HttpRequest, id: UUID, speaker: Id, asked: Split) -> dict[str, int]:
    """A new speaker, at the same microphone, who says these lines."""
    by = _changer(request)
    of = access.speaker(access.changeable(request, id), speaker)
    return {"id": editing.split_speaker(of, by=by, segments=asked.segments, name=asked.name).pk}


@router.put("/recordings/{id}/transcript/segments/{segment}", response=answers(204, None, 401, 403, 404, 409, 429))
def correct(request: HttpRequest, id: UUID, segment: Id, asked: Corrected) -> Status[None]:
    by = _changer(request)
    line = access.segment(access.changeable(request, id), segment)
    editing.correct_words(line, by=by, text=asked.text, was=asked.was)
    return Status(204, None)


@router.put(
    "/recordings/{id}/transcript/segments/{segment}/speaker", response=answers(204, None, 401, 403, 404, 409, 429)
)
def give(request: HttpRequest, id: UUID, segment: Id, asked: Given) -> Status[None]:
    by = _changer(request)
    of = access.changeable(request, id)
    editing.give_line(access.segment(of, segment), by=by, speaker=access.speaker(of, asked.speaker))
    return Status(204, None)


@router.post(
    "/recordings/{id}/transcript/segments/{segment}/redact", response=answers(204, None, 401, 403, 404, 409, 429)
)
def redact(request: HttpRequest, id: UUID, segment: Id) -> Status[None]:
    """The words are gone for good; no file of the recording is given until the sound is silent there."""
    by = _changer(request)
    editing.redact(access.segment(access.changeable(request, id), segment), by=by)
    return Status(204, None)


@router.get("/recordings/{id}/transcript/changes", response=answers(200, list[ChangeOut], 401, 403, 404, 409))
def changes(request: HttpRequest, id: UUID, before: Annotated[int, Field(ge=0, lt=2**63)] = 0) -> list[Change]:
    """Who changed what, the last first; 200 at once, and those `before` a change of which one knows the id."""
    return shown.changes(access.changeable(request, id), before=before)


@router.post("/recordings/{id}/transcript/bookmarks", response=answers(200, Made, 401, 403, 404, 409, 429))
def bookmark(request: HttpRequest, id: UUID, asked: NewBookmark) -> dict[str, int]:
    change_limit.take(signed_in(request).reference)
    of, by = access.marker(request, id)
    return {"id": bookmarks.set_bookmark(of, by=by, at=asked.at, text=asked.note).pk}


@router.delete("/recordings/{id}/transcript/bookmarks/{bookmark}", response=answers(204, None, 401, 403, 404, 429))
def unmark(request: HttpRequest, id: UUID, bookmark: Id) -> Status[None]:
    by = _changer(request)
    bookmarks.remove_bookmark(access.removable_bookmark(request, id, bookmark), by=by)
    return Status(204, None)


def _changer(request: HttpRequest) -> User:
    """Who asks for a change, and is counted."""
    by = signed_in(request)
    change_limit.take(by.reference)
    return by
