"""Right and wrong pixels."""

import torch

from core.vision.segmentation.figures.outcome import MOST_SIGNS, outcome_panel
from core.vision.segmentation.outcome import FALSE_ALARM, HIT, MISSED


def test_wrong_pixels_have_signs_and_are_counted():
    outcome = torch.tensor([[0, HIT], [FALSE_ALARM, MISSED]], dtype=torch.uint8)
    pixels, many, missed = outcome_panel(outcome).traces
    assert many["name"] == "False positive (1)" and (many["x"], many["y"]) == ([0], [1])
    assert missed["name"] == "False negative (1)" and (missed["x"], missed["y"]) == ([1], [1])
    assert many["marker"]["symbol"] != missed["marker"]["symbol"]
    assert pixels["text"][1] == ["False positive", "False negative"]


def test_where_too_many_are_wrong_there_are_no_signs():
    outcome = torch.full((100, 100), MISSED, dtype=torch.uint8)
    pixels, _, missed = outcome_panel(outcome).traces
    assert outcome.numel() > MOST_SIGNS and missed["x"] == [None]
    assert missed["name"] == "False negative (10,000)" and "text" not in pixels
