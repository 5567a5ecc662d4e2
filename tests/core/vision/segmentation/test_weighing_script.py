"""The script of the view "Losses"."""

from core.vision.segmentation.losses import LOSSES
from core.vision.segmentation.weighing import Weighing
from core.vision.segmentation.weighing_script import weighing_script


def test_it_shows_the_loss_that_is_chosen():
    text = weighing_script(Weighing(loss=LOSSES.pick("Focal", gamma=3.0))).text
    assert "class FocalLoss(nn.Module)" in text and "gamma=3.0" in text
    plain = weighing_script(Weighing(loss=LOSSES.pick("Cross-entropy"))).text
    assert "loss_function = nn.CrossEntropyLoss()" in plain and "\nclass " not in plain
