"""Sound and image: what enters a call as a participant and keeps it. No Django, no database: LiveKit and storage only."""
