"""The convolution page as plain PyTorch: for each view a function that prints its numbers.

The functions `show_*` and their helpers are what readers see; `write_script` puts the constants of
a state above them.
"""

import inspect
from collections.abc import Callable
from typing import Any

import torch
from PIL import Image
from torch import nn
from torch.nn import functional as F

from core.data import inputs
from core.data.inputs import Input
from core.registry import Pick
from core.script import Code, Script, write
from core.vision.convolution.arithmetic import Layer
from core.vision.convolution.filtering import has_activation, prepared
from core.vision.convolution.flattening import Flattening, maps
from core.vision.convolution.neighbourhood import pad_mode
from core.vision.convolution.pooling import LONGEST_SIDE
from core.vision.convolution.receptive import Stack
from core.vision.convolution.state import (
    ARITHMETIC,
    CHANNELS,
    FLATTEN,
    KERNELS,
    NUMBER,
    POOLING,
    RECEPTIVE,
    State,
    channel,
    channel_names,
    chosen_index,
    chosen_pixel,
    filtered,
    mixed,
    pooled,
)
from core.vision.convolution.steps import Step, fields


def read_picture(path):
    """The pixels of a picture, (C, H, W) in [0, 1]; C is 1 for greys."""
    image = Image.open(path)
    pixels = torch.frombuffer(bytearray(image.tobytes()), dtype=torch.uint8)
    return pixels.view(image.height, image.width, -1).permute(2, 0, 1) / 255


def set_weights(conv, kernel, bias):
    """The same kernel and bias for each channel."""
    with torch.no_grad():
        conv.weight.copy_(torch.tensor(kernel))
        conv.bias.fill_(bias)


def show_filter(kernel, bias, conv, model, row, column, colours):
    """A kernel over picture.png, which lies beside this file."""
    set_weights(conv, kernel, bias)
    x = read_picture("picture.png")[None]  # (1, C, H, W)
    x = x.to(memory_format=torch.channels_last)  # faster for one kernel per channel
    with torch.no_grad():
        y = model(x)
    print(f"smallest = {y.min():.9g}")
    print(f"largest = {y.max():.9g}")
    print(f"mean = {y.double().mean():.17g}")
    for colour, value in zip(colours, y[0, :, row, column], strict=True):
        print(f"row {row}, column {column}, {colour} = {value:.9g}")


def show_number(kernel, bias, conv, model, row, column, channel, padding, padding_mode):
    """One number of a convolution: the window under the kernel, the products, their sum."""
    set_weights(conv, kernel, bias)
    x = read_picture("picture.png")[None]  # (1, C, H, W)
    x = x.to(memory_format=torch.channels_last)  # faster for one kernel per channel
    with torch.no_grad():
        y = model(x)  # (1, C, H', W')
    padded = F.pad(x, (padding,) * 4, mode=padding_mode)
    windows = F.unfold(padded, conv.kernel_size, conv.dilation, stride=conv.stride)
    windows = windows.view(x.shape[1], -1, *y.shape[2:])  # (C, numbers in a window, H', W')
    products = windows[channel, :, row, column].view(conv.kernel_size) * torch.tensor(kernel)
    for i, line in enumerate(products):
        for j, product in enumerate(line):
            print(f"product {i}, {j} = {product:.9g}")
    print(f"their sum = {products.sum():.9g}")
    print(f"output = {y[0, channel, row, column]:.9g}")  # the sum, the bias, the activation


def show_colours(weights, bias, conv, model, row, column):
    """One filter over the red, green and blue of picture.png: three parts and a bias, added up."""
    set_weights(conv, weights, bias)  # a slice for each colour
    x = read_picture("picture.png")[None]  # (1, 3, H, W)
    geometry = {"stride": conv.stride, "padding": conv.padding, "dilation": conv.dilation}
    with torch.no_grad():
        for index, colour in enumerate(["red", "green", "blue"]):
            channel = slice(index, index + 1)
            part = F.conv2d(x[:, channel], conv.weight[:, channel], **geometry)
            print(f"{colour} = {part[0, 0, row, column]:.9g}")
        total, output = conv(x), model(x)
    print(f"bias = {bias}")
    print(f"sum = {total[0, 0, row, column]:.9g}")
    print(f"output = {output[0, 0, row, column]:.9g}")


