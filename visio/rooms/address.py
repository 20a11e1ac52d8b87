"""What may follow the slash? Ten letters drawn by chance, `abc-defg-hij`, or a name the owner chooses.

Hyphens and case are for the eye: `ABCDEFGHIJ` leads where `abc-defg-hij` does, and nobody can take `salle-dubudget`
beside `salle-du-budget`.
"""

from __future__ import annotations

import re
import secrets
import string
import unicodedata

from visio.errors import Refused

SHORTEST, LONGEST = 3, 60

TYPED = re.compile(r"[A-Za-z0-9-]{1,80}")

# Pages and files of ours, now or likely later; and words that would make a room look like one.
RESERVED = frozenset(
    "about accessibility account accounts admin administration administrator aide api apple-touch-icon assets auth callback "
    "calendar captions connexion console contact docs download embed error favicon federation fonts healthz help home icon "
    "images index install join leave left legal livekit livez login logout manifest media meeting meetings mentions-legales "
    "metrics new null offline openapi people ping privacy profile public push readyz recording recordings robots room rooms "
    "root rtc salon salons scim security service-worker session settings signin signout signup sitemap static status support "
    "tchap team terms test transcript transcripts twirp undefined user users visio well-known whip www".replace(
        "-", ""
    ).split()
)

# Latin letters that do not come apart into a base letter and marks.
FOLDED = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "'": "-", "’": "-"}
)


def draw() -> str:
    """One of 26¹⁰ (1.4 × 10¹⁴) addresses, from the system's randomness."""
    letters = "".join(secrets.choice(string.ascii_lowercase) for _ in range(10))
    return f"{letters[:3]}-{letters[3:7]}-{letters[7:]}"


def key(slug: str) -> str | None:
    """What two ways to type an address have in common; nothing for what no address can be."""
    return slug.replace("-", "").lower() or None if TYPED.fullmatch(slug) else None


def fold(name: str) -> str:
    """« Salle du budget » → `salle-du-budget`; refuses what leaves too little, too much, or a word we need."""
    apart = unicodedata.normalize("NFKD", name).casefold().translate(FOLDED)
    slug = re.sub(r"[^a-z0-9]+", "-", "".join(c for c in apart if not unicodedata.combining(c))).strip("-")
    bare = slug.replace("-", "")
    if len(bare) < SHORTEST or len(slug) > LONGEST:
        raise Refused("room.address_invalid")
    if bare in RESERVED:
        raise Refused("room.address_reserved")
    return slug
