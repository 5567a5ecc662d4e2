"""What a unit likes, side by side."""

import pytest
import torch

from core.vision.feature_maps.figures import visualization as figures
from core.vision.feature_maps.visualization import VisualizationRequest, visualize

REQUEST = VisualizationRequest(network="CNN 16-32", layer="conv2", unit=3, steps=16)


def test_likes_show_nine_pictures_and_the_way_from_noise():
    *_, made_of = visualize(REQUEST)
    pictures = [torch.full((1, 28, 28), value, dtype=torch.uint8) for value in range(9)]
    best, way, made = figures.likes_columns(
        pictures, [f"{value}: 1" for value in range(9)], made_of
    )
    assert [int(tile.picture[0, 0]) for tile in best.tiles] == list(range(9))
    assert [tile.caption.partition(":")[0] for tile in way.tiles] == ["Step 0", "Step 2", "Step 8"]
    assert torch.equal(
        made.tiles[0].picture, (255 * made_of.pictures[16][0]).round().to(torch.uint8)
    )
    assert len(figures.likes_columns((), (), made_of)) == 2
    figure = figures.ascent_figure(made_of, 16)
    assert figure.data[0].y.tolist() == pytest.approx(made_of.activations, rel=1e-6)
    assert len(figure.to_json()) < 300_000


def test_the_words_name_both_terms():
    words = figures.likes_words(3, "conv2")
    assert words.startswith("Unit 3 of conv2.") and "gradient ascent" in words
