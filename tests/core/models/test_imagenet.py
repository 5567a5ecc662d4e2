"""The networks that were trained on ImageNet: ResNet-18's file is torchvision's, and the two that
are shipped know what photographs show.
"""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch
from torchvision.models import ResNet18_Weights

from core.models import pretrained
from core.models.imagenet import PRETRAINED
from core.models.pretrained import Shipped
from core.models.tracing import trace

RESNET = PRETRAINED["ResNet-18"]
SHIPPED = [name for name, network in PRETRAINED.items() if isinstance(network, Shipped)]


def test_the_file_is_torchvisions():
    weights = ResNet18_Weights.IMAGENET1K_V1
    assert weights.url == RESNET.url
    assert RESNET.url.endswith(f"-{RESNET.sha256[:8]}.pth")
    assert RESNET.size / 2**20 == pytest.approx(weights.meta["_file_size"], abs=5e-4)
    assert RESNET.classes() == weights.meta["categories"]
    preset = weights.transforms()
    assert (tuple(preset.mean), tuple(preset.std)) == (RESNET.mean, RESNET.deviation)
    assert (preset.crop_size, preset.resize_size) == ([RESNET.side], [RESNET.shorter])


def answers(network, photograph):
    """What a network says of a photograph, (H, W, 3) uint8: its three best classes and their
    probabilities.
    """
    picture = network.fit(torch.from_numpy(photograph).permute(2, 0, 1).contiguous()) / 255
    mean, deviation = (torch.tensor(x).view(3, 1, 1) for x in (network.mean, network.deviation))
    with torch.inference_mode():
        best = network.trained()((picture - mean)[None] / deviation).softmax(1)[0].topk(3)
    names = network.classes()
    return {names[index]: float(value) for value, index in zip(*best, strict=True)}


@pytest.mark.parametrize("name", SHIPPED)
def test_coffee_is_espresso_and_a_cat_is_a_cat(name):
    from skimage import data

    network = PRETRAINED[name]
    assert network.is_ready()
    coffee, cat = answers(network, data.coffee()), answers(network, data.chelsea())
    assert coffee["espresso"] > 0.9
    assert cat.keys() == {"Egyptian cat", "tabby", "tiger cat"} and sum(cat.values()) > 0.8


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_network_is_float32_shared_and_drawn_as_scripts_draw_it(name, monkeypatch):
    network = PRETRAINED[name]
    model = network.trained()
    assert model is network.trained() and not model.training
    assert {value.dtype for value in model.parameters()} == {torch.float32}
    with torch.random.fork_rng():
        torch.manual_seed(3)
        drawn = network.draw()
    for value, expected in zip(drawn.parameters(), network.untrained(3).parameters(), strict=True):
        assert torch.equal(value, expected)


def test_sessions_that_ask_together_share_one_network():
    network = PRETRAINED[SHIPPED[0]]
    pretrained._trained.cache_clear()
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(lambda _: network.trained(), range(4)))) == 1


@pytest.mark.parametrize("name", SHIPPED)
def test_a_script_loads_the_same_weights(name, tmp_path, monkeypatch):
    network = PRETRAINED[name]
    for file, read in network.script_files.items():
        (tmp_path / file).write_bytes(read())
    monkeypatch.chdir(tmp_path)
    for value, expected in zip(
        network.load().state_dict().values(), network.trained().state_dict().values(), strict=True
    ):
        assert torch.equal(value, expected)


@pytest.mark.parametrize(("name", "blocks"), [("EfficientNet-Lite0", 16), ("SqueezeNet 1.1", 8)])
def test_each_block_is_a_layer_of_its_own(name, blocks):
    network = PRETRAINED[name]
    run = trace(network.untrained(0), torch.zeros(1, *network.shape))
    titles = [layer.title for layer in run.layers()]
    within = [title for title in titles if re.fullmatch(r"stages\.\d\.\d|features\.\d+", title)]
    fire = [title for title in within if title not in ("features.0",)]
    assert len(fire) == blocks == len(set(fire)) and titles[0] == "picture"
