"""The networks that came along: as published, or not at all."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy
import pytest

from visio.errors import Unavailable
from visio.gateways.networks import EMBEDDING, SEGMENTATION, WEIGHTS, VoiceNetworks, load


@pytest.mark.parametrize(("name", "digest"), [SEGMENTATION, EMBEDDING])
def test_each_is_what_its_page_says(name: str, digest: str) -> None:
    assert hashlib.sha256((WEIGHTS / name).read_bytes()).hexdigest() == digest
    told = (WEIGHTS / "README.md").read_text()
    assert digest in told and name in told
    assert (WEIGHTS / f"LICENSE.{Path(name).stem}").read_text().strip()


def test_a_byte_that_is_not_as_published_makes_no_network(tmp_path: Path) -> None:
    name, digest = SEGMENTATION
    network = bytearray((WEIGHTS / name).read_bytes())
    network[1_000_000] ^= 1
    (tmp_path / name).write_bytes(network)
    with pytest.raises(Unavailable) as refused:
        load(tmp_path / name, digest)
    assert refused.value.what == "speech" and not refused.value.retry


def test_where_there_is_none_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        load(tmp_path / "segmentation.onnx", SEGMENTATION[1])


def test_they_answer_in_the_shapes_that_are_promised() -> None:
    networks = VoiceNetworks()
    activity = networks.activity(numpy.zeros((2, 160_000), numpy.float32))
    assert activity.shape == (2, 589, 7) and activity.dtype == numpy.float32
    assert (activity.argmax(axis=2) == 0).all()
    noise = numpy.random.default_rng(1).standard_normal((50, 80)).astype(numpy.float32)
    print_ = networks.print(noise)
    assert print_.shape == (192,) and numpy.linalg.norm(print_) == pytest.approx(1, abs=1e-5)
