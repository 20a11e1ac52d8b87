"""Telling a lobby: those who wait, and its hosts, wherever they are. A line is a row, in the same transaction as what it tells of."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.db import connection
from django.db.models import Q, QuerySet

from visio.people.models import User
from visio.rooms.access import Power, Who, powers_of
from visio.rooms.fitting import HOSTS, lobby_channel, person_channel
from visio.rooms.models import LobbyEvent, Member, Room

# What `visio/push/feeds.py` listens to on PostgreSQL; as visio/meetings/events.py has it.
NOTIFY = "visio_events"

Kind = LobbyEvent.Kind
Line = tuple[str, Kind, object]


def tell(room: Room, waiting: Iterable[Line], *, hosts: tuple[Kind, dict[str, object]] | None = None) -> None:
    """`waiting` are lines for an ear each; `hosts` one line for all who decide here.

    The caller holds the room's lock until its transaction ends: so the lines of a lobby become visible in the order of their
    ids. A person's own channel has lines of several rooms, and is locked by its name.
    """
    lobby = lobby_channel(room.livekit_name)
    lines = [_line(lobby, ear, kind, body) for ear, kind, body in waiting]
    channels = []
    if hosts:
        kind, body = hosts
        body = {"slug": room.slug, "room": room.name, **body}
        lines.append(_line(lobby, HOSTS, kind, body))
        channels = [person_channel(host.pk) for host in hosts_of(room).order_by("pk")]
        lines += [_line(channel, "", kind, body) for channel in channels]
    _lock(channels)
    LobbyEvent.objects.bulk_create(lines)
    if lines and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for channel in (lobby, *channels):
                cursor.execute("SELECT pg_notify(%s, %s)", [NOTIFY, channel])


def hosts_of(room: Room) -> QuerySet[User]:
    """Who decides who comes in, as `access.may_admit` has it."""
    if powers_of(room)[Power.ADMIT] == Who.OWNER:
        return User.objects.filter(pk=room.owner_id, is_active=True)
    named = room.members.filter(role=Member.Role.HOST).values("email")
    return User.objects.filter(Q(pk=room.owner_id) | Q(email__in=named), is_active=True)


def cursor_of(channel: str) -> int:
    """The id of the last line told there."""
    last = LobbyEvent.objects.filter(channel=channel).order_by("-id").values_list("id", flat=True).first()
    return last or 0


def _line(channel: str, ear: str, kind: Kind, body: object) -> LobbyEvent:
    written = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return LobbyEvent(channel=channel, ear=ear, kind=kind, body=written)


def _lock(channels: list[str]) -> None:
    """Until the transaction ends. Always in the same order, so that two who do this wait for each other and no more."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for channel in channels:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [channel])
