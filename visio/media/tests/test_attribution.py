"""Whose words are whose: by the turn they lie in, with one voice for each line."""

from __future__ import annotations

from visio.media.attribution import attribute
from visio.media.speech import Segment, Word
from visio.media.voices import Turn

TWO = [Turn(0, 3, 0), Turn(3, 8, 1)]


def spoken(text: str, start: float = 0.0, *, each: float = 0.5) -> Segment:
    """Words of the same length, one after the other."""
    words = tuple(
        Word(word, start + at * each, start + (at + 1) * each, 0.5 + at / 100) for at, word in enumerate(text.split())
    )
    return Segment(text, start, words[-1].end, "en", 0.5, words)


def told(*segments: Segment, turns: list[Turn] = TWO) -> list[tuple[int | None, str]]:
    return [(said.voice, said.segment.text) for said in attribute(segments, turns)]


def test_a_line_is_cut_where_the_voice_changes() -> None:
    whole = spoken("This is what I said. Yes, and that I did not.")
    (first, second) = attribute([whole], [Turn(0, 2.5, 0), Turn(2.5, 8, 1)])
    assert (first.voice, first.segment.text) == (0, "This is what I said.")
    assert (second.voice, second.segment.text) == (1, "Yes, and that I did not.")
    assert (first.segment.start, first.segment.end, second.segment.start) == (0, 2.5, 2.5)
    assert first.segment.words + second.segment.words == whole.words
    assert 0 < first.segment.confidence < second.segment.confidence < 1


def test_a_line_of_one_voice_stays_as_it_is() -> None:
    whole = spoken("All of it is mine.")
    (said,) = attribute([whole], TWO)
    assert said.segment is whole and said.voice == 0


def test_words_that_lie_in_no_turn_go_to_the_nearest() -> None:
    assert told(spoken("Before anybody.", 5.1), turns=[Turn(0, 2, 0), Turn(7, 9, 1)]) == [(1, "Before anybody.")]
    assert told(spoken("After all.", 20), turns=TWO) == [(1, "After all.")]


def test_where_two_speak_at_once_it_goes_to_whom_more_of_it_is() -> None:
    assert told(spoken("Word", 1.0, each=1.0), turns=[Turn(0, 1.4, 0), Turn(1.2, 5, 1)]) == [(1, "Word")]


def test_words_that_stray_over_a_turns_edge_go_with_their_sentence() -> None:
    assert told(
        spoken("That is good. Did you see any loss of packets there?", 1.0), turns=[Turn(0, 3.4, 0), Turn(3.4, 9, 1)]
    ) == [
        (0, "That is good."),
        (1, "Did you see any loss of packets there?"),
    ]


def test_a_sentence_goes_on_over_two_segments() -> None:
    assert told(spoken("It went well. Did", 1.0), spoken("you see any loss?", 3.0)) == [
        (0, "It went well."),
        (1, "Did"),
        (1, "you see any loss?"),
    ]


def test_who_breaks_into_a_sentence_keeps_what_they_said() -> None:
    turns = [Turn(0, 2, 0), Turn(2, 4, 1), Turn(4, 9, 0)]
    assert [
        voice for voice, _ in told(spoken("I have been meaning no no no no to say this for long"), turns=turns)
    ] == [0, 1, 0]


def test_a_short_answer_is_not_given_away() -> None:
    assert told(spoken("Do we agree then? Yes.", 1.0), turns=[Turn(0, 3, 0), Turn(3, 4, 1)]) == [
        (0, "Do we agree then?"),
        (1, "Yes."),
    ]


def test_without_words_a_segment_goes_whole_to_whom_most_of_it_is() -> None:
    whole = Segment("No words here", 1, 7, "en", 0.5)
    assert told(whole, spoken("but here.", 6.0)) == [(1, "No words here"), (1, "but here.")]


def test_without_turns_nobody_is_told_apart() -> None:
    assert told(spoken("Who knows?"), turns=[]) == [(None, "Who knows?")]


def test_words_without_their_points_are_found_in_the_text() -> None:
    plain = spoken("This is mine And this is yours")
    told_ = attribute(
        [Segment("This is mine. And this: is yours!", 0, 3.5, "en", 1, plain.words)], [Turn(0, 1.5, 0), Turn(1.5, 4, 1)]
    )
    assert [said.segment.text for said in told_] == ["This is mine.", "And this: is yours!"]


def test_words_that_are_not_in_the_text_are_put_together() -> None:
    plain = spoken("this is mine and this is yours")
    told_ = attribute([Segment("Something else.", 0, 3.5, "en", 1, plain.words)], [Turn(0, 1.5, 0), Turn(1.5, 4, 1)])
    assert [said.segment.text for said in told_] == ["this is mine", "and this is yours"]
