"""The convolution page as data: what a reader can set, the presets, the numbers on the screen, the code for them."""

from dataclasses import dataclass

from torch import Tensor

from core.data import inputs
from core.data.inputs import Input
from core.registry import Options, Range, setting
from core.snippet import Twin, join
from core.topics import Preset
from core.vision.arithmetic import Layer, arithmetic
from core.vision.filtering import AFTER, Filtered, Filtering, prepared, result
from core.vision.kernels import KERNELS, YOURS, written
from core.vision.mixing import Mixed, Mixing, apart
from core.vision.neighbourhood import Neighbourhood, around
from core.vision.pooling import SIDE, Flattening, Pooling, flat, maps, pooled
from core.vision.receptive import Stack, Step, fields, measured, sides

VIEWS = ("kernels", "one number", "channels", "arithmetic", "pooling", "flatten", "receptive field")
COLOURS = ("red", "green", "blue")
SHOWN = ("automatic", "as it is", "signed", "stretched", "size")


@dataclass(frozen=True)
class State(Input, Filtering, Layer, Mixing, Pooling, Stack):
    """Everything a reader can set on the convolution page."""

    view: str = setting(Options(VIEWS, "kernels"))
    shown: str = setting(Options(SHOWN, "automatic", note="How numbers become light in the output."))
    channel: str = setting(Options(COLOURS, "red"))
    down: float = setting(Range(0.0, 100.0, 45.5, 0.5, note="Per cent of the height: where the chosen pixel is."))
    across: float = setting(Range(0.0, 100.0, 79.5, 0.5, note="Per cent of the width."))

    @property
    def input(self) -> Input:
        return Input(**{name: getattr(self, name) for name, _ in Input.specs()})

    @property
    def filtering(self) -> Filtering:
        return Filtering(**{name: getattr(self, name) for name, _ in Filtering.specs()})


    @property
    def mixing(self) -> Mixing:
        return Mixing(**{name: getattr(self, name) for name, _ in Mixing.specs()})

    @property
    def layers(self) -> Stack:
        return Stack(**{name: getattr(self, name) for name, _ in Stack.specs()})

    @property
    def flattening(self) -> Flattening:
        return Flattening(**{name: getattr(self, name) for name, _ in Flattening.specs()})

    @property
    def layer(self) -> Layer:
        return Layer(**{name: getattr(self, name) for name, _ in Layer.specs()})


def found(state: State) -> Filtered:
    """The picture of a state under its kernel."""
    return result(state.input, state.filtering)


def taken_apart(state: State) -> Mixed:
    """The picture of a state under its filters, colour by colour."""
    return apart(state.input, state.mixing, written(state.weights))


def cell(state: State, height: int, width: int) -> tuple[int, int]:
    """Row and column of the chosen pixel of an output."""
    return min(int(state.down / 100 * height), height - 1), min(int(state.across / 100 * width), width - 1)


def place(row: int, column: int, height: int, width: int) -> dict[str, float]:
    """The settings at which `cell` gives this pixel."""
    return {"down": round((row + 0.5) / height * 100, 3), "across": round((column + 0.5) / width * 100, 3)}


def channel(state: State) -> int:
    """The number of the channel that is looked at; 0 of a grey picture."""
    return COLOURS.index(state.channel) if len(found(state).picture) == 3 else 0


def tile(state: State) -> Neighbourhood:
    """The chosen output pixel and its neighbours."""
    row, column = cell(state, *found(state).output.shape[1:])
    return around(state.input, state.filtering, channel(state), row, column)


def headline(state: State) -> dict[str, float]:
    """The numbers of the view, by the names under which the code prints them."""
    return NUMBERS[state.view](state)


def _of_picture(state: State) -> dict[str, float]:
    y = found(state).output
    row, column = cell(state, *y.shape[1:])
    values = {f"row {row}, column {column}{name}": float(part[row, column])
              for name, part in zip(channels(len(y)), y, strict=True)}
    return {"smallest": float(y.min()), "largest": float(y.max()), "mean": float(y.double().mean())} | values


