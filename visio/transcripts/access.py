"""Who may? Whoever may look at a recording reads its transcript; whoever may change it corrects it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from visio.errors import Refused
from visio.recordings import access
from visio.transcripts.models import Transcript


def readable(request: HttpRequest, id: UUID) -> Transcript:
    """Of this recording. Somebody else's is answered as one that never was."""
    recording = access.own(request, id)
    found: Transcript | None = Transcript.objects.filter(recording=recording).select_related("recording").first()
    if found is None:
        raise Refused("transcript.not_found")
    return found


def changeable(request: HttpRequest, id: UUID) -> Transcript:
    """While it is being made there is nothing to change."""
    transcript = readable(request, id)
    if transcript.state != Transcript.State.READY:
        raise Refused("transcript.not_ready")
    return transcript
