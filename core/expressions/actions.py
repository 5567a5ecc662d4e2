"""What a program may do with autograd: calls that are no expressions, since they change something.

Each is checked by its form, argument by argument, and run by a function of its own here.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor
from torch.autograd import Function

from core.expressions.mistakes import Mistake

MODES: dict[str, Callable[[], Any]] = {
    "torch.no_grad": torch.no_grad,
    "torch.enable_grad": torch.enable_grad,
    "torch.inference_mode": torch.inference_mode,
}
"""What may stand behind `with`."""

FLAGS = ("retain_graph", "create_graph")
"""Keywords of `backward` and `torch.autograd.grad` that are True or False."""

VERBS: dict[str, tuple[int, tuple[str, ...]]] = {
    "backward": (1, FLAGS),
    "retain_grad": (0, ()),
    "step": (0, ()),
    "zero_grad": (0, ()),
    "numpy": (0, ()),
    "tolist": (0, ()),
}
"""Methods by name: how many arguments they may have, and which flags."""

LARGEST_GRAPH = 400
"""Nodes through which a program may go back: a derivative of a derivative of a derivative has
several times as many as the one before.
"""

LARGEST_CHECK = 16
"""Numbers of the inputs that gradcheck checks, each with two runs of the function."""

OPTIMIZERS = {"SGD": torch.optim.SGD, "Adam": torch.optim.Adam}


class Square(Function):
    """x², with a derivative that is written by hand."""

    @staticmethod
    def forward(ctx, x: Tensor) -> Tensor:
        """Keeps x for the derivative."""
        ctx.save_for_backward(x)
        return x * x

    @staticmethod
    def backward(ctx, gradient: Tensor) -> Tensor:
        """The chain rule: what comes in, times 2x."""
        (x,) = ctx.saved_tensors
        return gradient * 2 * x


class WrongSquare(Function):
    """x², with a derivative that somebody has got wrong."""

    @staticmethod
    def forward(ctx, x: Tensor) -> Tensor:
        """Keeps x for the derivative."""
        ctx.save_for_backward(x)
        return x * x

    @staticmethod
    def backward(ctx, gradient: Tensor) -> Tensor:
        """A mistake: the 2 is missing."""
        (x,) = ctx.saved_tensors
        return gradient * x


FUNCTIONS: dict[str, type[Function]] = {each.__name__: each for each in (Square, WrongSquare)}
"""Functions with a backward of their own, by the names under which a program may use them."""

Value = Callable[[ast.expr], Any]
"""Computes an expression that the grammar has let pass."""


def parts_of(node: ast.expr, allowed: bool) -> list[ast.expr] | None:
    """The expressions within an action, which the grammar is to check; None if it is no action.

    Args:
        allowed: whether actions are.

    Raises:
        Mistake: it is an action that is not allowed, or of another form.
    """
    name = _name(node)
    if name is None:
        return None
    if not allowed:
        raise Mistake(f"calls {name}( ): the page goes back by itself")
    call = _call(node)
    if name == "torch.autograd.grad":
        _check_flags(call, FLAGS, name)
        return _counted(call.args, 2, 3, name)
    if name == "torch.autograd.gradcheck":
        _check_flags(call, (), name)
        function, *inputs = _counted(call.args, 2, 2, name)
        if _function(function) is None:
            raise Mistake(f"{name} checks one of {', '.join(f'{key}.apply' for key in FUNCTIONS)}")
        return inputs
    if name in FUNCTIONS:
        _check_flags(call, (), name)
        return _counted(call.args, 1, 1, f"{name}.apply")
    if name.startswith("torch.optim."):
        return _counted(call.args, 1, 1, name) + _learning_rate(call, name)
    most, flags = VERBS[name]
    _check_flags(call, flags, name)
    return [call.func.value, *_counted(call.args, 0, most, name)]


def run(node: ast.expr, value: Value) -> Any:
    """What an action gives that `parts_of` has let pass; what torch raises goes its way."""
    name, call = _name(node), _call(node)
    flags = {word.arg: word.value.value for word in call.keywords if word.arg in FLAGS}
    arguments = [value(part) for part in call.args if _function(part) is None]
    _check_work(name, arguments)
    if name == "torch.autograd.grad":
        gradients = torch.autograd.grad(*arguments, **flags)
        return gradients[0] if isinstance(node, ast.Subscript) else gradients
    if name == "torch.autograd.gradcheck":
        return torch.autograd.gradcheck(_function(call.args[0]), arguments)
    if name in FUNCTIONS:
        return FUNCTIONS[name].apply(*arguments)
    if name.startswith("torch.optim."):
        (rate,) = [word.value.value for word in call.keywords]
        return OPTIMIZERS[name.rpartition(".")[2]](*arguments, lr=rate)
    receiver = value(call.func.value)
    _check_work(name, [receiver])
    if not isinstance(receiver, Tensor | torch.optim.Optimizer) or not hasattr(receiver, name):
        raise Mistake(f"calls .{name}( ) of something that has none")
    return getattr(receiver, name)(*arguments, **flags)


def _check_work(name: str, arguments: Sequence[Any]) -> None:
    """Whether an action takes no longer than a reader waits.

    Raises:
        Mistake: it would.
    """
    tensors = [each for each in arguments if isinstance(each, Tensor)]
    if name == "torch.autograd.gradcheck" and sum(map(torch.numel, tensors)) > LARGEST_CHECK:
        raise Mistake(f"checks more than {LARGEST_CHECK} numbers")
    if name not in ("backward", "torch.autograd.grad"):
        return
    waiting = [each.grad_fn for each in tensors if each.grad_fn is not None]
    met = set(waiting)
    for node in waiting:
        following = {each for each, _ in node.next_functions if each is not None} - met
        met |= following
        waiting += following
        if len(met) > LARGEST_GRAPH:
            raise Mistake(f"goes back through more than {LARGEST_GRAPH} nodes")


def is_action(node: ast.expr) -> bool:
    """Whether `run` runs it."""
    return _name(node) is not None


def _name(node: ast.expr) -> str | None:
    """The name of an action; None if a node is none."""
    call = _call(node)
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return None
    if _function(call.func) is not None:
        return call.func.value.id
    dotted = _dotted(call.func)
    optimizers = [f"torch.optim.{name}" for name in OPTIMIZERS]
    if dotted in ("torch.autograd.grad", "torch.autograd.gradcheck", *optimizers):
        return dotted
    is_verb = call.func.attr in VERBS and dotted.partition(".")[0] not in ("torch", "F")
    return call.func.attr if is_verb and call is node else None


def _call(node: ast.expr) -> ast.expr:
    """The call in `call(...)` and in `call(...)[0]`."""
    match node:
        case ast.Subscript(value=ast.Call() as call, slice=ast.Constant(value=0)):
            return call
    return node


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def _function(node: ast.expr) -> Callable | None:
    """The function that `Square.apply` is."""
    match node:
        case ast.Attribute(value=ast.Name(id=name), attr="apply") if name in FUNCTIONS:
            return FUNCTIONS[name].apply
    return None


def _counted(arguments: list[ast.expr], least: int, most: int, name: str) -> list[ast.expr]:
    if not least <= len(arguments) <= most:
        count = least if least == most else f"{least} to {most}"
        raise Mistake(f"gives {name}( ) {len(arguments)} arguments, and it takes {count} here")
    return list(arguments)


def _check_flags(call: ast.Call, flags: tuple[str, ...], name: str) -> None:
    for word in call.keywords:
        is_bool = isinstance(word.value, ast.Constant) and isinstance(word.value.value, bool)
        if word.arg not in flags or not is_bool:
            allowed = ", ".join(f"{flag}=True" for flag in flags) or "none"
            raise Mistake(
                f"has the keyword {str(word.arg)[:20]!r} in {name}( ): allowed is {allowed}"
            )


def _learning_rate(call: ast.Call, name: str) -> list[ast.expr]:
    match call.keywords:
        case [ast.keyword(arg="lr", value=ast.Constant(value=float() | int()))]:
            return []
    raise Mistake(f"calls {name}( ) without its learning rate, as in {name}([w], lr=0.1)")


def names_in(node: ast.expr) -> Mapping[str, None]:
    """The variables that stand in an expression, in the order in which they are read."""
    called = {id(part.func) for part in ast.walk(node) if isinstance(part, ast.Call)}
    positions = [
        (part.lineno, part.col_offset, part.id)
        for part in ast.walk(node)
        if isinstance(part, ast.Name) and id(part) not in called
    ]
    known = {"torch", "F", *FUNCTIONS}
    return {name: None for _, _, name in sorted(positions) if name not in known}
