"""Which of many voiceprints are one voice? Those whose clusters' middles lie near each other, joined one pair at a time."""

from __future__ import annotations

import numpy
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage

# Two clusters further apart than this are two voices. Chosen on 14 clips of real meetings and the fixtures of tests/speech;
# brittle where voices are alike (at 0.65 two of the English ones are taken for one): who knows how many people there are
# should say so.
APART = 0.60
# Smaller ones are crumbs of others: a word spoken over, a cough.
CRUMBS, CRUMB_SHARE = 8, 0.1
# Clustering takes the square of these; what is left out is given to the nearest voice all the same.
MOST = 3000

Prints = NDArray[numpy.float32]
Labels = NDArray[numpy.int32]
Tree = NDArray[numpy.float64]


def centroids(prints: Prints, *, people: int = 0) -> Prints:
    """(voices, n) unit vectors, of (many, n) unit vectors: so many as `people` says, as far as there are prints; 0: find out."""
    some = prints[:: -(-len(prints) // MOST)]
    if len(some) == 1:
        return some
    joined = linkage(some, method="centroid")
    labels, kept = _exactly(joined, people) if people else _found(joined)
    middles = [some[labels == label].mean(axis=0) for label in kept]
    return numpy.stack([middle / numpy.linalg.norm(middle) for middle in middles])


def _found(joined: Tree) -> tuple[Labels, Labels]:
    """Which cluster each print is of, and which clusters are no crumbs."""
    labels = fcluster(joined, APART, criterion="distance")
    large = _large(labels, _crumb(labels))
    return labels, large if len(large) else numpy.unique(labels)


def _exactly(joined: Tree, people: int) -> tuple[Labels, Labels]:
    """Joined for as long as there are so many left that are no crumbs; where there never are, smaller ones count too."""
    in_order = joined.copy()
    in_order[:, 2] = numpy.arange(1, len(joined) + 1)
    prints = len(joined) + 1
    people = min(people, prints)
    labels = numpy.arange(prints, dtype=numpy.int32)
    for crumb in (_crumb(labels), _crumb(labels) / 2, 1):
        for joins in range(prints - people, -1, -1):
            labels = fcluster(in_order, joins, criterion="distance")
            if len(large := _large(labels, crumb)) == people:
                return labels, large
    return labels, numpy.unique(labels)


def _crumb(prints: NDArray[numpy.generic]) -> float:
    return min(CRUMBS, CRUMB_SHARE * len(prints))


def _large(labels: Labels, least: float) -> Labels:
    """The clusters that have so many prints."""
    names, counts = numpy.unique(labels, return_counts=True)
    return numpy.asarray(names[counts >= least])