def _of_number(state: State) -> dict[str, float]:
    row, column = cell(state, *found(state).output.shape[1:])
    near = tile(state)
    products = near.products[row - near.top, column - near.left]
    names = {f"product {i}, {j}": value for i, line in enumerate(products.tolist()) for j, value in enumerate(line)}
    return names | {"their sum": float(products.sum()),
                    "output": float(found(state).output[channel(state), row, column])}


def _of_colours(state: State) -> dict[str, float]:
    done = taken_apart(state)
    row, column = cell(state, *done.summed.shape)
    parts = {colour: float(part[row, column]) for colour, part in zip(COLOURS, done.parts, strict=True)}
    return parts | {"bias": done.bias, "sum": float(done.summed[row, column]),
                    "output": float(done.outputs[done.unit, row, column])}


def _of_layer(state: State) -> dict[str, float]:
    done = arithmetic(state.layer)
    return {"output channels": done.output.shape[0], "output size": done.output.shape[1], "weights": done.weights,
            "biases": done.biases, "multiply-adds": done.multiply_adds, "sum of the output": float(done.output.sum())}


def _of_pooling(state: State) -> dict[str, float]:
    done = pooled(state.input, state.pool)
    (height, width), (row, column) = done.output.shape, cell(state, *done.output.shape)
    values = {"rows": height, "columns": width, f"row {row}, column {column}": float(done.output[row, column]),
              "largest gradient": float(done.gradient.max())}
    if done.winners is not None:
        at, across = divmod(int(done.winners[row, column]), done.picture.shape[1])
        values |= {"row of the winner": at, "column of the winner": across}
    return values


def _of_flattening(state: State) -> dict[str, float]:
    values = maps(state.input, state.flattening)
    place = _flat_place(state)
    return {"numbers": values.numel(), f"number {place}": float(flat(values, state.flattening)[place] / 255)}


def _flat_place(state: State) -> int:
    """The chosen number of the row of flattened maps."""
    row, column = cell(state, state.maps, state.map_height * state.map_width)
    return row * state.map_height * state.map_width + column


def _of_stack(state: State) -> dict[str, float]:
    stack, values = state.layers, {}
    for depth, (field, side) in enumerate(zip(measured(stack), sides(stack.steps, stack.side), strict=True)):
        values |= {f"layer {depth} sees": field.length, f"layer {depth} side": side} if depth else {}
    return values


NUMBERS = {"kernels": _of_picture, "one number": _of_number, "channels": _of_colours, "arithmetic": _of_layer,
           "pooling": _of_pooling, "flatten": _of_flattening, "receptive field": _of_stack}


def channels(count: int) -> tuple[str, ...]:
    """What is added to a number's name for each of one or three channels."""
    return ("",) if count == 1 else tuple(f", {colour}" for colour in COLOURS)


def twin(state: State) -> Twin:
    """The code that prints the view's numbers, and the picture that it reads."""
    if state.view == "arithmetic":
        return Twin(_layer(state.layer))
    if state.view == "receptive field":
        return Twin(_stack(state.layers))
    if state.view == "channels":
        return Twin(_colours(state), {"picture.png": inputs.png(taken_apart(state).picture)})
    if state.view == "pooling":
        return Twin(_pool(state), {"picture.png": inputs.png(prepared(state.input, SIDE, False))})
    if state.view == "flatten":
        values = maps(state.input, state.flattening)
        return Twin(_flatten(state), {"maps.png": inputs.png(values.flatten(0, 1)[None])})
    done = found(state)
    shown = {"kernels": _statistics, "one number": _products}[state.view]
    return Twin(join(*_convolution(state), shown(state)), {"picture.png": inputs.png(done.picture)})


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
        f'''x = pil_to_tensor(default_loader("picture.png"))[None] / 255  # (1, 3, H, W)
weights = torch.tensor([[
{slices},
]])  # (1, 3, h, w), a slice for each colour
bias = torch.tensor([{done.bias!r}])''',
        f'''with torch.no_grad():
    for channel, colour in enumerate(["red", "green", "blue"]):
        one = slice(channel, channel + 1)
        part = F.conv2d(x[:, one], weights[:, one], {more})
        print(f"{{colour}} = {{part[0, 0, {row}, {column}].item()!r}}")
    total = F.conv2d(x, weights, bias, {more})
    output = {after}
print(f"bias = {{bias.item()!r}}")
print(f"sum = {{total[0, 0, {row}, {column}].item()!r}}")
print(f"output = {{output[0, 0, {row}, {column}].item()!r}}")''',
    )


