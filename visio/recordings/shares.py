"""Who else reads a recording, and for how long? Django finds this table through `models.py`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from visio.people.models import Organisation, User
from visio.people.organisations import places_of


class ShareQuerySet(models.QuerySet["Share"]):
    def good(self) -> ShareQuerySet:
        """Not over, and of something there is."""
        not_over = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
        return self.filter(not_over, recording__began_at__isnull=False)

    def to(self, user: User | None, links: Collection[int] = ()) -> ShareQuerySet:
        """By their e-mail, or because of where they work today; or by one of these links."""
        found = Q(pk__in=links) & ~Q(digest="")
        if user:
            found |= Q(email=user.email) & ~Q(email="") | Q(organisation__in=places_of(user))
        return self.filter(found)


class Share(models.Model):
    """Who else reads a recording: one person by their e-mail in lower case, whether they have an account yet or not; everybody in
    an organisation; or whoever has a link, whose secret we know by its digest. One of the three."""

    recording = models.ForeignKey("recordings.Recording", models.CASCADE, related_name="shares")
    email = models.EmailField(max_length=254, blank=True, db_index=True)
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="+")
    digest = models.CharField(max_length=64, blank=True)
    # May they correct the transcript? Never by a link, since nobody would know who did.
    may_change = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    # None: as long as the recording.
    expires_at = models.DateTimeField(null=True, db_index=True)

    # A new link's address, to be told once: not kept.
    url = ""

    objects: ClassVar[Any] = ShareQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="") & Q(organisation=None) & Q(digest="")
                | Q(email="") & Q(organisation__isnull=False) & Q(digest="")
                | Q(email="") & Q(organisation=None) & ~Q(digest="") & Q(may_change=False),
                name="share_is_one_of_three",
            ),
            models.UniqueConstraint(fields=["recording", "email"], condition=~Q(email=""), name="one_share_per_person"),
            models.UniqueConstraint(fields=["recording", "organisation"], name="one_share_per_organisation"),
            models.UniqueConstraint(fields=["digest"], condition=~Q(digest=""), name="one_share_per_link"),
        ]

    def __str__(self) -> str:
        return f"{self.recording_id} by {self.kind}"

    @property
    def reference(self) -> str:
        return f"share {self.pk}"

    @property
    def kind(self) -> str:
        return "person" if self.email else "organisation" if self.organisation_id else "link"
