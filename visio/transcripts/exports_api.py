"""How is a transcript taken along? In one of our forms, in the reader's language, as a file; or as the captions of the player."""

from __future__ import annotations

import re
from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language_from_request
from ninja import Router

from visio.errors import Refused, answers
from visio.limits import Limit
from visio.people.access import seeker, visitor
from visio.recordings.access import taken
from visio.trail import Act, note
from visio.transcripts import access
from visio.transcripts.document import Document, document_of
from visio.transcripts.exports import FORMS, write
from visio.transcripts.exports.page import titled
from visio.transcripts.models import Transcript

router = Router(tags=["transcripts"])

# A document of hours takes a second of this machine.
export_limit = Limit(burst=30, per_second=0.5)

Form = Literal["vtt", "srt", "txt", "md", "json", "docx", "odt", "pdf"]
Language = Literal["", "en", "fr"]


@router.get("/recordings/{id}/transcript/exports/{format}", response=answers(200, None, 401, 403, 404, 409, 429))
def export(request: HttpRequest, id: UUID, format: Form, inline: bool = False, language: Language = "") -> HttpResponse:
    """As a file to keep; `inline` for the player here, which takes vtt. `language` of what we say in it, the browser's if empty."""
    transcript = access.readable(request, id)
    export_limit.take(seeker(request))
    if transcript.state != Transcript.State.READY:
        raise Refused("transcript.not_ready")
    reader = language or get_language_from_request(request)
    document = document_of(transcript, reader=reader)
    answer = HttpResponse(write(document, format, reader), content_type=FORMS[format].content_type)
    is_watched = inline and format == "vtt"
    if not is_watched:
        taken(transcript.recording)
        note(Act.TRANSCRIPT_EXPORTED, by=visitor(request) or "", on=transcript, why=format)
        answer["Content-Disposition"] = (
            content_disposition_header(True, _named(document, format, reader)) or "attachment"
        )
    return answer


def _named(document: Document, form: str, language: str) -> str:
    """A name that every system takes: no signs of paths, none that hide what kind of file it is."""
    title = re.sub(r"[^\w ().,'-]+", " ", titled(document, language))
    return f"{' '.join(title.split()).strip('. ') or 'transcript'} {document.began_at:%Y-%m-%d %H-%M}.{form}"
