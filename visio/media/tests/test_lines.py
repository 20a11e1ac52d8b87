"""Recognised words become lines on the recording's time, cut where people pause and sentences end."""

from __future__ import annotations

import numpy
from hypothesis import given
from hypothesis import strategies as st

from visio.media.lines import LONGEST_SECONDS, cut, lines, placed
from visio.media.passages import Passage, Place
from visio.media.speech import Segment, Word


def segment(text: str, *, at: float = 0.0, each: float = 0.5, pause_before: dict[str, float] | None = None) -> Segment:
    words = []
    for spelt in text.split():
        at += (pause_before or {}).get(spelt, 0.0)
        words.append(Word(spelt.strip(".,!?"), round(at, 3), round(at + each, 3), 0.5))
        at += each
    return Segment(text, words[0].start, words[-1].end, "fr", 0.5, tuple(words))


def passage(*places: tuple[float, float, float]) -> Passage:
    return Passage(numpy.zeros(0, numpy.float32), tuple(Place(*place) for place in places), 30.0)


def texts(made: list[Segment]) -> list[str]:
    return [line.text for line in made]


def test_a_sentence_is_a_line() -> None:
    said = segment("Nous avons bien avancé sur ce projet. Il reste un point à voir ensemble.")
    assert texts(lines([said])) == ["Nous avons bien avancé sur ce projet. Il reste un point à voir ensemble."]
    slower = segment("Nous avons bien avancé sur ce projet. Il reste un point à voir ensemble.", each=0.8)
    assert texts(lines([slower])) == ["Nous avons bien avancé sur ce projet.", "Il reste un point à voir ensemble."]


def test_a_short_sentence_does_not_stand_alone() -> None:
    assert texts(lines([segment("Oui. Bien sûr.")])) == ["Oui. Bien sûr."]


def test_a_pause_ends_a_line() -> None:
    said = segment("Je pense que nous pouvons", pause_before={"que": 1.0})
    assert texts(lines([said])) == ["Je pense", "que nous pouvons"]


def test_who_speaks_on_is_cut_at_a_comma() -> None:
    said = segment("un deux trois quatre cinq six sept, huit neuf dix onze douze treize quatorze", each=1.0)
    assert texts(lines([said])) == [
        "un deux trois quatre cinq six sept,",
        "huit neuf dix onze douze treize quatorze",
    ]


def test_two_languages_are_two_lines() -> None:
    other = segment("of course", at=0.6)
    made = lines([segment("bien"), Segment(other.text, other.start, other.end, "en", 0.5, other.words)])
    assert [(line.text, line.language) for line in made] == [("bien", "fr"), ("of course", "en")]


def test_the_text_keeps_what_stands_around_its_words() -> None:
    said = segment("« Bien », dit-elle. Oui !")
    plain = Segment(said.text, 0.0, 3.0, "fr", 0.5, (said.words[1], said.words[3], said.words[4]))
    assert texts(cut(plain, [2])) == ["« Bien », dit-elle.", "Oui !"]


def test_words_the_text_does_not_hold_make_it_anew() -> None:
    said = Segment("vingt pour cent", 0.0, 1.0, "fr", 0.5, (Word("20", 0.0, 0.5, 1.0), Word("%", 0.5, 1.0, 1.0)))
    assert texts(cut(said, [1])) == ["20", "%"]


def test_lines_are_on_the_recordings_time() -> None:
    """Two utterances of one passage, which stand far apart there; nothing of the pause between them is invented."""
    two = passage((0.0, 100.0, 2.0), (2.3, 200.0, 2.0))
    said = segment("un deux trois quatre cinq six", each=0.7)
    first, second = placed([said], two)
    assert (first.text, first.start, first.end) == ("un deux trois", 100.0, 102.0)
    assert (second.text, second.start, second.end) == ("quatre cinq six", 200.0, 201.9)
    assert [word.start for word in second.words] == [200.0, 200.5, 201.2]
    assert len(lines([first, second])) == 2


def test_who_times_no_words_has_the_utterances_time() -> None:
    [line] = placed([Segment("Bonjour", 0.0, 5.0, "fr", 1.0)], passage((0.0, 50.0, 4.0)))
    assert (line.start, line.end, line.words) == (50.0, 54.0, ())


@given(
    st.lists(
        st.tuples(st.sampled_from(["mot", "fin.", "et,", "où ?"]), st.floats(0, 2), st.floats(0.05, 3)),
        min_size=1,
        max_size=60,
    )
)
def test_no_word_is_lost_or_doubled_and_no_line_is_long(told: list[tuple[str, float, float]]) -> None:
    at, words = 0.0, []
    for number, (text, pause, lasts) in enumerate(told):
        at += pause
        words.append(Word(f"{number}{text}", at, at + lasts, 1.0))
        at += lasts
    text = " ".join(word.text for word in words)
    made = lines([Segment(text, words[0].start, words[-1].end, "fr", 1.0, tuple(words))])
    assert " ".join(line.text for line in made) == text
    assert [word for line in made for word in line.words] == words
    assert all(line.end - line.start <= LONGEST_SECONDS or len(line.words) == 1 for line in made)
