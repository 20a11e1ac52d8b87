"""Each sound is where it belongs on the recording's clock, late heaps are no pauses, and pauses are not kept."""

from __future__ import annotations

import numpy as np

from visio.media.encoder import RATE, Samples
from visio.media.sound import Clock, Mixer, Track

STEP = RATE // 50


def tone(length: int = STEP, loud: int = 8000) -> Samples:
    return (np.sin(np.arange(length) * 2 * np.pi * 440 / RATE) * loud).astype(np.int16)


def test_what_comes_in_step_follows_without_a_seam() -> None:
    clock = Clock()
    # Some milliseconds early or late, as it is.
    places = [clock.place(STEP, came_at=(n + 1) * STEP + (n * 7919 % 400)) for n in range(200)]
    assert places == [places[0] + n * STEP for n in range(200)]


def test_a_heap_after_a_stall_is_no_pause() -> None:
    clock = Clock()
    before = [clock.place(STEP, came_at=(n + 1) * STEP) for n in range(50)]
    heap = [clock.place(STEP, came_at=90 * STEP) for _ in range(40)]
    after = [clock.place(STEP, came_at=(n + 1) * STEP) for n in range(90, 200)]
    assert [*before, *heap, *after] == [n * STEP for n in range(200)]


def test_a_first_sound_that_came_late_does_not_hold_back_all_that_follow() -> None:
    clock = Clock()
    first = clock.place(STEP, came_at=6 * STEP)
    assert first == 5 * STEP
    places = [clock.place(STEP, came_at=max(6, n + 1) * STEP) for n in range(1, 200)]
    assert places[-1] == 199 * STEP


def test_a_microphone_that_was_closed_goes_on_later() -> None:
    clock = Clock()
    for n in range(50):
        clock.place(STEP, came_at=(n + 1) * STEP)
    assert clock.place(STEP, came_at=10 * RATE) == 10 * RATE - STEP


def test_a_short_pause_is_made_out_within_a_second() -> None:
    clock = Clock()
    for n in range(50):
        clock.place(STEP, came_at=(n + 1) * STEP)
    late = RATE // 2
    places = [clock.place(STEP, came_at=(n + 1) * STEP + late) for n in range(50, 200)]
    assert places[-1] == 199 * STEP + late


def test_everybody_is_heard_together_and_nobody_too_loud() -> None:
    mixer = Mixer()
    mixer.add(np.full(STEP, 20_000, np.int16), at=0)
    mixer.add(np.full(STEP, 20_000, np.int16), at=STEP // 2)
    mixed = mixer.take(2 * STEP)
    assert mixed[0] == 20_000 and mixed[STEP - 1] == 32_767 and mixed[STEP + 1] == 20_000 and mixed[-1] == 0


def test_what_comes_too_late_is_not_in_the_mix_and_hurts_nothing() -> None:
    mixer = Mixer()
    mixer.take(RATE)
    mixer.add(np.full(RATE, 100, np.int16), at=RATE // 2)
    assert set(mixer.take(2 * RATE)[: RATE // 2]) == {100}


def test_pauses_are_not_kept_and_each_run_knows_its_place() -> None:
    track = Track()
    silence = np.zeros(STEP, np.int16)
    for n in range(500):
        loud = 100 <= n < 150 or 400 <= n < 420
        track.hear(tone() if loud else silence, at=n * STEP)
    first, second = track.new_runs()
    # A moment before the first loud one, so that no word loses its beginning.
    assert (round(first.at, 2), first.start) == (1.6, 0.0)
    assert round(second.at, 2) == 7.6
    assert 1.9 < second.start < 2.3
    assert track.voice.frames * 0.02 < 4
    assert track.new_runs() == []


def test_a_hole_begins_a_run() -> None:
    track = Track()
    track.hear(tone(), at=0)
    track.hear(tone(), at=10 * RATE)
    assert [(run.at, run.start) for run in track.new_runs()] == [(0.0, 0.0), (10.0, 0.02)]
