"""What was said can be read: a letter to those whose recording it is."""

from __future__ import annotations

from visio.configuration import configuration
from visio.gateways import mail
from visio.jobs import Retry, job
from visio.people.models import User
from visio.transcripts.models import Transcript
from visio.words import say

LANGUAGES = ("fr", "en")


@job(retry=Retry(times=5, first=10), kept_seconds=24 * 3600)
def tell_of_transcript(id: int, user_id: int) -> None:
    """Says of which meeting, and nothing of what was said. In each of our languages, as we know none of theirs."""
    transcript = Transcript.objects.select_related("recording").filter(pk=id, state=Transcript.State.READY).first()
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if transcript is None or user is None or not mail.is_on():
        return
    recording = transcript.recording
    values = {"title": recording.title, "link": f"{configuration.public_url}/recordings/{recording.pk}"}
    mail.send(
        to=user.email,
        subject=" · ".join(say("letters", "transcript.subject", language, **values) for language in LANGUAGES),
        text="\n\n".join(say("letters", "transcript.text", language, **values) for language in LANGUAGES),
    )
