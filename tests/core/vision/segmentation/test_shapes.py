"""The numbers of the view "Network"."""

from torch import empty, nn

from core.vision.segmentation.network import PAPER, PAPER_SIDE, VALID, UNet
from core.vision.segmentation.shapes import Shapes, numbers


def test_the_network_of_the_paper():
    """Figure 1 of Ronneberger, Fischer and Brox (2015)."""
    settings = {name: getattr(PAPER, name) for name in ("depth", "width", "padding", "norm")}
    shown = numbers(Shapes(side=PAPER_SIDE, **settings))
    assert shown["parameters"] == 31_030_658 and shown["convolutions"] == 23
    encoders = [shown[f"encoder {level} side"] for level in (1, 2, 3, 4)]
    assert encoders == [568, 280, 136, 64] and shown["bottleneck side"] == 28
    ups = [shown[f"upsampling {level} side"] for level in (4, 3, 2, 1)]
    assert ups == [56, 104, 200, 392] and shown["output side"] == 388


def test_they_are_those_of_the_network_itself():
    setting = Shapes(side=44, depth=2, width=4, padding=VALID, channels=3, classes=5)
    network = UNet(**setting.architecture.arguments(), channels=3, classes=5).eval()
    shown = numbers(setting)
    assert network(empty(1, 3, 44, 44)).shape == (1, 5, shown["output side"], shown["output side"])
    assert shown["parameters"] == sum(value.numel() for value in network.parameters())
    kinds = nn.Conv2d, nn.ConvTranspose2d
    assert shown["convolutions"] == sum(isinstance(part, kinds) for part in network.modules())


def test_where_it_fails_they_end():
    shown = numbers(Shapes(side=50, depth=2))
    assert [*shown][-1] == "upsampling 2 side" and shown["upsampling 2 side"] == 24
    assert numbers(Shapes(side=4, depth=4)).keys() == {
        "parameters",
        "convolutions",
        "encoder 1 side",
        "encoder 2 side",
        "encoder 3 side",
    }
