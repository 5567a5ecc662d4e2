"""The graph of a whole network, and which of its modules each node belongs to.

The network is made on the device `meta`: its tensors have shapes and no numbers. torch builds the
same graph for them, at once and in no memory.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import torch
from torch import Tensor, nn
from torch.autograd.graph import Node as TorchNode
from torch.overrides import TorchFunctionMode

from core.foundations.autograd.graph import Graph, node_of, read_graph, walk
from core.models.imagenet import PRETRAINED
from core.models.zoo import MODELS
from core.registry import Choice

NETWORKS = MODELS.joined(PRETRAINED)
"""All networks of the house."""

PATH = re.compile(r"[A-Za-z_]\w*(\.\w+)*(#\d+)?")
"""A module's path in its network, with the number of the call where it is called several times."""


@dataclass(frozen=True, eq=False)
class ModuleGraph:
    """A network's graph.

    Args:
        graph: of the sum of its outputs; leaves are called as the parameters are.
        owners: of each node the modules that it is in, from the outermost on, as paths; none for
            what the network itself does between its modules.
        kinds: the class of each module by its path.
        sizes: how many numbers each leaf has, by the index of its node.
        calls: of each node the function that left it; "" for a step within one, and for leaves.
    """

    graph: Graph
    owners: tuple[tuple[str, ...], ...]
    kinds: dict[str, str]
    sizes: dict[int, int]
    calls: tuple[str, ...]

    @property
    def parameters(self) -> int:
        """Numbers that can be learned."""
        return sum(self.sizes.values())

    @property
    def leaves(self) -> int:
        """Tensors that can be learned: leaves of the graph."""
        return len(self.sizes)


def network_names() -> tuple[str, ...]:
    """The names of all networks."""
    return tuple(NETWORKS)


def check_path(path: str) -> None:
    """Whether a text can be the path of a module.

    Raises:
        ValueError: it cannot.
    """
    if not isinstance(path, str) or len(path) > 80 or not PATH.fullmatch(path):
        raise ValueError(f"opened={str(path)[:40]!r} must be the path of a module, as layer1.0")


@lru_cache(maxsize=8)
def module_graph(name: str) -> ModuleGraph:
    """The graph of a network by its name, for one picture."""
    return graph_of(NETWORKS[name])


def graph_of(network: Choice) -> ModuleGraph:
    """The graph of a network, an entry of NETWORKS, for one picture: of the sum of its scores."""
    with torch.device("meta"):
        model = network.build().eval()
        picture = torch.zeros(1, *network.shape)
    watch = _Watch(model)
    with watch:
        output = model(picture).sum()  # backward begins at a single number
    root = node_of(output)
    torch_nodes = walk([root])
    names = {node_of(tensor): (name, tensor) for name, tensor in model.named_parameters()}
    owners = _owners(torch_nodes, watch, {node: name for node, (name, _) in names.items()})
    return ModuleGraph(
        graph=read_graph(torch_nodes, [root], names, saved=False),
        owners=tuple(owners[node] for node in torch_nodes),
        kinds=watch.kinds,
        sizes={
            index: names[node][1].numel() for index, node in enumerate(torch_nodes) if node in names
        },
        calls=tuple(watch.calls.get(node, "") for node in torch_nodes),
    )


class _Watch(TorchFunctionMode):
    """Notes which module of a network is at work when a node is made.

    Args:
        model: gets hooks that stay: it is nobody else's.
    """

    def __init__(self, model: nn.Module):
        super().__init__()
        self.nodes: dict[TorchNode, tuple[str, ...]] = {}
        self.calls: dict[TorchNode, str] = {}
        self.kinds: dict[str, str] = {}
        self.called: dict[str, tuple[str, ...]] = {}
        self._at_work: list[str] = []
        self._counts: Counter[str] = Counter()
        for path, module in model.named_modules():
            if path:
                module.register_forward_pre_hook(self._entering(path))
                module.register_forward_hook(lambda *_: self._at_work.pop() and None)

    def _entering(self, path: str) -> Callable[..., None]:
        def enter(module: nn.Module, inputs: Any) -> None:
            self._counts[path] += 1
            count = self._counts[path]
            own = path if count == 1 else f"{path}#{count}"
            self.kinds[own] = type(module).__name__
            self._at_work.append(own)
            self.called.setdefault(path, tuple(self._at_work))

        return enter

    def __torch_function__(
        self, function: Callable, types: Any, arguments: tuple = (), keywords: Any = None
    ) -> Any:
        """Calls the function, and notes whose node its output has."""
        result = function(*arguments, **(keywords or {}))
        if isinstance(result, Tensor) and result.grad_fn is not None:
            self.nodes.setdefault(result.grad_fn, tuple(self._at_work))
            self.calls.setdefault(result.grad_fn, getattr(function, "__name__", ""))
        return result


def _owners(
    torch_nodes: Collection[TorchNode], watch: _Watch, parameters: dict[TorchNode, str]
) -> dict[TorchNode, tuple[str, ...]]:
    """The modules that each node is in: a parameter's is the one that has it, and what one call
    left on the way to its result belongs to that call.
    """
    owners: dict[TorchNode, tuple[str, ...]] = {}
    for node in torch_nodes:
        if node in parameters:
            owners[node] = watch.called.get(parameters[node].rpartition(".")[0], ())
        elif node in watch.nodes:
            owners[node] = watch.nodes[node]
        else:
            owners.setdefault(node, ())
        for following, _ in node.next_functions:
            if following is not None and following not in watch.nodes:
                owners.setdefault(following, owners[node])
    return owners


def group_of(owners: tuple[str, ...], opened: Collection[str]) -> str:
    """The outermost module of a node that is not opened; "" if all are."""
    return next((path for path in owners if path not in opened), "")


def toggled(graph: ModuleGraph, opened: tuple[str, ...], name: str) -> tuple[str, ...]:
    """The opened modules after a click: on a module, which opens, or on a node, by whose index the
    innermost module that is opened around it closes, with all in it.
    """
    if name in graph.kinds:
        return (*opened, name) if name not in opened else opened
    owners = graph.owners[int(name)] if name.isdecimal() and int(name) < len(graph.owners) else ()
    around = [path for path in owners if path in opened]
    if not around:
        return opened
    inner = {path for each in graph.owners if around[-1] in each for path in each}
    closed = {around[-1]} | {path for path in inner if path not in owners}
    return tuple(path for path in opened if path not in closed)
