"""What is said of a training."""

from dataclasses import replace

from core.training.snapshot import Snapshot
from core.vision.segmentation.learning import Learning, before
from core.vision.segmentation.learning_words import done_sentence, plan_sentence, running_sentence

LEARNING = Learning(epochs=4)


def seen():
    return replace(before(LEARNING.config), dice=0.9, iou=0.8, boundary_f1=0.7)


def test_before_while_and_after():
    assert "**121,042 parameters** are to learn from 400 pictures" in plan_sentence(LEARNING)
    now = Snapshot(step=3, steps=20, epoch=2, seconds_left=12.4)
    said = running_sentence(LEARNING.config, now, seen())
    assert "**Held-out Dice 0.900**, IoU 0.800" in said and "Epoch 2 of 4, 12 s left." in said
    assert "after the first epoch" in running_sentence(LEARNING.config, now, None)
    assert "**Starting**" in running_sentence(LEARNING.config, Snapshot(), None)
    assert done_sentence(LEARNING.config, seen(), 25.2, 0.99).endswith("After 25 s.")
    assert done_sentence(LEARNING.config, seen(), 0.4, 0.99).endswith("After less than a second.")


def test_one_picture_is_learned_or_not():
    single = LEARNING.config.replace(pictures=1)
    assert done_sentence(single, seen(), 3, 0.99).startswith("**It can** learn its one picture")
    assert done_sentence(single, seen(), 3, 0.5).startswith("**It cannot yet**")
