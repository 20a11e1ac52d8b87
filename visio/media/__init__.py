"""Sound and image: what enters a call as a participant and keeps it. No Django, no database: LiveKit and storage only."""

# What a recording's picture is called in its folder; here, so that who only hands it out need not load what makes it.
FILM = "film.mp4"
