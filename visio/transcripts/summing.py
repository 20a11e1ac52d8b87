"""When is a meeting summed up, and by whom? Once its transcript is ready: by the server that was named, else by the engine inside.

Nobody goes without for a server: one that answers no sense is passed over at once, one that is away after half an hour.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.utils import timezone

from visio.errors import Unavailable
from visio.gateways import language
from visio.jobs import Retry, enqueue, every, job
from visio.people.models import User
from visio.trail import VISIO, Act, note
from visio.transcripts.document import document_of
from visio.transcripts.extract import ENGINE, extract
from visio.transcripts.minutes import minutes
from visio.transcripts.models import Segment, Summary, Transcript
from visio.transcripts.summary import Content, cleaned, without

log = structlog.get_logger("transcripts")

# So many wait for a server at once: it is one machine as a rule, and others have to be told that they may come in.
AT_ONCE = 2
GIVEN_UP = timedelta(minutes=30)


@every(seconds=10)
def look_for_unsummed() -> None:
    """Whatever gets lost on the way, a transcript that is ready comes to its summary."""
    now = timezone.now()
    ready = Transcript.objects.filter(state=Transcript.State.READY, summary=None).order_by("ready_at", "id")
    for transcript in ready[:AT_ONCE]:
        since = transcript.ready_at or now
        way = "inside" if now - since > GIVEN_UP else "server"
        # Once; and once more each hour, should all its tries have failed.
        key = f"summary {transcript.pk} {since.isoformat()} {way} {now:%Y-%m-%d %H}"
        enqueue(sum_up, transcript.pk, since.isoformat(), way == "server", key=key)


@job(retry=Retry(times=6, first=20, longest=600))
def sum_up(id: int, since: str, with_server: bool) -> None:
    """Unless there is a summary of later than `since`: this may be done twice, and people may have written one meanwhile."""
    transcript = Transcript.objects.filter(pk=id, state=Transcript.State.READY).select_related("recording").first()
    if transcript is None or _made_after(transcript, since):
        return
    began = timezone.now()
    document = document_of(transcript, reader=transcript.language)
    server = language.server() if with_server and document.lines else None
    engine, content = ENGINE, None
    if server:
        try:
            content = minutes(document, server)
            engine = server.model[:120]
        except Unavailable as trouble:
            if trouble.retry:
                raise
            log.warning("summary.refused", transcript=id, why=trouble.__cause__)
    _keep(transcript, content or extract(document), engine=engine, began=began, since=since)


def _made_after(transcript: Transcript, since: str) -> bool:
    return Summary.objects.filter(transcript=transcript, made_at__gt=datetime.fromisoformat(since)).exists()


@transaction.atomic
def _keep(transcript: Transcript, content: Content, *, engine: str, began: datetime, since: str) -> None:
    """As old as what it was made from: what was corrected meanwhile makes it older than the last correction."""
    now: Transcript | None = Transcript.objects.select_for_update().filter(pk=transcript.pk).first()
    if (
        now is None
        or now.state != Transcript.State.READY
        or now.ready_at != transcript.ready_at
        or _made_after(now, since)
    ):
        return
    # Removed while a server was reading it.
    redacted = Segment.objects.filter(transcript=now, is_redacted=True).values_list("id", flat=True)
    values = {"engine": engine, "content": without(content, set(redacted)).model_dump(), "made_at": began}
    Summary.objects.update_or_create(transcript=now, defaults={**values, "validated_at": None, "validated_by": None})
    note(Act.SUMMARY_MADE, by=VISIO, on=now, why=engine)


@transaction.atomic
def ask_for_summary(transcript: Transcript, *, by: User) -> None:
    """Anew, from the lines as they are now. Unavailable("language") when the server that was named is away."""
    if server := language.server():
        server.greet()
    enqueue(sum_up, transcript.pk, timezone.now().isoformat(), True)
    note(Act.SUMMARY_ASKED, by=by, on=transcript)


@transaction.atomic
def change_summary(summary: Summary, content: Content, *, by: User) -> None:
    """A person's words. Who changes it has not validated it yet; lines that are not there are no sources."""
    known = set(Segment.objects.filter(transcript=summary.transcript, is_redacted=False).values_list("id", flat=True))
    content = cleaned(content)
    for part in content.parts():
        part.segments = [id for id in dict.fromkeys(part.segments) if id in known]
    summary.content, summary.made_at = content.model_dump(), timezone.now()
    summary.validated_at = summary.validated_by = None
    summary.save()
    note(Act.SUMMARY_CHANGED, by=by, on=summary.transcript)


@transaction.atomic
def validate_summary(summary: Summary, *, is_validated: bool, by: User) -> None:
    summary.validated_at, summary.validated_by = (timezone.now(), by) if is_validated else (None, None)
    summary.save()
    act = Act.SUMMARY_VALIDATED if is_validated else Act.SUMMARY_INVALIDATED
    note(act, by=by, on=summary.transcript)
