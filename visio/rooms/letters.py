"""Somebody knocks and nobody is inside: a letter to those who could open, if they wish for one."""

from __future__ import annotations

from datetime import timedelta

from visio.configuration import configuration
from visio.gateways import mail
from visio.jobs import Retry, job
from visio.rooms.models import Room
from visio.rooms.telling import hosts_of
from visio.words import say

NOT_MORE_OFTEN = timedelta(minutes=10)


# Of no use later: whoever knocked has gone.
@job(retry=Retry(times=3, first=2), kept_seconds=600)
def tell_host(room_id: int, host_id: int) -> None:
    """Says at which room, not who knocks: a letter stays where it was sent. In each of our languages, as we know none of theirs."""
    room = Room.objects.filter(pk=room_id).first()
    host = room and hosts_of(room).filter(pk=host_id, is_told_by_mail=True).first()
    if not room or not host or not mail.is_on():
        return
    values = {"room": str(room), "link": f"{configuration.public_url}/{room.slug}"}
    mail.send(
        to=host.email,
        subject=" · ".join(say("letters", "knock.subject", language, **values) for language in ("fr", "en")),
        text="\n\n".join(say("letters", "knock.text", language, **values) for language in ("fr", "en")),
    )
