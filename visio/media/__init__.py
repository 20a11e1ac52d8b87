"""Sound, image and what is said: what enters a call as a machine. No Django, no database: LiveKit, engines and storage only."""

from typing import Literal

# What a recording keeps: picture and sound, everybody's sound together, or each person's own alone, for their words.
Mode = Literal["video", "sound", "words"]

# What everybody together is called in a recording's folder, by its mode; here, so that who only hands it out need not load
# what makes it. Of words there is no such file.
FILM, MIXED = "film.mp4", "sound.m4a"
