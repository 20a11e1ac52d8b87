"""Who waits, for those who may open: in one room, or in all that a person hosts, wherever in the product they are."""

from __future__ import annotations

import secrets

from django.db.models import Prefetch, Q

from visio.people.models import User
from visio.rooms.access import digest, may_admit
from visio.rooms.fitting import lobby_channel, person_channel
from visio.rooms.lobby import shown, waiting_in
from visio.rooms.models import Knock, Member, Room, Watch
from visio.rooms.telling import cursor_of


def lobby_of(room: Room) -> dict[str, object]:
    """The cursor is read first: what is told meanwhile is at worst known twice."""
    cursor = cursor_of(lobby_channel(room.livekit_name))
    return _told(room, list(waiting_in(room)), cursor)


def watch(host: User, *, session_key: str) -> dict[str, object]:
    """A secret to listen with, good for as long as this session."""
    secret = secrets.token_urlsafe(32)
    Watch.objects.create(user=host, session_key=session_key, digest=digest(secret))
    return {"watch": secret, "cursor": cursor_of(person_channel(host.pk))}


def lobbies_of(host: User) -> list[dict[str, object]]:
    """Those in which somebody waits."""
    named = Member.objects.filter(email=host.email, role=Member.Role.HOST).values("room")
    hosted = Room.objects.filter(Q(owner=host) | Q(pk__in=named), knocks__state=Knock.State.WAITING).distinct()
    waiting = Knock.objects.filter(state=Knock.State.WAITING).order_by("id")
    found = hosted.order_by("id").prefetch_related(Prefetch("knocks", queryset=waiting))
    return [_told(room, list(room.knocks.all()), 0) for room in found if may_admit(host, room)]


def _told(room: Room, knocks: list[Knock], cursor: int) -> dict[str, object]:
    return {
        "slug": room.slug,
        "room": room.name,
        "waiting": [shown(knock) for knock in knocks],
        "is_locked": room.is_locked,
        "cursor": cursor,
    }
