"""What goes on by itself with transcripts? Their lines come into the index."""

from __future__ import annotations

from visio.jobs import every
from visio.transcripts import index
from visio.transcripts.models import Transcript

# Of hours each: some seconds.
AT_ONCE = 20


@every(seconds=2)
def keep_index() -> None:
    """Whoever wrote them: a transcript that is ready is found."""
    for transcript in Transcript.objects.unindexed()[:AT_ONCE]:
        index.put_in_whole(transcript)
