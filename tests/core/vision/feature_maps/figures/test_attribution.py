"""What the methods find stands side by side, each on a scale of its own."""

import json

import pytest
import torch

from core.plots.pixels import signed
from core.vision.feature_maps import attribution, capture
from core.vision.feature_maps.attribution import AttributionRequest
from core.vision.feature_maps.figures import attribution as figures

MOST_BYTES = 1_500_000


@pytest.mark.parametrize(
    "request_",
    [
        AttributionRequest(network="CNN 16-32", index=0),
        AttributionRequest(network="SimpleCNN", source="picture"),
    ],
    ids=["greys", "colours"],
)
def test_they_stand_side_by_side_each_on_its_own_scale(request_):
    *_, result = attribution.explain(request_.replace(compare=True))
    prepared = capture.prepared(request_)
    first, *columns = figures.why_columns(prepared, result, "score of 7: 1")
    assert [column.title for column in columns] == list(result.trained)
    for column in columns:
        trained, random = column.tiles
        assert torch.equal(trained.picture, signed(result.trained[column.title].values))
        assert torch.equal(random.picture, signed(result.random[column.title].values))
        assert column.lines[1].startswith("Similarity")
    *_, plain = attribution.explain(request_)
    assert all(len(column.tiles) == 1 for column in figures.why_columns(prepared, plain, ""))
    assert len(json.dumps([column.as_data() for column in (first, *columns)])) < MOST_BYTES


def test_an_empty_picture_is_explained():
    empty = attribution.Attribution(torch.zeros(2, 2), 0.0)
    result = attribution.Explanation(1.0, {"Grad-CAM": empty, "Saliency": empty}, {}, {})
    columns = figures.why_columns(torch.zeros(1, 2, 2, dtype=torch.uint8), result, "")[1:]
    assert [column.lines for column in columns] == [("All values are 0",)] * 2
    said = figures.empty_words("Grad-CAM", empty, "conv2")
    assert said.startswith("Grad-CAM with conv2 is empty: at no pixel is the weighted sum")
    assert figures.empty_words("Saliency", empty, "conv2") == ""
    some = attribution.Attribution(torch.ones(2, 2), 4.0)
    assert figures.empty_words("Grad-CAM", some, "conv2") == ""


def test_completeness_in_words():
    assert figures.completeness_words("Integrated gradients", 9.9, 10.0, "7") == (
        "Integrated gradients: the score of 7 is 10 above that of a black picture, and the values "
        "add up to 9.9, 99.0\xa0% of that. With finer steps the two would be equal."
    )
    assert "of that" not in figures.completeness_words("Saliency", 0.1, 0.0, "7")
