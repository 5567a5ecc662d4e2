"""ResNet-18 (He, Zhang, Ren and Sun 2015) from torchvision: untrained, or as it was trained on
ImageNet.

Its weights are downloaded once, from PyTorch's own server, and held in the cache folder as they
came. They are a zip archive that torch.save wrote: a pickle that says which tensor is where, and
the numbers of each tensor in a file of their own. Nothing is unpickled: the pickle is only looked
through for names, and the numbers are read as numbers.
"""

import pickletools
import zipfile
from collections.abc import Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import torch
from torch import Tensor, nn

from core.data import cache
from core.data.download import Download, fetch
from core.models.zoo import initialise

NAME = "ResNet-18"
URL = "https://download.pytorch.org/models/resnet18-f37072fd.pth"
# begins as the file's name says
SHA256 = "f37072fd47e89c5e827621c5baffa7500819f7896bbacec160b1a16c560e07ec"
LARGEST = 60_000_000  # bytes; the file has 47 million
MEAN, DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
SIDE, SHORTER = 224, 256  # of the picture, cut out of one whose shorter side is as long


def classes() -> tuple[str, ...]:
    """The names of the thousand classes, from torchvision."""
    from torchvision.models import (
        ResNet18_Weights,
    )  # takes a second to import, which the other networks save

    return tuple(ResNet18_Weights.IMAGENET1K_V1.meta["categories"])


@lru_cache(maxsize=2)
def untrained(seed: int) -> nn.Module:
    """As torchvision makes it, with weights drawn from a generator of this seed; in eval mode, not
    to be changed.
    """
    model, generator = _empty().to_empty(device="cpu"), torch.Generator().manual_seed(seed)
    initialise(model, generator)
    for layer in model.modules():
        if isinstance(layer, nn.Conv2d):
            nn.init.kaiming_normal_(
                layer.weight, mode="fan_out", nonlinearity="relu", generator=generator
            )
    return model.eval().requires_grad_(False)


def _empty() -> nn.Module:
    from torchvision.models import resnet18

    with torch.device("meta"):
        return resnet18()


def path() -> Path:
    """Where the weights are, or will be."""
    return cache.folder() / "models" / URL.rpartition("/")[2]


def ready() -> bool:
    """Whether the weights are here."""
    return path().is_file()


def trained() -> nn.Module:
    """The network with the downloaded weights, in eval mode; shared, not to be changed.

    Raises:
        ValueError: they are not here, or damaged, and then set aside.
    """
    if not ready():
        raise ValueError(
            f"weights='trained': those of {NAME} are not on this computer yet, download them first"
        )
    state = path().stat()
    return _trained(path(), state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=1)
def _trained(file: Path, changed: int, size: int) -> nn.Module:
    data = file.read_bytes()
    if cache.sha256(data) != SHA256:
        file.replace(file.with_name(f"{file.name}.damaged"))
        raise ValueError(
            f"weights='trained': {file.name} is damaged and was set aside, download it again"
        )
    model = _empty()
    model.load_state_dict(tensors(data, model.state_dict()), assign=True)
    return model.eval().requires_grad_(False)


def download() -> Iterator[Download]:
    """Fetches the weights, unless they are here.

    Raises:
        ValueError: there is no way to the server, or what it gave is not the published file.
    """
    with cache.lock(path()):
        if ready():  # another process may have fetched them meanwhile
            return
        try:
            yield from fetch(URL, path(), SHA256, LARGEST)
        except OSError as error:
            raise ValueError(
                f"{URL} could not be fetched ({error}): connect to the internet once, "
                "or choose weights='random'"
            ) from None


def tensors(data: bytes, like: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The tensors in a file that torch.save wrote of a state_dict on the CPU, without unpickling.

    Args:
        data: the whole file.
        like: what is expected: shapes and types, by name. Counters of batches may be missing, as in
            old files.

    Raises:
        ValueError: the file is of another form, or does not hold what is expected.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            (index,) = (name for name in archive.namelist() if name.endswith("/data.pkl"))
            places = _places(archive.read(index))
            files = {
                name: archive.read(index.replace("data.pkl", f"data/{place}"))
                for name, place in places.items()
            }
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise ValueError(f"weights are not a file of torch.save ({error})") from None
    found = {}
    for name, value in like.items():
        if name not in files and name.endswith("num_batches_tracked"):
            found[name] = torch.zeros(value.shape, dtype=value.dtype)
        elif len(files.get(name, b"")) != value.nbytes:
            raise ValueError(f"weights hold no {name} of shape {tuple(value.shape)}")
        else:
            found[name] = torch.frombuffer(bytearray(files[name]), dtype=value.dtype).view(
                value.shape
            )
    return found


def _places(pickled: bytes) -> dict[str, str]:
    """Which file holds the numbers of which name: in the pickle each name is followed by its
    storage's number.

    `pickletools` only lists what is in a pickle, and builds nothing of it.
    """
    found, name = {}, ""
    for code, text, _ in pickletools.genops(pickled):
        if "UNICODE" not in code.name:
            continue
        if text.isdigit() and name:
            found[name], name = text, ""
        elif text not in ("storage", "cpu"):
            name = text
    return found
