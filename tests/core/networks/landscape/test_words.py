"""What is said of a plane is what it shows."""

import torch

from core.networks.landscape.plane import LAYERS, Plane, Planes, Surface
from core.networks.landscape.words import notices, plane_caption, plane_sentence


def surface(*losses: float) -> Surface:
    return Surface(torch.tensor([-1.0, 0.0, 1.0]), torch.tensor([losses] * 3).double())


def test_a_plane_has_a_lowest_and_a_highest_loss():
    said = plane_sentence(Plane(), Planes((surface(0.5, 0.1, 2.0),), 0.1, 0.984))
    assert said.endswith("On this plane its loss goes from 0.1 to 2.")
    assert "a loss of 0.1 and 98.4\N{NO-BREAK SPACE}% right answers on 1,000 test pictures" in said


def test_a_rescaling_is_noticed_or_not():
    ours, other = surface(0.5, 0.1, 2.0), surface(0.5, 0.1, 200.0)
    setting = Plane(rescaling=LAYERS)
    differ, same = Planes((ours, other), 0.1, 1.0, 3e-14), Planes((ours, ours), 0.1, 1.0)
    assert notices(differ) and not notices(same)
    said = plane_sentence(setting, differ)
    assert "layers rescaled no output changes by more than 3 · 10⁻¹⁴" in said
    assert "up to 200 instead of 2: **this normalisation notices" in said
    said = plane_sentence(setting, same)
    assert "does not notice it" in said and "rescaled no output changes, and both" in said


def test_batch_norms_are_said():
    result = Planes((surface(1.0, 1.0, 1.0),), 1.0, 1.0, normed=True)
    assert "batch norms" in plane_caption(Plane(), result)
    assert "each filter" in plane_caption(Plane(), Planes((), 1.0, 1.0))
