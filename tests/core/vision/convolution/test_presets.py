"""What a preset says is what it shows."""

from core.vision.convolution.presets import PRESETS
from core.vision.convolution.state import VIEWS, State, filtered, headline, mixed, tile
from core.vision.convolution.steps import fields

BY_NAME = {preset.name: preset.state for preset in PRESETS}


def test_every_view_has_a_preset():
    assert {preset.state.view for preset in PRESETS} == set(VIEWS)


def test_presets_show_what_they_say():
    edges = filtered(BY_NAME["Edges"])
    level = edges.picture.new_tensor([[0], [90], [180]]).expand(3, 3) / 255
    assert float((edges.kernel * level).sum()) == 0, "horizontal edges vanish"
    assert float((edges.kernel * level.T).sum()) > 2, "vertical ones light up"
    opponent = mixed(BY_NAME["Red against green"])
    assert float(opponent.weights[2].abs().max()) == 0
    shape = filtered(BY_NAME["Only every third"]).output.shape
    assert tuple(shape) == (1, 86, 86)
    assert headline(BY_NAME["Half the size"])["rows"] == 14
    assert headline(BY_NAME["From maps to a row"])["numbers"] == 300
    assert headline(BY_NAME["One kernel per channel (depthwise)"])["weights"] == 72
    assert headline(BY_NAME["Upside down"])["output size"] > BY_NAME["Upside down"].size
    plain = [field.length for field in fields(State(stack=", ".join(["conv 3"] * 7)).steps)]
    assert fields(BY_NAME["Dilation reaches far"].steps)[-1].length == plain[-1] == 15
    assert headline(BY_NAME["The mean instead"])["largest gradient"] == 0.25
    walked = tile(BY_NAME["One number"])
    assert walked.output.abs().max() > 0
