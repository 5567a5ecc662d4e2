"""Drawings in layers: nothing overlaps, nothing goes uphill, and few edges cross."""

import random

import pytest

from core.foundations.autograd.layout import lay_out, layers_of, spread


def random_graph(source):
    count = source.randint(1, 14)
    edges = [(a, b) for a in range(count) for b in range(a + 1, count) if source.random() < 0.25]
    return [(source.randint(40, 200), 60) for _ in range(count)], edges


def test_layers_by_the_longest_way():
    assert layers_of(5, [(0, 1), (1, 2), (0, 2), (0, 3)]) == [0, 1, 2, 1, 0]
    with pytest.raises(ValueError, match="circle"):
        layers_of(2, [(0, 1), (1, 0)])


def test_boxes_do_not_overlap_and_every_edge_rises():
    source = random.Random(0)
    for _ in range(60):
        sizes, edges = random_graph(source)
        layout = lay_out(sizes, edges)
        assert lay_out(sizes, edges).centres == layout.centres  # the same each time
        boxes = list(zip(layout.centres, sizes, strict=True))
        for index, ((x, y), (width, height)) in enumerate(boxes):
            assert x - width / 2 >= -1e-6 and x + width / 2 <= layout.width + 1e-6
            assert y - height / 2 >= 0 and y + height / 2 <= layout.height
            for (u, v), (other, _) in boxes[index + 1 :]:
                assert v != y or abs(u - x) >= (width + other) / 2
        for (first, last), path in zip(edges, layout.paths, strict=True):
            heights = [y for _, y in path]
            assert path[0] == layout.centres[first] and path[-1] == layout.centres[last]
            assert heights == sorted(heights, reverse=True) and len(set(heights)) == len(heights)


def test_edges_that_need_not_cross_do_not():
    sizes = [(80, 60)] * 7
    tree = [(0, 1), (0, 2), (1, 5), (1, 6), (2, 3), (2, 4)]
    centres = lay_out(sizes, tree).centres
    across = [x for x, _ in centres]
    left, right = sorted([1, 2], key=across.__getitem__)
    children = {1: (5, 6), 2: (3, 4)}
    assert max(across[i] for i in children[left]) < min(across[i] for i in children[right])


def test_what_is_long_is_straight_though_ends_hang_on_it():
    """Twenty steps, each with two ends of its own, as a network's layers have."""
    edges = [(3 * step, 3 * step + side) for step in range(20) for side in (1, 2, 3)]
    layout = lay_out([(80, 60)] * 61, edges)
    across = [layout.centres[3 * step][0] for step in range(21)]
    assert max(across) - min(across) < 2 * 80 and layout.width < 6 * 80


def test_a_chain_is_straight_and_nothing_is_nothing():
    centres = lay_out([(80, 60), (120, 60), (40, 60)], [(0, 1), (1, 2)]).centres
    assert {x for x, _ in centres} == {60}
    assert lay_out([], []).width == 0


def test_spread_is_the_nearest_that_keeps_its_distances():
    assert spread([5, 1, 2], [1, 1]) == pytest.approx([5 / 3, 8 / 3, 11 / 3])
    assert spread([0, 10], [3]) == [0, 10]
    assert spread([0, 0], [4], [3, 1]) == [-1, 3]  # the first counts three times as much
    assert spread([], []) == []
