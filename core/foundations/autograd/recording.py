"""What the forward pass computes, written down while it runs: the value of each node, and where the
graph is cut.

While a `TorchFunctionMode` is active, torch tells it of each function that is called, in this
thread and in no other.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.autograd.graph import Node as TorchNode
from torch.overrides import TorchFunctionMode

from core.foundations.autograd.graph import node_of


@dataclass(frozen=True, eq=False)
class Recorded:
    """What the forward pass tells of a node.

    Args:
        value: a copy of its output.
        call: the function of torch that made it.
        output: the output itself, of which the version counts on.
        cuts: those of its inputs that come from behind a cut.
    """

    value: Tensor
    call: str
    output: Tensor
    cuts: tuple["Cut", ...] = ()


@dataclass(frozen=True, eq=False)
class Cut:
    """A call at which the graph ends, though its input requires a gradient: nothing of it goes
    back.

    Args:
        call: the function, such as `detach` or `argmax`.
        inputs: what it was called with: nodes, or earlier cuts.
        output: what it gave; no gradient gets there.
    """

    call: str
    inputs: tuple["TorchNode | Cut", ...]
    output: Tensor


UNRELATED = ("grad", "zeros_like", "ones_like", "full_like", "rand_like", "randn_like")
"""Calls that take a tensor and give one that is no function of its values."""


class Recorder(TorchFunctionMode):
    """Writes down the value of every node that is made while it is active.

    Attributes:
        recorded: by node.
        cuts: the calls at which the graph ends, in order.
    """

    def __init__(self):
        super().__init__()
        self.recorded: dict[TorchNode, Recorded] = {}
        self.cuts: list[Cut] = []
        self._feeding: set[Cut] = set()  # those from which a node has got an input
        self._ends: dict[int, Cut] = {}  # by the id of an output, which `cuts` keeps alive

    def __torch_function__(
        self,
        function: Callable,
        types: Any,
        arguments: tuple = (),
        keywords: dict[str, Any] | None = None,
    ) -> Any:
        """Calls the function, and looks at what it takes and gives."""
        inputs = list(_tensors([*arguments, *(keywords or {}).values()]))
        before = [self._origin(tensor) for tensor in inputs]
        result = function(*arguments, **(keywords or {}))
        changed = arguments[:1] if function is Tensor.__setitem__ else ()
        for output in _tensors([result, *changed]):
            self._note(_call_of(function), output, [origin for origin in before if origin])
        return result

    def leading_to(self, tensors: Iterable[Tensor]) -> tuple[Cut, ...]:
        """The cuts that have made one of these tensors, or a step on the way to one or to a node;
        what only an `if` has asked for is none of them.
        """
        needed = {id(tensor) for tensor in tensors}
        leading: list[Cut] = []
        for cut in reversed(self.cuts):
            if cut.output.requires_grad:  # a torch.autograd.Function has given it a node
                continue
            if id(cut.output) in needed or cut in self._feeding:
                leading.append(cut)
                needed |= {id(origin.output) for origin in cut.inputs if isinstance(origin, Cut)}
        return tuple(reversed(leading))

    def _origin(self, tensor: Tensor) -> TorchNode | Cut | None:
        """Where a tensor comes from, as far as the graph or a cut tells."""
        if tensor.requires_grad and not tensor.is_inference():
            with torch.inference_mode(False):  # in it a leaf would not tell its node
                return node_of(tensor)
        return self._ends.get(id(tensor))

    def _note(self, call: str, output: Tensor, origins: list[TorchNode | Cut]) -> None:
        if output.grad_fn is not None:
            cuts = tuple(origin for origin in origins if isinstance(origin, Cut))
            self._feeding.update(cuts)
            self.recorded[output.grad_fn] = Recorded(output.detach().clone(), call, output, cuts)
        elif call in UNRELATED or output.requires_grad:
            return
        elif origins and id(output) not in self._ends:
            cut = Cut(call, tuple(dict.fromkeys(origins)), output)
            self.cuts.append(cut)
            self._ends[id(output)] = cut


def _call_of(function: Callable) -> str:
    """The name of a function as people call it: `add`, not `__radd__`."""
    name = getattr(function, "__name__", str(function))
    if name == "__get__":  # an attribute, such as x.T
        return getattr(getattr(function, "__self__", None), "__name__", name)
    name = name.strip("_")
    return name.removeprefix("r") if name in ("radd", "rsub", "rmul", "rpow") else name


def _tensors(values: Any) -> Iterator[Tensor]:
    """The tensors among values, and in lists and tuples of them."""
    for value in values:
        if isinstance(value, Tensor):
            yield value
        elif isinstance(value, list | tuple):
            yield from _tensors(value)
