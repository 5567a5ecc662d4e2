"""Units that are off are marked, and the answer is shown before and after."""

from torch.nn import functional as F

from core.vision.feature_maps import ablation, capture
from core.vision.feature_maps.figures import ablation as figures
from core.vision.feature_maps.state import ABLATION, PRESETS
from core.vision.feature_maps.subjects import subject

CLASSES = subject("LeNet").classes


def test_units_are_marked_as_on_or_off_and_the_answer_is_shown_twice():
    state = next(preset.state for preset in PRESETS if preset.state.view == ABLATION)
    run, after, effects = (
        capture.captured(state),
        ablation.ablated(state),
        ablation.effect_of_each(state),
    )
    units, before, now = figures.ablation_columns(run, after, "conv1", [3], effects, CLASSES)
    assert [tile.mark for tile in units.tiles] == ["on", "on", "on", "off", "on", "on"]
    assert units.tiles[3].caption == "3: <\xa00.1\xa0%"
    assert [bar.share for bar in before.bars] == F.softmax(run.output[0], 0).tolist()
    assert [bar.share for bar in now.bars] == F.softmax(after.output[0], 0).tolist()
    assert "Unit 3 matters most: >\xa099.9\xa0% becomes <\xa00.1\xa0%." in figures.ablation_words(
        run, effects, CLASSES
    )
    assert figures.ablation_words(run, None, CLASSES).startswith("Ablation:")
