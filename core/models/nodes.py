"""What torchvision calls the steps of a network, for scripts that ask it for their outputs.

`torchvision.models.feature_extraction.get_graph_node_names` tells these names, but torch.fx, which
it uses, replaces `nn.Module.__call__` for the whole process while it traces, and the sessions of a
server are threads of one process. So a private copy of the network is run once, with hooks that
tell which module is at work, and the names are made by torchvision's rules. The tests compare them
with torchvision's own.
"""

import copy
import inspect
import re

import torch
from torch import Tensor, nn

from core.models.stages import Stage
from core.models.tracing import record


def node_names(model: nn.Module, pictures: Tensor) -> tuple[str, ...]:
    """The name of the node for each stage of a trace, the picture's first.

    A stage in the midst of one of torch's own modules is no node: its name is empty.

    Args:
        model: is only copied.
        pictures: (N, C, H, W), anything that it takes.
    """
    paths = _paths(copy.deepcopy(model), pictures)
    names = [next(iter(inspect.signature(model.forward).parameters))]
    for index, (path, is_leaf, kind) in enumerate(paths):
        following = paths[index + 1][:2] if index + 1 < len(paths) else None
        if is_leaf and following == (path, True):
            names.append("")
        else:
            names.append(_numbered(path if is_leaf else f"{path}.{kind}".lstrip("."), names))
    return tuple(names)


def _paths(model: nn.Module, pictures: Tensor) -> list[tuple[str, bool, str]]:
    """Of each stage the module that computes it, whether that is one of torch's own, and its
    kind.
    """
    paths: list[tuple[str, bool, str]] = []
    at_work = [""]
    modules = dict(model.named_modules())

    def enter(path: str):
        inside = at_work[-1] and _is_leaf(modules[at_work[-1]])
        at_work.append(at_work[-1] if inside else path)

    def note(stage: Stage) -> Tensor:
        path = at_work[-1]
        paths.append((path, bool(path) and _is_leaf(modules[path]), stage.kind))
        return stage.output

    for path, module in modules.items():
        if path:
            module.register_forward_pre_hook(lambda *_, path=path: enter(path))
            module.register_forward_hook(lambda *_: at_work.pop() and None)
    with torch.inference_mode():
        record(model, pictures, note)
    return paths


def _is_leaf(module: nn.Module) -> bool:
    """Whether torch.fx takes a module as one step: torch's own, but for containers."""
    return type(module).__module__.startswith("torch.nn") and not isinstance(module, nn.Sequential)


def _numbered(name: str, before: list[str]) -> str:
    """A name with torchvision's number: "relu", "relu_1" where there was one before."""
    if re.fullmatch(r".+_[0-9]+", name):
        name = name.rsplit("_", 1)[0]
    for earlier in reversed(before):
        if match := re.fullmatch(rf"{re.escape(name)}(?:_([0-9]+))?", earlier):
            return f"{name}_{int(match[1] or 0) + 1}"
    return name
