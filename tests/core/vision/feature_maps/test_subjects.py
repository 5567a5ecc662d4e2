"""Every network that can be looked into takes what is prepared for it."""

import pytest
import torch
from PIL import Image
from torchvision.models import ResNet18_Weights

from core.data import inputs, mnist, preparation
from core.models.imagenet import PRETRAINED
from core.models.pretrained import Published, Shipped
from core.models.zoo import MODELS
from core.training import store
from core.vision.feature_maps.subjects import check_name, is_ready, names, subject

GENERATOR = torch.Generator().manual_seed(0)
PHOTO = torch.randint(0, 256, (3, 300, 400), dtype=torch.uint8, generator=GENERATOR)


def test_all_shipped_networks_and_resnet_are_there():
    assert set(MODELS) <= set(names())
    assert names()[-len(PRETRAINED) :] == tuple(PRETRAINED)
    assert check_name("Digitnet") == "Digitnet"
    with pytest.raises(
        ValueError, match="network='Digitnet' is not known: did you mean 'DigitNet'"
    ):
        subject("Digitnet")
    with pytest.raises(ValueError, match="must be the name of a network"):
        check_name("a\nb")


def test_only_published_weights_may_be_missing(monkeypatch, tmp_path):
    monkeypatch.setenv("TORCH_PLAYGROUND_CACHE", str(tmp_path))
    assert is_ready("LeNet", "trained")
    for name in PRETRAINED:
        is_shipped = isinstance(PRETRAINED[name], Shipped)
        assert is_ready(name, "random") and is_ready(name, "trained") == is_shipped


@pytest.mark.parametrize("name", [*MODELS, *PRETRAINED])
@pytest.mark.parametrize("weights", ["trained", "random"])
def test_a_network_takes_its_own_input(name, weights, monkeypatch, tmp_path):
    monkeypatch.setenv("TORCH_PLAYGROUND_CACHE", str(tmp_path))
    if isinstance(PRETRAINED.get(name), Published) and weights == "trained":
        with pytest.raises(ValueError, match=f"those of {name} are not on this computer yet"):
            subject(name, weights)
        return
    network = subject(name, weights)
    prepared = network.fit(
        inputs.own("sunflower") if network.shape[0] == 3 else mnist.test_digits()[0][7][None]
    )
    assert prepared.shape == network.shape and prepared.dtype == torch.uint8
    with torch.inference_mode():
        assert network.model(network.normalise(prepared[None])).shape == (1, len(network.classes))
    assert not network.model.training and not any(
        value.requires_grad for value in network.model.parameters()
    )
    assert isinstance(network.model, type(network.build()))
    assert torch.equal(
        network.black, network.normalise(torch.zeros(1, *network.shape, dtype=torch.uint8))
    )


def test_random_weights_are_others_and_stay_the_same():
    trained, drawn, other = (
        subject("LeNet", weights).model for weights in ("trained", "random", "random")
    )
    assert drawn is other
    assert not torch.equal(trained.conv1.weight, drawn.conv1.weight)
    torch_state = torch.random.get_rng_state()
    with torch.random.fork_rng():
        torch.manual_seed(0)
        assert torch.equal(MODELS["LeNet"].build().hidden1.weight, drawn.hidden1.weight)
    assert torch.equal(torch.random.get_rng_state(), torch_state)


def test_a_digit_is_prepared_as_on_the_draw_page():
    network = subject("DigitNet")
    digit = mnist.test_digits()[0][3]
    assert torch.equal(network.fit(digit[None])[0], digit)
    assert torch.equal(network.fit(digit[None], photo=True)[0], digit)
    assert torch.equal(
        network.normalise(digit[None, None]), preparation.normalise(digit[None, None] / 255)
    )
    drawing = torch.zeros(1, 280, 280, dtype=torch.uint8)
    drawing[0, 40:200, 130:150] = 255
    assert torch.equal(
        network.fit(drawing), (preparation.prepare(drawing[0]) * 255).round().to(torch.uint8)
    )


def test_ink_on_paper_is_read_from_a_photo():
    paper = torch.full((3, 200, 200), 230, dtype=torch.uint8)
    paper[:, 50:150, 95:105] = 20
    result = subject("DigitNet").fit(paper, photo=True)
    assert result[0, 14, 14] > 200 and result[0, 14, 4] == 0
    with pytest.raises(ValueError, match="shows no digit"):
        subject("DigitNet").fit(torch.full((3, 50, 50), 99, dtype=torch.uint8), photo=True)


def test_a_picture_for_imagenet_is_cut_as_torchvision_cuts_it():
    network = subject("ResNet-18", "random")
    image = Image.fromarray(PHOTO.permute(1, 2, 0).contiguous().numpy(), "RGB")
    expected = ResNet18_Weights.IMAGENET1K_V1.transforms()(image)
    assert torch.allclose(network.normalise(network.fit(PHOTO)[None])[0], expected, atol=1e-5)


def test_a_small_picture_stays_as_it_is_and_greys_become_colours():
    network = subject("SimpleCNN")
    assert torch.equal(network.fit(PHOTO[:, :32, :32]), PHOTO[:, :32, :32])
    grey = network.fit(mnist.test_digits()[0][3][None])
    assert grey.shape == (3, 32, 32) and torch.equal(grey[0], grey[2]) and grey.max() > 200
    assert store.load("SimpleCNN") is network.model
