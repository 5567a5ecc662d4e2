"""The convolution page as plain PyTorch text, for each view the lines that print its numbers."""

from torch import Tensor

from core.data import inputs
from core.script import Script, join
from core.vision.convolution.arithmetic import Layer
from core.vision.convolution.filtering import prepared
from core.vision.convolution.pooling import SIDE, maps, pooled
from core.vision.convolution.receptive import Stack, Step, fields
from core.vision.convolution.state import (
    State,
    _flat_place,
    cell,
    channel,
    channels,
    found,
    taken_apart,
)


def write_script(state: State) -> Script:
    """The code that prints the view's numbers, and the picture that it reads."""
    if state.view == "arithmetic":
        return Script(_layer(state.layer))
    if state.view == "receptive field":
        return Script(_stack(state.layers))
    if state.view == "channels":
        return Script(_colours(state), {"picture.png": inputs.png(taken_apart(state).picture)})
    if state.view == "pooling":
        return Script(_pool(state), {"picture.png": inputs.png(prepared(state.input, SIDE, False))})
    if state.view == "flatten":
        values = maps(state.input, state.flattening)
        return Script(_flatten(state), {"maps.png": inputs.png(values.flatten(0, 1)[None])})
    done = found(state)
    shown = {"kernels": _statistics, "one number": _products}[state.view]
    return Script(
        join(*_convolution(state), shown(state)), {"picture.png": inputs.png(done.picture)}
    )


def _colours(state: State) -> str:
    done = taken_apart(state)
    row, column = cell(state, *done.summed.shape)
    slices = ",\n".join("    " + _nested(one) for one in done.weights)
    more = f"stride={state.stride}, padding={state.padding}, dilation={state.dilation}"
    after = "total" if state.after.name == "Identity" else f"{state.after}.eval()(total)"
    return join(
        '"""One filter over the red, green and blue of picture.png: three parts, their sum, the bias."""\n\n'
        "import torch\nfrom torch import nn\nfrom torch.nn import functional as F\n"
        "from torchvision.datasets.folder import default_loader\n"
        "from torchvision.transforms.functional import pil_to_tensor",
        f"""x = pil_to_tensor(default_loader("picture.png"))[None] / 255  # (1, 3, H, W)
weights = torch.tensor([[
{slices},
]])  # (1, 3, h, w), a slice for each colour
bias = torch.tensor([{done.bias!r}])""",
        f"""with torch.no_grad():
    for channel, colour in enumerate(["red", "green", "blue"]):
        one = slice(channel, channel + 1)
        part = F.conv2d(x[:, one], weights[:, one], {more})
        print(f"{{colour}} = {{part[0, 0, {row}, {column}].item()!r}}")
    total = F.conv2d(x, weights, bias, {more})
    output = {after}
print(f"bias = {{bias.item()!r}}")
print(f"sum = {{total[0, 0, {row}, {column}].item()!r}}")
print(f"output = {{output[0, 0, {row}, {column}].item()!r}}")""",
    )


def _pool(state: State) -> str:
    done = pooled(state.input, state.pool)
    row, column = cell(state, *done.output.shape)
    arguments = ", ".join(f"{key}={value!r}" for key, value in state.pool.arguments)
    winner = (
        ""
        if done.winners is None
        else f"""
_, indices = {state.pool.choice.code}({arguments}, return_indices=True)(x)
place = indices[0, {row}, {column}].item()  # in the flattened picture
print(f"row of the winner = {{place // x.shape[2]}}")
print(f"column of the winner = {{place % x.shape[2]}}")"""
    )
    return join(
        f'"""{state.pool.name} over picture.png, and the gradient that comes back."""\n\n'
        "from torch import nn\nfrom torchvision.datasets.folder import default_loader\n"
        "from torchvision.transforms.functional import pil_to_tensor",
        f"""x = pil_to_tensor(default_loader("picture.png"))[:1] / 255  # (1, H, W)
x.requires_grad_()
pool = {state.pool}
y = pool(x)
y.sum().backward()  # as if every output wanted to be larger""",
        f"""print(f"rows = {{y.shape[1]}}")
print(f"columns = {{y.shape[2]}}")
print(f"row {row}, column {column} = {{y[0, {row}, {column}].item()!r}}")
print(f"largest gradient = {{x.grad.max().item()!r}}"){winner}""",
    )


def _flatten(state: State) -> str:
    channels_last = "" if state.order == "C, H, W" else ".permute(1, 2, 0)"
    place = _flat_place(state)
    return join(
        '"""Maps become one row of numbers."""\n\nfrom torchvision.datasets.folder import default_loader\n'
        "from torchvision.transforms.functional import pil_to_tensor",
        f"""maps = pil_to_tensor(default_loader("maps.png"))[0] / 255
maps = maps.view({state.maps}, {state.map_height}, {state.map_width})  # channels, rows, columns
row = maps{channels_last}.flatten()
print(f"numbers = {{len(row)}}")
print(f"number {place} = {{row[{place}].item()!r}}")""",
    )


