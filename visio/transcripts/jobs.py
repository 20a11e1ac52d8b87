"""What goes on by itself with transcripts? They are summed up."""

from __future__ import annotations

from visio.transcripts import summing

__all__ = ["summing"]
