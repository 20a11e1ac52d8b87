"""Whose chain does a line stand in? That of the organisation of who acts; else of whoever owns the room it is about; else the
instance's own.

Asked inside the INSERT that writes the line, so that whoever acts pays for one statement and nobody has to load a person to
write down what they did. In SQL also because a reference is all that is known: `user 12`, `guest p-…`.
"""

from __future__ import annotations

from visio.people.models import Organisation

OWNER = "SELECT owner.organisation_id FROM people_user owner JOIN rooms_room room ON room.owner_id = owner.id"
TICKET = f"{OWNER} JOIN rooms_ticket ticket ON ticket.room_id = room.id WHERE ticket.identity = %s"
ASKED = {
    "user": "SELECT organisation_id FROM people_user WHERE id = %s",
    "organisation": "SELECT id FROM people_organisation WHERE id = %s",
    "room": f"{OWNER} WHERE room.id = %s",
    "meeting": f"{OWNER} JOIN meetings_meeting meeting ON meeting.room_id = room.id WHERE meeting.id = %s",
    # Somebody we know nothing of but the link they came by.
    "share": "SELECT owner.organisation_id FROM people_user owner JOIN recordings_recording recording"
    " ON recording.owner_id = owner.id JOIN recordings_share share ON share.recording_id = recording.id WHERE share.id = %s",
    "guest": TICKET,
    "participant": TICKET,
    "knock": f"{OWNER} JOIN rooms_knock knock ON knock.room_id = room.id WHERE knock.identity = %s",
}
NAMED_BY_WORD = {"guest", "participant", "knock"}

KIND = "organisation "


def chain_of(*, who: str, subject: str) -> tuple[str, list[str | int]]:
    """SQL for a chain's name, with its values. A guest works nowhere we know of: then it is about the room they are at."""
    both = (who, subject) if who.startswith("user ") else (subject, who)
    known = [asked for reference in both if (asked := _asked(reference))]
    if not known:
        return "''", []
    places = ", ".join(f"({sql})" for sql, _ in known)
    return f"COALESCE('{KIND}' || COALESCE(NULL, {places}), '')", [value for _, value in known]


def _asked(reference: str) -> tuple[str, str | int] | None:
    kind, _, name = reference.partition(" ")
    if kind not in ASKED:
        return None
    if kind in NAMED_BY_WORD:
        return ASKED[kind], name
    return (ASKED[kind], int(name)) if name.isdecimal() else None


def called(chain: str) -> str:
    """For whoever reads at the terminal. What an organisation is called may change; its chain's name never does."""
    if not chain:
        return "the instance's chain"
    organisation = Organisation.objects.filter(pk=chain.removeprefix(KIND)).first() if chain.startswith(KIND) else None
    return f"chain {chain} ({organisation.code})" if organisation else f"chain {chain}"


def chains_under(organisation: Organisation) -> list[str]:
    """Its own first, then those of all that stand under it."""
    found = [organisation]
    for above in found:
        found += [part for part in above.parts.order_by("code") if part not in found]
    return [each.reference for each in found]