def _stack(stack: Stack) -> str:
    layers = "\n".join(f"    {_call(step)}," for step in stack.steps)
    far = max(field.length - 2 * field.start + field.jump for field in fields(stack.steps))
    return join(
        '"""What a unit of each layer sees: where the gradient of the middle unit is not zero."""\n\n'
        "import torch\nfrom torch import nn",
        f"""layers = nn.Sequential(  # one channel; pooling by the mean, so that every path is open
{layers}
).double()
for parameter in layers.parameters():
    nn.init.constant_(parameter, 0.1)""",
        f"""x = torch.ones(1, 1, {far}, {far}, dtype=torch.float64, requires_grad=True)  # no edge cuts the field off
small, y = torch.ones(1, 1, {stack.side}, {stack.side}, dtype=torch.float64), x
for depth, layer in enumerate(layers, 1):
    small, y = layer(small), layer(y)
    middle = y.shape[2] // 2
    gradient, = torch.autograd.grad(y[0, 0, middle, middle], x, retain_graph=True)
    seen = gradient[0, 0].sum(1).nonzero()
    print(f"layer {{depth}} sees = {{(seen.max() - seen.min() + 1).item()}}")
    print(f"layer {{depth}} side = {{small.shape[2]}}")""",
    )


def _call(step: Step) -> str:
    """A step as torch's layer of one channel."""
    size = f"1, 1, {step.kernel_size}" if step.kind == "conv" else str(step.kernel_size)
    usual = {"stride": 1 if step.kind == "conv" else step.kernel_size, "padding": 0, "dilation": 1}
    more = [f"{name}={getattr(step, name)}" for name in usual if getattr(step, name) != usual[name]]
    return f"nn.{'Conv2d' if step.kind == 'conv' else 'AvgPool2d'}({', '.join([size, *more])})"


def _nested(kernel: Tensor) -> str:
    """A kernel as Python has it, each weight with its six digits."""
    return (
        "["
        + ", ".join(
            f"[{', '.join(f'{weight:.6g}' for weight in line)}]" for line in kernel.tolist()
        )
        + "]"
    )


def _layer(layer: Layer) -> str:
    shape = ", ".join(map(str, (1, layer.in_channels, *(layer.size,) * layer.axes)))
    return join(
        '"""A convolution layer: the size of its output, its parameters, its cost."""\n\nimport torch\n'
        "from torch import nn",
        f"""conv = {layer}
with torch.no_grad():
    conv.weight.copy_(((2 * torch.arange(conv.weight.numel()) + 1) % 5 - 2).view_as(conv.weight))  # from -2 to 2
    conv.bias.zero_()""",
        f"""x = torch.zeros({shape})
place = torch.arange(x.numel())
x = ((7 * place + place * place // 3 + 3) % 10).float().view_as(x)  # digits
with torch.no_grad():
    y = conv(x)""",
        f"""touched = {"x" if layer.transposed else "y"}  # each of its numbers meets every weight of a channel
print(f"output channels = {{y.shape[1]}}")
print(f"output size = {{y.shape[2]}}")
print(f"weights = {{conv.weight.numel()}}")
print(f"biases = {{conv.bias.numel()}}")
print(f"multiply-adds = {{touched.numel() * conv.weight[0].numel()}}")
print(f"sum of the output = {{y.sum().item()!r}}")""",
    )


def _convolution(state: State) -> tuple[str, ...]:
    done = found(state)
    count, (height, width) = len(done.picture), done.kernel.shape
    rows = ",\n".join(
        f"    [{', '.join(f'{weight:.6g}' for weight in line)}]" for line in done.kernel.tolist()
    )
    after = "" if state.after.name == "Identity" else f"    y = {state.after}.eval()(y)\n"
    return (
        '"""A kernel over picture.png, which lies beside this file."""\n\n'
        "import torch\nfrom torch import nn\nfrom torch.nn import functional as F\n"
        "from torchvision.datasets.folder import default_loader\n"
        "from torchvision.transforms.functional import pil_to_tensor",
        f"""x = pil_to_tensor(default_loader("picture.png"))[None, :{count}] / 255  # (1, {count}, H, W)
x = x.to(memory_format=torch.channels_last)  # faster where each channel has a kernel of its own
kernel = torch.tensor([
{rows},
])""",
        f"""conv = nn.Conv2d({count}, {count}, kernel_size=({height}, {width}), stride={state.stride}, \
padding={state.padding}, dilation={state.dilation},
                 groups={count}, padding_mode={state.padding_mode!r})
with torch.no_grad():
    conv.weight.copy_(kernel)  # the same for each channel
    conv.bias.fill_({state.bias!r})
    y = conv(x)
{after}""",
    )


def _statistics(state: State) -> str:
    y = found(state).output
    row, column = cell(state, *y.shape[1:])
    names = ", ".join(repr(name) for name in channels(len(y)))
    return f"""print(f"smallest = {{y.min().item()!r}}")
print(f"largest = {{y.max().item()!r}}")
print(f"mean = {{y.double().mean().item()!r}}")
for channel, name in enumerate([{names}]):
    print(f"row {row}, column {column}{{name}} = {{y[0, channel, {row}, {column}].item()!r}}")"""


def _products(state: State) -> str:
    row, column = cell(state, *found(state).output.shape[1:])
    mode = {"zeros": "constant"}.get(state.padding_mode, state.padding_mode)
    spans = ", ".join(
        f"{start} : {start + state.dilation * (side - 1) + 1} : {state.dilation}"
        for start, side in zip(
            (row * state.stride, column * state.stride), state.weights.shape, strict=True
        )
    )
    return f"""padded = F.pad(x, ({state.padding},) * 4, mode={mode!r})
window = padded[0, {channel(state)}, {spans}]  # what lies under the kernel for row {row}, column {column}
products = window * kernel
for i, line in enumerate(products.tolist()):
    for j, product in enumerate(line):
        print(f"product {{i}}, {{j}} = {{product!r}}")
print(f"their sum = {{products.sum().item()!r}}")
print(f"output = {{y[0, {channel(state)}, {row}, {column}].item()!r}}")  # the sum, the bias, the activation"""
