"""What LiveKit tells us, as soon as it does. Each event counts once, whatever its order; `jobs.look` repairs what was lost."""

from __future__ import annotations

from django.db import transaction

from visio.gateways.livekit import HookEvent
from visio.meetings import presence, standing
from visio.meetings.models import SeenHook


def receive(event: HookEvent) -> None:
    if not event.room:
        return
    is_welcome = True
    with transaction.atomic():
        if not _is_new(event):
            return
        match event.kind:
            case "participant_joined" if event.person:
                is_welcome = presence.enter(event.room, event.person, room_sid=event.room_sid, at=event.at)
            case "participant_left" | "participant_connection_aborted" if event.person:
                presence.leave(event.room, event.person, at=event.at)
            case "room_finished":
                presence.finish(event.room, room_sid=event.room_sid, at=event.at)
    if event.person and not is_welcome:
        presence.put_out(event.room, event.person.identity)
    elif event.person and event.kind == "participant_joined":
        standing.put_newcomer_right(event.room, event.person)


def _is_new(event: HookEvent) -> bool:
    """In the transaction of what it causes: when that fails, LiveKit's next try finds it new again."""
    _, is_new = SeenHook.objects.get_or_create(id=event.id)
    return is_new
