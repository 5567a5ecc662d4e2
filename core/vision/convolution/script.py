"""The convolution page as plain PyTorch: functions of `shown` with a state's constants on top."""

import inspect
from collections.abc import Callable
from typing import Any

from torch import nn

from core.catalogue.calls import own_code
from core.data import inputs
from core.data.inputs import Input
from core.registry import Pick
from core.script import Code, Script, write
from core.vision.convolution.arithmetic import ConvolutionLayer
from core.vision.convolution.drawn import draw_row, side_by_side
from core.vision.convolution.filtering import has_activation, prepared
from core.vision.convolution.flattening import Flattening, maps
from core.vision.convolution.neighbourhood import pad_mode
from core.vision.convolution.pooling import LONGEST_SIDE
from core.vision.convolution.receptive import Stack
from core.vision.convolution.shown import (
    pool_picture,
    print_sizes,
    read_picture,
    run_on_digits,
    set_weights,
    show_channels_first,
    show_channels_last,
    show_colours,
    show_filter,
    show_layer,
    show_max_pool,
    show_number,
    show_pool,
    show_receptive_fields,
    show_transposed_layer,
)
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
        plot=side_by_side(input="x[0]", kernel="torch.tensor(kernel)[None]", output="y[0]"),
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
        plot=side_by_side(input="x[0]", weights="conv.weight[0]", output="output[0]"),
        weights=_six_digits(result.weights.tolist()),
        bias=_six_digits(result.bias),
        conv=Code(convolution(state, 3, 1, result.weights.shape[1:])),
        model=Code(_model(state)),
        row=row,
        column=column,
    )


def _arithmetic(state: State) -> Script:
    layer = state.part(ConvolutionLayer)
    return write(
        show_transposed_layer if layer.transposed else show_layer,
        run_on_digits,
        print_sizes,
        plot=_layer_plot(layer),
        conv=Code(str(layer)),
        shape=(1, layer.in_channels, *(layer.size,) * layer.axes),
    )


def _layer_plot(layer: ConvolutionLayer) -> Callable | None:
    """The first channels of a layer of pictures; rows and blocks of numbers have no picture."""
    if layer.axes != 2:
        return None
    return side_by_side(
        input="run_on_digits(conv, shape)[0][0, :1]", kernel="conv.weight[0, :1]", output="y[0, :1]"
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
        plot=_pool_plot(result.winners is not None),
        pool=Code(call(state.pool)),
        row=row,
        column=column,
    )


def _pool_plot(has_winners: bool) -> Callable:
    """Input and output of a pooling layer, which also returns indices if windows have winners."""
    read = "read_picture('picture.png')"
    return side_by_side(input=read, output=f"pool({read})[0]" if has_winners else f"pool({read})")


def _flatten(state: State) -> Script:
    values = maps(state.part(Input), state.part(Flattening))
    return write(
        show_channels_first if state.channels_first else show_channels_last,
        read_picture,
        files={"maps.png": inputs.png(values.flatten(0, 1)[None])},
        plot=draw_row,
        shape=tuple(values.shape),
        index=chosen_index(state),
    )


def _receptive(state: State) -> Script:
    stack = state.part(Stack)
    layers = "".join(f"    {layer_code(step)},\n" for step in stack.steps)
    return write(
        show_receptive_fields,
        plot=side_by_side(gradient="gradient[0]"),
        layers=Code(f"nn.Sequential(  # of one channel\n{layers})"),
        side=stack.side,
        large=max(field.length - 2 * field.start + field.jump for field in fields(stack.steps)),
    )


def layer_code(step: Step) -> str:
    """A step as torch's layer of one channel, pooling by the mean."""
    size = f"1, 1, {step.kernel_size}" if step.is_convolution else str(step.kernel_size)
    options = [f"{name}={value}" for name, value in step.options().items()]
    return f"nn.{'Conv2d' if step.is_convolution else 'AvgPool2d'}({', '.join([size, *options])})"


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