def _pool(state: State) -> str:
    done = pooled(state.input, state.pool)
    row, column = cell(state, *done.output.shape)
    arguments = ", ".join(f"{key}={value!r}" for key, value in state.pool.arguments)
    winner = "" if done.winners is None else f'''
_, indices = {state.pool.choice.code}({arguments}, return_indices=True)(x)
place = indices[0, {row}, {column}].item()  # in the flattened picture
print(f"row of the winner = {{place // x.shape[2]}}")
print(f"column of the winner = {{place % x.shape[2]}}")'''
    return join(
        f'"""{state.pool.name} over picture.png, and the gradient that comes back."""\n\n'
        "from torch import nn\nfrom torchvision.datasets.folder import default_loader\n"
        "from torchvision.transforms.functional import pil_to_tensor",
        f'''x = pil_to_tensor(default_loader("picture.png"))[:1] / 255  # (1, H, W)
x.requires_grad_()
pool = {state.pool}
y = pool(x)
y.sum().backward()  # as if every output wanted to be larger''',
        f'''print(f"rows = {{y.shape[1]}}")
print(f"columns = {{y.shape[2]}}")
print(f"row {row}, column {column} = {{y[0, {row}, {column}].item()!r}}")
print(f"largest gradient = {{x.grad.max().item()!r}}"){winner}''',
    )


def _flatten(state: State) -> str:
    channels_last = "" if state.order == "C, H, W" else ".permute(1, 2, 0)"
    place = _flat_place(state)
    return join(
        '"""Maps become one row of numbers."""\n\nfrom torchvision.datasets.folder import default_loader\n'
        "from torchvision.transforms.functional import pil_to_tensor",
        f'''maps = pil_to_tensor(default_loader("maps.png"))[0] / 255
maps = maps.view({state.maps}, {state.map_height}, {state.map_width})  # channels, rows, columns
row = maps{channels_last}.flatten()
print(f"numbers = {{len(row)}}")
print(f"number {place} = {{row[{place}].item()!r}}")''',
    )


def _stack(stack: Stack) -> str:
    layers = "\n".join(f"    {_call(step)}," for step in stack.steps)
    far = max(field.length - 2 * field.start + field.jump for field in fields(stack.steps))
    return join(
        '"""What a unit of each layer sees: where the gradient of the middle unit is not zero."""\n\n'
        "import torch\nfrom torch import nn",
        f'''layers = nn.Sequential(  # one channel; pooling by the mean, so that every path is open
{layers}
).double()
for parameter in layers.parameters():
    nn.init.constant_(parameter, 0.1)''',
        f'''x = torch.ones(1, 1, {far}, {far}, dtype=torch.float64, requires_grad=True)  # no edge cuts the field off
small, y = torch.ones(1, 1, {stack.side}, {stack.side}, dtype=torch.float64), x
for depth, layer in enumerate(layers, 1):
    small, y = layer(small), layer(y)
    middle = y.shape[2] // 2
    gradient, = torch.autograd.grad(y[0, 0, middle, middle], x, retain_graph=True)
    seen = gradient[0, 0].sum(1).nonzero()
    print(f"layer {{depth}} sees = {{(seen.max() - seen.min() + 1).item()}}")
    print(f"layer {{depth}} side = {{small.shape[2]}}")''',
    )


