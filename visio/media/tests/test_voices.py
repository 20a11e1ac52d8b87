"""Are four people told apart at one microphone, and known again? The meetings of tests/speech, recognised and diarized once each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy
import pytest

from visio.errors import Refused
from visio.gateways.diarization import diarizer
from visio.gateways.speech import EmbeddedWhisper
from visio.media.attribution import attribute
from visio.media.speech import RATE
from visio.media.voiceprints import enrol, match
from visio.media.voices import Diarizer, Print, Said, Voices
from visio.testing.hearing import wrong_words_shared
from visio.testing.sound import PEOPLE, microphone, own_speech, room, turns
from visio.testing.telling import diarization_error, whose, wrong_names

LANGUAGES = ("fr", "en")


@dataclass(frozen=True)
class Heard:
    voices: Voices
    said: list[Said]


@pytest.fixture(scope="module")
def ears() -> Diarizer:
    return diarizer()


@pytest.fixture(scope="module")
def heard(ears: Diarizer) -> dict[str, Heard]:
    return {language: hear(ears, language) for language in LANGUAGES}


def hear(ears: Diarizer, language: str) -> Heard:
    voices = ears.diarize(room(language))
    segments = EmbeddedWhisper().recognise(room(language), language=language, carefully=True)
    return Heard(voices, attribute(segments, voices.turns))


@pytest.fixture(scope="module")
def enrolled(ears: Diarizer) -> dict[str, dict[str, Print]]:
    return {
        language: {person: enrol(own_speech(language, person, 12), ears) for person in PEOPLE} for language in LANGUAGES
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_four_people_are_four_voices(heard: dict[str, Heard], language: str) -> None:
    voices = heard[language].voices
    assert sorted(whose(voices.turns, turns(language)).values()) == list(PEOPLE)
    assert diarization_error(voices.turns, turns(language)) <= 0.12


@pytest.mark.parametrize("language", LANGUAGES)
def test_few_words_are_wrong_or_somebody_elses(heard: dict[str, Heard], language: str) -> None:
    said = heard[language].said
    assert wrong_words_shared(said, language) <= 0.25
    assert [each.segment.start for each in said] == sorted(each.segment.start for each in said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_enrolled_is_known_and_who_did_not_is_not(
    heard: dict[str, Heard], enrolled: dict[str, dict[str, Print]], language: str
) -> None:
    voices = heard[language].voices
    true = whose(voices.turns, turns(language))
    everybody = {voice: each.who for voice, each in match(voices.prints, enrolled[language]).items()}
    assert everybody == true
    assert wrong_names(heard[language].said, everybody, turns(language)) <= 0.10
    for absent in PEOPLE:
        others = {person: print_ for person, print_ in enrolled[language].items() if person != absent}
        found = {voice: each.who for voice, each in match(voices.prints, others).items()}
        assert found == {voice: person for voice, person in true.items() if person != absent}


def test_one_person_is_one_voice(ears: Diarizer) -> None:
    assert {turn.voice for turn in ears.diarize(microphone("fr", "A")[: 20 * RATE]).turns} == {0}


def test_two_people_do_not_enrol_as_one(ears: Diarizer) -> None:
    both = numpy.concatenate([own_speech("fr", "A", 8), own_speech("fr", "B", 6)])
    with pytest.raises(Refused) as refused:
        enrol(both, ears)
    assert refused.value.code == "voice.several"


@pytest.mark.parametrize("seconds", [0.0, 0.02, 3.0])
def test_silence_is_nobody(ears: Diarizer, seconds: float) -> None:
    assert ears.diarize(numpy.zeros(int(seconds * RATE), numpy.float32)) == Voices([], [])


def test_a_click_of_speech_breaks_nothing(ears: Diarizer) -> None:
    ears.diarize(own_speech("fr", "A", 0.02))
    ears.diarize(own_speech("fr", "A", 0.3), people=4)


def test_noise_and_music_are_at_most_heard_in_vain(ears: Diarizer) -> None:
    time = numpy.arange(4 * RATE) / RATE
    music = sum(numpy.sin(2 * numpy.pi * hertz * time) for hertz in (262, 330, 392)) / 4
    noise = numpy.random.default_rng(1).standard_normal(4 * RATE) / 3
    for sound in (music, noise):
        for turn in ears.diarize(numpy.asarray(sound, numpy.float32), people=2).turns:
            assert 0 <= turn.start < turn.end <= 10.1


def test_the_same_sound_is_told_the_same(ears: Diarizer) -> None:
    some = room("en")[5 * RATE : 17 * RATE]
    first, second = ears.diarize(some, people=2), ears.diarize(some, people=2)
    assert first.turns == second.turns
    assert {turn.voice for turn in first.turns} == {0, 1}
    assert all((one == other).all() for one, other in zip(first.prints, second.prints, strict=True))
