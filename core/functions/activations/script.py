"""The activations page as plain PyTorch text that prints the numbers on the screen."""

from core.functions.activations.depth import BATCH
from core.functions.activations.state import State
from core.registry import Pick
from core.script import Script, join, source


def write_script(state: State) -> Script:
    """The view's numbers: functions and slopes at the probe, outputs and Jacobian, or the spread
    layer by layer.
    """
    return Script({"curves": _curves, "softmax": _softmax, "depth": _depth}[state.view](state))


def _own(*picks: Pick) -> list[str]:
    """The source of modules that are not torch's."""
    return [
        source(pick.choice.build)
        for pick in picks
        if not pick.choice.build.__module__.startswith("torch")
    ]


def _curves(state: State) -> str:
    lines = [f"    {pick.name!r}: {pick}," for pick in state.functions]
    return join(
        '"""Activation functions and their slopes at one number, by autograd."""\n\nimport '
        "torch\nfrom torch import nn",
        *_own(*state.functions),
        "\n".join(["functions = {", *lines, "}", f"probe = {state.probe!r}"]) + "\n" + LOOP,
    )


LOOP = """
for name, function in functions.items():
    function = function.double().eval()
    x = torch.tensor([probe], dtype=torch.float64, requires_grad=True)
    value = function(x)
    slope, = torch.autograd.grad(value.sum(), x, create_graph=True)
    curvature = torch.zeros(1)
    if slope.requires_grad:
        try:
            curvature, = torch.autograd.grad(slope.sum(), x, allow_unused=True, materialize_grads=True)
        except RuntimeError:  # a few functions, such as Hardsigmoid, can be differentiated only once
            curvature = torch.tensor([torch.nan])
    print(f"{name} f = {value.item()!r}")
    print(f"{name} f′ = {slope.item()!r}")
    print(f"{name} f″ = {curvature.item()!r}")
"""


def _softmax(state: State) -> str:
    function, arguments = (
        state.vector.choice.build,
        "".join(f", {key}={v!r}" for key, v in state.vector.arguments),
    )
    return join(
        '"""A function of a whole vector, and its Jacobian by autograd."""\n\nimport torch\n'
        "from torch.nn import functional as F",
        source(function),
        f"""z = torch.tensor({state.z.tolist()}, dtype=torch.float64)
y = {function.__name__}(z{arguments})
jacobian = torch.autograd.functional.jacobian(lambda z: {function.__name__}(z{arguments}), z)
for i, value in enumerate(y.tolist()):
    print(f"y{{i}} = {{value!r}}")
for i, row in enumerate(jacobian.tolist()):
    for j, slope in enumerate(row):
        print(f"d y{{i}} / d z{{j}} = {{slope!r}}")""",
    )


def _depth(state: State) -> str:
    start = state.initialisation
    arguments = start.choice.facts["fixed"] | dict(start.arguments)
    given = "".join(f"{key}={value!r}, " for key, value in arguments.items())
    return join(
        '"""What becomes of a signal in a deep stack of layers, and of the gradient on its way back."""\n\n'
        "import torch\nfrom torch import nn",
        *_own(state.activation),
        f"""generator = torch.Generator().manual_seed({state.seed})
layers = [nn.utils.skip_init(nn.Linear, {state.width}, {state.width}) for _ in range({state.layers})]
for layer in layers:
    {start.choice.code}(layer.weight, {given}generator=generator)
    nn.init.constant_(layer.bias, {state.bias})
function = {state.activation}.eval()""",
        f"""x = torch.randn({BATCH}, {state.width}, generator=generator)
outputs = []
for layer in layers:
    x = function(layer(x))
    x.retain_grad()
    outputs.append(x)
x.backward(torch.randn(x.shape, generator=generator))""",
        """for n, output in enumerate(outputs, 1):
    print(f"activations, layer {n} = {output.std().item()!r}")
    print(f"gradients, layer {n} = {output.grad.std().item()!r}")""",
    )