def _call(step: Step) -> str:
    """A step as torch's layer of one channel."""
    size = f"1, 1, {step.kernel_size}" if step.kind == "conv" else str(step.kernel_size)
    usual = {"stride": 1 if step.kind == "conv" else step.kernel_size, "padding": 0, "dilation": 1}
    more = [f"{name}={getattr(step, name)}" for name in usual if getattr(step, name) != usual[name]]
    return f"nn.{'Conv2d' if step.kind == 'conv' else 'AvgPool2d'}({', '.join([size, *more])})"


def _nested(kernel: Tensor) -> str:
    """A kernel as Python has it, each weight with its six digits."""
    return "[" + ", ".join(f"[{', '.join(f'{weight:.6g}' for weight in line)}]" for line in kernel.tolist()) + "]"


def _layer(layer: Layer) -> str:
    shape = ", ".join(map(str, (1, layer.in_channels, *(layer.size,) * layer.axes)))
    return join(
        '"""A convolution layer: the size of its output, its parameters, its cost."""\n\nimport torch\n'
        "from torch import nn",
        f'''conv = {layer}
with torch.no_grad():
    conv.weight.copy_(((2 * torch.arange(conv.weight.numel()) + 1) % 5 - 2).view_as(conv.weight))  # from -2 to 2
    conv.bias.zero_()''',
        f'''x = torch.zeros({shape})
place = torch.arange(x.numel())
x = ((7 * place + place * place // 3 + 3) % 10).float().view_as(x)  # digits
with torch.no_grad():
    y = conv(x)''',
        f'''touched = {"x" if layer.transposed else "y"}  # each of its numbers meets every weight of a channel
print(f"output channels = {{y.shape[1]}}")
print(f"output size = {{y.shape[2]}}")
print(f"weights = {{conv.weight.numel()}}")
print(f"biases = {{conv.bias.numel()}}")
print(f"multiply-adds = {{touched.numel() * conv.weight[0].numel()}}")
print(f"sum of the output = {{y.sum().item()!r}}")''',
    )


def _convolution(state: State) -> tuple[str, ...]:
    done = found(state)
    count, (height, width) = len(done.picture), done.kernel.shape
    rows = ",\n".join(f"    [{', '.join(f'{weight:.6g}' for weight in line)}]" for line in done.kernel.tolist())
    after = "" if state.after.name == "Identity" else f"    y = {state.after}.eval()(y)\n"
    return (
        '"""A kernel over picture.png, which lies beside this file."""\n\n'
        "import torch\nfrom torch import nn\nfrom torch.nn import functional as F\n"
        "from torchvision.datasets.folder import default_loader\n"
        "from torchvision.transforms.functional import pil_to_tensor",
        f'''x = pil_to_tensor(default_loader("picture.png"))[None, :{count}] / 255  # (1, {count}, H, W)
x = x.to(memory_format=torch.channels_last)  # faster where each channel has a kernel of its own
kernel = torch.tensor([
{rows},
])''',
        f'''conv = nn.Conv2d({count}, {count}, kernel_size=({height}, {width}), stride={state.stride}, \
padding={state.padding}, dilation={state.dilation},
                 groups={count}, padding_mode={state.padding_mode!r})
with torch.no_grad():
    conv.weight.copy_(kernel)  # the same for each channel
    conv.bias.fill_({state.bias!r})
    y = conv(x)
{after}''',
    )


def _statistics(state: State) -> str:
    y = found(state).output
    row, column = cell(state, *y.shape[1:])
    names = ", ".join(repr(name) for name in channels(len(y)))
    return f'''print(f"smallest = {{y.min().item()!r}}")
print(f"largest = {{y.max().item()!r}}")
print(f"mean = {{y.double().mean().item()!r}}")
for channel, name in enumerate([{names}]):
    print(f"row {row}, column {column}{{name}} = {{y[0, channel, {row}, {column}].item()!r}}")'''


