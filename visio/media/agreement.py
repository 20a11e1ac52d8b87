"""Which of the words recognised so far will stay? Those that two hearings in a row agree on.

LocalAgreement-2 (Macháček, Dabre, Bojar: Turning Whisper into Real-Time Transcription System, arXiv 2307.14743): what
somebody says is recognised again and again while it grows, and the longest common beginning of the last two results stands.
"""

from __future__ import annotations

import unicodedata


class Agreement:
    """Of one utterance while it is spoken."""

    def __init__(self) -> None:
        self._stable: list[str] = []
        self._last: list[str] = []

    def hear(self, text: str) -> tuple[str, str]:
        """The newest result; answers what will not change any more, and what may."""
        words = text.split()
        agreed = 0
        for one, other in zip(words, self._last, strict=False):
            if _plain(one) != _plain(other):
                break
            agreed += 1
        if agreed > len(self._stable):
            self._stable += words[len(self._stable) : agreed]
        self._last = words
        return " ".join(self._stable), " ".join(words[len(self._stable) :])


def _plain(word: str) -> str:
    """Capitals and points come and go while a sentence grows; the word is the same."""
    return "".join(each for each in unicodedata.normalize("NFC", word).casefold() if each.isalnum())