def run_on_digits(conv, shape):
    """Input and output of a layer: digits from 0 to 9 in, whole numbers from -2 to 2 as weights."""
    index = torch.arange(torch.Size(shape).numel())
    x = ((7 * index + index * index // 3 + 3) % 10).float().view(shape)
    with torch.no_grad():
        weights = (2 * torch.arange(conv.weight.numel()) + 1) % 5 - 2
        conv.weight.copy_(weights.view_as(conv.weight))
        conv.bias.zero_()
        return x, conv(x)


def print_sizes(conv, y):
    """The size of the output, and how many parameters the layer has."""
    print(f"output channels = {y.shape[1]}")
    print(f"output size = {y.shape[2]}")
    print(f"weights = {conv.weight.numel()}")
    print(f"biases = {conv.bias.numel()}")
    print(f"sum of the output = {y.sum():.9g}")


def show_layer(conv, shape):
    """A convolution layer: the size of its output, its parameters, its cost."""
    _, y = run_on_digits(conv, shape)
    print_sizes(conv, y)
    # each number of the output is a sum over all weights of its channel
    print(f"multiply-adds = {y.numel() * conv.weight[0].numel()}")


def show_transposed_layer(conv, shape):
    """A transposed convolution layer: the size of its output, its parameters, its cost."""
    x, y = run_on_digits(conv, shape)
    print_sizes(conv, y)
    # each number of the input is multiplied by all weights of its channel
    print(f"multiply-adds = {x.numel() * conv.weight[0].numel()}")


def pool_picture(pool, row, column):
    """The pooled picture.png, with the gradient that comes back; returns the picture."""
    x = read_picture("picture.png")  # (1, H, W)
    x.requires_grad_()
    y = pool(x)
    y.sum().backward()  # every output counts the same
    print(f"rows = {y.shape[1]}")
    print(f"columns = {y.shape[2]}")
    print(f"row {row}, column {column} = {y[0, row, column]:.9g}")
    print(f"largest gradient = {x.grad.max():.9g}")
    return x


def show_pool(pool, row, column):
    """Pooling over picture.png, and the gradient that comes back."""
    pool_picture(pool, row, column)


def show_max_pool(pool, row, column):
    """Max pooling over picture.png, the gradient that comes back, and who won a window."""
    x = pool_picture(pool, row, column)
    pool.return_indices = True
    _, indices = pool(x)
    winner = indices[0, row, column]  # the index in the flattened picture
    print(f"row of the winner = {winner // x.shape[2]}")
    print(f"column of the winner = {winner % x.shape[2]}")


def show_channels_first(shape, index):
    """Maps become one row of numbers, one map after the other."""
    maps = read_picture("maps.png").view(shape)  # channels, rows, columns
    row = maps.flatten()
    print(f"numbers = {len(row)}")
    print(f"number {index} = {row[index]:.9g}")


def show_channels_last(shape, index):
    """Maps become one row of numbers, the channels of one cell after those of the other."""
    maps = read_picture("maps.png").view(shape)  # channels, rows, columns
    row = maps.permute(1, 2, 0).flatten()
    print(f"numbers = {len(row)}")
    print(f"number {index} = {row[index]:.9g}")


def show_receptive_fields(layers, side, large):
    """What a unit of each layer sees: where the gradient of the middle unit is not zero."""
    # pooling by the mean and weights of one sign keep every path open
    layers = layers.double()
    for parameter in layers.parameters():
        nn.init.constant_(parameter, 0.1)
    y = torch.ones(1, 1, side, side, dtype=torch.float64)
    x = torch.ones(1, 1, large, large, dtype=torch.float64, requires_grad=True)
    z = x  # so large that no edge cuts off what the middle unit sees
    for depth, layer in enumerate(layers, 1):
        y, z = layer(y), layer(z)
        middle = z.shape[2] // 2
        (gradient,) = torch.autograd.grad(z[0, 0, middle, middle], x, retain_graph=True)
        rows = gradient[0, 0].sum(1).nonzero()
        print(f"layer {depth} sees = {rows.max() - rows.min() + 1}")
        print(f"layer {depth} side = {y.shape[2]}")


def write_script(state: State) -> Script:
    """The code that prints the view's numbers, and the picture that it reads.

    Raises:
        ValueError: torch refuses the settings; a blank picture.
    """
    return WRITERS[state.view](state)


def _kernels(state: State) -> Script:
    result = filtered(state)
    row, column = chosen_pixel(state, *result.output.shape[1:])
    names = list(channel_names(len(result.output)))
    return _filter(state, show_filter, row=row, column=column, colours=names)


def _number(state: State) -> Script:
    row, column = chosen_pixel(state, *filtered(state).output.shape[1:])
    return _filter(
        state,
        show_number,
        row=row,
        column=column,
        channel=channel(state),
        padding=state.padding,
        padding_mode=pad_mode(state),
    )


def _filter(state: State, function: Callable, **constants: Any) -> Script:
    """A script that puts the state's kernel over its picture."""
    result = filtered(state)
    count = len(result.picture)
    return write(
        function,
        *own_code(state.after),
        read_picture,
        set_weights,
        files={"picture.png": inputs.png(result.picture)},
        kernel=_six_digits(result.kernel.tolist()),
        bias=state.bias,
        conv=Code(convolution(state, count, count, result.kernel.shape, count, state.padding_mode)),
        model=Code(_model(state)),
        **constants,
    )


def _model(state: State) -> str:
    """The layer `conv`, and the activation after it if there is one."""
    if not has_activation(state.after):
        return "nn.Sequential(conv)"
    return f"nn.Sequential(conv, {call(state.after)}).eval()"


def convolution(
    state: State,
    in_channels: int,
    out_channels: int,
    size: tuple[int, int],
    groups: int = 1,
    padding_mode: str = "zeros",
) -> str:
    """The layer of a state as PyTorch text, without what is at torch's default or has no effect."""
    height, width = size
    values = {
        "stride": state.stride,
        "padding": state.padding,
        "dilation": state.dilation,
        "groups": groups,
        "padding_mode": padding_mode if state.padding else "zeros",
    }
    arguments = [in_channels, out_channels, height if height == width else (height, width)]
    return f"nn.Conv2d({_arguments(nn.Conv2d, values, *arguments)})"


def call(pick: Pick, **options: Any) -> str:
    """A pick as PyTorch text, without what is at its default there."""
    name = pick.choice.code or pick.choice.build.__name__
    return f"{name}({_arguments(pick.choice.build, dict(pick.arguments) | options)})"


def _arguments(build: Callable, options: dict[str, Any], *leading: Any) -> str:
    parameters = inspect.signature(build).parameters
    texts = [
        f"{name}={value!r}"
        for name, value in options.items()
        if name not in parameters or parameters[name].default != value
    ]
    return ", ".join([*map(str, leading), *texts])


def _channels(state: State) -> Script:
    result = mixed(state)
    row, column = chosen_pixel(state, *result.summed.shape)
    return write(
        show_colours,
        *own_code(state.after),
        read_picture,
        set_weights,
        files={"picture.png": inputs.png(result.picture)},
        weights=_six_digits(result.weights.tolist()),
        bias=_six_digits(result.bias),
        conv=Code(convolution(state, 3, 1, result.weights.shape[1:])),
        model=Code(_model(state)),
        row=row,
        column=column,
    )


def _arithmetic(state: State) -> Script:
    layer = state.part(Layer)
    return write(
        show_transposed_layer if layer.transposed else show_layer,
        run_on_digits,
        print_sizes,
        conv=Code(str(layer)),
        shape=(1, layer.in_channels, *(layer.size,) * layer.axes),
    )


def _pooling(state: State) -> Script:
    result = pooled(state)
    row, column = chosen_pixel(state, *result.output.shape)
    picture = prepared(state.part(Input), LONGEST_SIDE, False)
    return write(
        show_pool if result.winners is None else show_max_pool,
        *own_code(state.pool),
        read_picture,
        pool_picture,
        title=f"{state.pool.name} over picture.png, and the gradient that comes back.",
        files={"picture.png": inputs.png(picture)},
        pool=Code(call(state.pool)),
        row=row,
        column=column,
    )


def _flatten(state: State) -> Script:
    values = maps(state.part(Input), state.part(Flattening))
    return write(
        show_channels_first if state.channels_first else show_channels_last,
        read_picture,
        files={"maps.png": inputs.png(values.flatten(0, 1)[None])},
        shape=tuple(values.shape),
        index=chosen_index(state),
    )


def _receptive(state: State) -> Script:
    stack = state.part(Stack)
    layers = "".join(f"    {layer_code(step)},\n" for step in stack.steps)
    return write(
        show_receptive_fields,
        layers=Code(f"nn.Sequential(  # of one channel\n{layers})"),
        side=stack.side,
        large=max(field.length - 2 * field.start + field.jump for field in fields(stack.steps)),
    )


def layer_code(step: Step) -> str:
    """A step as torch's layer of one channel, pooling by the mean."""
    size = f"1, 1, {step.kernel_size}" if step.is_convolution else str(step.kernel_size)
    options = [f"{name}={value}" for name, value in step.options().items()]
    return f"nn.{'Conv2d' if step.is_convolution else 'AvgPool2d'}({', '.join([size, *options])})"


def own_code(pick: Pick) -> tuple[Callable, ...]:
    """What a script shows of an entry that is not torch's: its class or function."""
    return () if pick.choice.code else (pick.choice.build,)


def _six_digits(values: Any) -> Any:
    """Numbers of at most six digits, or lists of such, without float32's last digits."""
    if isinstance(values, list):
        return [_six_digits(value) for value in values]
    return float(f"{values:.6g}")


WRITERS = {
    KERNELS: _kernels,
    NUMBER: _number,
    CHANNELS: _channels,
    ARITHMETIC: _arithmetic,
    POOLING: _pooling,
    FLATTEN: _flatten,
    RECEPTIVE: _receptive,
}
