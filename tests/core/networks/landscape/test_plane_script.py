"""The script of a plane shows what its state needs."""

import pytest

from core.networks.landscape.plane import LAYERS, NEURONS, Plane
from core.networks.landscape.plane_script import plane_script


@pytest.mark.parametrize(
    ("setting", "there", "away"),
    [
        (Plane(digits=100), ("class MLP", "torch.float64"), ("rescaled(", "BatchNorm2d", "factor")),
        (Plane(digits=100, rescaling=LAYERS), ("torch.full(", "rescaled("), ("torch.rand(",)),
        (Plane(digits=100, rescaling=NEURONS), ("torch.rand(", "rescaled("), ("torch.full(",)),
        (Plane(digits=100, network="DigitNet"), ("BatchNorm2d", "torch.float32"), ("rescaled(",)),
    ],
    ids=("plain", "layers", "neurons", "norms"),
)
def test_it_shows_what_is_needed(setting, there, away):
    script = plane_script(setting)
    assert all(part in script.text for part in there), script.text
    assert not any(part in script.text for part in away)
    assert {*script.files} == {"network.safetensors", "pictures.safetensors"}
