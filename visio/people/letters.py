"""Letters about an account, to whom it belongs: that there is another way in, or which one is theirs."""

from __future__ import annotations

from visio.configuration import configuration
from visio.gateways import mail
from visio.jobs import Retry, job
from visio.people.models import User
from visio.words import say

# Subject and text, by what became of the passkey.
WORDS = {
    "made": ("passkey.made_subject", "passkey.made_text"),
    "deleted": ("passkey.deleted_subject", "passkey.deleted_text"),
}


@job(retry=Retry(times=5, first=10), kept_seconds=24 * 3600)
def tell_of_passkey(user_id: int, what: str, name: str) -> None:
    """`what`: made or deleted. In each of our languages, as we know none of theirs."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or not mail.is_on():
        return
    subject, text = WORDS[what]
    values = {"name": name, "link": configuration.public_url}
    mail.send(
        to=user.email,
        subject=" · ".join(say("letters", subject, language) for language in ("fr", "en")),
        text="\n\n".join(say("letters", text, language, **values) for language in ("fr", "en")),
    )


@job(retry=Retry(times=5, first=10), kept_seconds=24 * 3600)
def tell_of_provider(email: str, provider_id: str, language: str) -> None:
    """Instead of a sign-in link: whoever their provider vouches for signs in there."""
    provider = configuration.providers.get(provider_id)
    if provider is None or not mail.is_on():
        return
    values = {"name": provider.name, "link": f"{configuration.public_url}/signin"}
    mail.send(
        to=email,
        subject=say("letters", "signin.provider_subject", language, **values),
        text=say("letters", "signin.provider_text", language, **values),
    )
