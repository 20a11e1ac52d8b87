"""Sound, image and what is said: what enters a call as a machine. No Django, no database: LiveKit, engines and storage only."""

# What a recording's picture is called in its folder; here, so that who only hands it out need not load what makes it.
FILM = "film.mp4"
