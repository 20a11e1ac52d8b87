"""Sound and what is said in it: the captioner and what it stands on. No Django, no database: it speaks LiveKit and engines only."""
