"""The networks that come out of transfer learning, as entries: how each is made, in the app and in
scripts.
"""

import re
from functools import lru_cache

import torch
from torch import nn

from core.data.datasets import DATASETS
from core.models.imagenet import PRETRAINED
from core.models.pretrained import Pretrained
from core.models.zoo import Network
from core.script import SourceText, parts, source
from core.vision.transfer.adapter import Adapted
from core.vision.transfer.pictures import side_of


class Build(SourceText):
    """The text of a function that builds a network with a new head for a data set; called, it
    builds it.
    """

    name: str
    network: Pretrained
    settings: dict
    classes: int

    @property
    def __name__(self) -> str:
        return self.name

    @property
    def __doc__(self) -> str:
        return "A network for photographs with a new head, for a data set."

    def __call__(self) -> Adapted:
        """The network, with weights drawn as torch draws them."""
        head = nn.Linear(self.network.features, self.classes)
        return self.around(self.network.with_head(self.network.build(), head))

    def around(self, network: nn.Module) -> Adapted:
        """A network that has its new head already, for pictures of the data set."""
        return Adapted(network, **self.settings)


@lru_cache(maxsize=64)
def network_for(network: str, dataset: str) -> Network:
    """A pre-trained network with a new head, as a network for a data set."""
    entry, data = PRETRAINED[network], DATASETS[dataset]
    settings = {
        "side": side_of(entry, torch.empty((1, *data.shape), device="meta")),
        "mean": data.mean,
        "deviation": data.deviation,
        "network_mean": entry.mean,
        "network_deviation": entry.deviation,
    }
    name = re.sub(r"[^a-z0-9]+", "_", f"{network} for {dataset}".lower())
    written = "".join(f"        {key}={value!r},\n" for key, value in settings.items())
    text = (
        f'def {name}():\n    """{network} with a new head, for pictures of {dataset}."""\n'
        f"    head = nn.Linear({entry.features}, {len(data.classes)})\n"
        f"    network = {entry.with_head.__name__}({entry.build.__name__}(), head)\n"
        f"    return Adapted(\n        network,\n{written}    )"
    )
    helpers = (*parts(entry.build), entry.with_head, Adapted)
    build = Build("\n\n\n".join([*dict.fromkeys(map(source, helpers)), text]))
    build.name, build.network = name, entry
    build.settings, build.classes = settings, len(data.classes)
    return Network(build, note=f"{network} with a new head.", dataset=dataset)
