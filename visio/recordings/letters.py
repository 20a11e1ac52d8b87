"""Somebody shares a recording with an address: a letter tells whoever reads it, with no secret in it."""

from __future__ import annotations

from visio.configuration import configuration
from visio.gateways import mail
from visio.jobs import Retry, job
from visio.recordings.shares import Share
from visio.words import say


@job(retry=Retry(times=5, first=10), kept_seconds=24 * 3600)
def tell_of_share(share_id: int) -> None:
    """Nothing once it is taken back. In each of our languages, as we know none of theirs."""
    share = Share.objects.good().filter(pk=share_id).select_related("recording", "made_by").first()
    if share is None or share.made_by is None or not mail.is_on():
        return
    values = {
        "title": share.recording.title,
        "name": str(share.made_by),
        "email": share.made_by.email,
        "link": f"{configuration.public_url}/recordings/{share.recording_id}",
    }
    mail.send(
        to=share.email,
        subject=" · ".join(say("letters", "share.subject", language) for language in ("fr", "en")),
        text="\n\n".join(say("letters", "share.text", language, **values) for language in ("fr", "en")),
    )