def _products(state: State) -> str:
    row, column = cell(state, *found(state).output.shape[1:])
    mode = {"zeros": "constant"}.get(state.padding_mode, state.padding_mode)
    spans = ", ".join(f"{start} : {start + state.dilation * (side - 1) + 1} : {state.dilation}" for start, side in zip(
        (row * state.stride, column * state.stride), state.weights.shape, strict=True))
    return f'''padded = F.pad(x, ({state.padding},) * 4, mode={mode!r})
window = padded[0, {channel(state)}, {spans}]  # what lies under the kernel for row {row}, column {column}
products = window * kernel
for i, line in enumerate(products.tolist()):
    for j, product in enumerate(line):
        print(f"product {{i}}, {{j}} = {{product!r}}")
print(f"their sum = {{products.sum().item()!r}}")
print(f"output = {{y[0, {channel(state)}, {row}, {column}].item()!r}}")  # the sum, the bias, the activation'''


def _kernel(name: str, **arguments):
    return KERNELS.pick(name, **arguments)


PRESETS = (
    Preset("Edges", "Sobel takes the left neighbours from the right ones: upright edges light up, level ones vanish.",
           State()),
    Preset("Soft focus", "A Gaussian is a mean in which near pixels count more. Raise sigma and the size with it.",
           State(picture="sunflower", kernel=_kernel("Gaussian blur", size=7, sigma=2.0), padding=3,
                 padding_mode="reflect")),
    Preset("A corner of light", "Emboss: differences along the diagonal, on top of the picture itself.",
           State(picture="balls", kernel="Emboss", colour=False)),
    Preset("What a network learned", "Nobody designed this filter: LeNet found it while it learned to read digits.",
           State(source="test digit", index=0, kernel="LeNet", padding=2, after=AFTER.pick("ReLU"))),
    Preset("Only every third", "A stride of 3: the output is a third as wide, and fine rings turn into false ones.",
           State(picture="chart", kernel="Identity", stride=3, colour=False)),
    Preset("One number", "Walk over the output: each of its numbers is a window times the kernel, added up.",
           State(view="one number", source="test digit", index=0, down=29.0, across=30.0)),
    Preset("Three colours, one number", "A filter has a slice for each colour; what they give is added up.",
           State(view="channels", picture="sunflower", down=30.0, across=40.0)),
    Preset("Red against green", "Colours that cancel: grey leaves this filter cold, whatever its brightness.",
           State(view="channels", picture="balls", filters="Opponents", unit=1)),
    Preset("Stride and dilation", "Point at a cell of the output, and see which of the input feed it: with holes.",
           State(view="arithmetic", size=11, stride=2, dilation=2, padding=1)),
    Preset("Upside down", "A transposed convolution makes the picture larger: each input cell paints a whole kernel.",
           State(view="arithmetic", kind="transposed", size=4, stride=2, output_padding=1)),
    Preset("One kernel a channel", "As many groups as channels: 8 × 9 weights in place of 8 × 8 × 9.",
           State(view="arithmetic", in_channels=8, out_channels=8, groups=8)),
    Preset("Half the size", "28 × 28 become 14 × 14: of each four numbers the largest stays. The circle is the winner.",
           State(view="pooling", source="test digit", index=0, down=18.0, across=40.0)),
    Preset("The mean instead", "Every cell of a window gets the same share of the gradient: a quarter.",
           State(view="pooling", source="test digit", index=0, pool="AvgPool2d", down=18.0, across=40.0)),
    Preset("From maps to a row", "12 maps of 5 × 5 become 300 numbers for a linear layer: see which cell goes where.",
           State(view="flatten", source="test digit", index=0, down=45.0, across=50.0)),
    Preset("How much a unit sees", "Point at a unit of the last layer: every layer lets it see farther.",
           State(view="receptive field", source="test digit", index=0, down=50.0, across=50.0)),
    Preset("Holes that reach far", "Kernels of 3 with dilations 1, 2 and 4: three see as far as seven plain ones.",
           State(view="receptive field", stack="conv 3 p1, conv 3 p2 d2, conv 3 p4 d4", down=50.0, across=50.0)),
    Preset("Your own", "Change any number of the grid: the picture follows.",
           State(picture="balls", kernel=YOURS, grid="0_-1_0~-1_5_-1~0_-1_0")),
)
