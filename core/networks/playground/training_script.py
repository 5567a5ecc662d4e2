"""A network of the plane and its training as plain PyTorch, with the numbers on the screen."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from core.catalogue.calls import own_code
from core.networks.playground.drawn import draw_answers
from core.networks.playground.network_code import (
    first_weights_lines,
    initialisation_helpers,
    network_lines,
)
from core.networks.playground.training import Training, course_of
from core.networks.playground.training_code import has_modes, loop_lines, loss_name
from core.playground.course import Course
from core.playground.data import classes_of, data_code
from core.playground.features import features_code
from core.playground.layers import read_layers
from core.playground.losses import head_of
from core.playground.network import activation_of
from core.playground.points import NUMBERS
from core.script import Script, SourceText, write

TITLE = "A network of the plane, trained by a plain loop."


def training_script(
    state: Training,
    end: Iterable[str] = (),
    *helpers: Callable,
    title: str = TITLE,
    plot: Callable = draw_answers,
    **more: Any,
) -> Script:
    """The run of a state as a plain loop.

    Args:
        end: lines that look into the trained network, in place of those that print how good it is;
            with their helpers, the title, what is drawn, and further constants.

    Raises:
        ValueError: settings that do not go together.
    """
    course, classes = course_of(state), classes_of(state.data)
    data = data_code(state.data)
    columns, functions = features_code(state.features)
    lines = [
        "torch.set_num_threads(1)  # sums in another order end in other bits",
        *data_lines(str(data.call), columns),
        "",
        *network_lines(course, classes),
        *first_weights_lines(course[0].settings),
        *loop_lines(course, classes),
        *(end or score_lines(course, classes)),
    ]
    constants = {
        name: getattr(state, name) for name in ("count", "noise") if name in str(data.call)
    }
    return write(
        SourceText("def main():\n" + "\n".join(f"    {line}" if line else "" for line in lines)),
        *data.helpers,
        *functions,
        *helpers_of(course, classes),
        *helpers,
        title=title,
        plot=plot,
        **constants,
        **data.constants,
        train_share=state.train_share,
        seed=state.seed,
        **more,
    )


def helpers_of(course: Course, classes: int) -> Iterator:
    """The functions and classes that are not torch's."""
    for segment in course:
        settings = segment.settings
        yield from own_code(
            *(activation_of(settings, layer) for layer in read_layers(settings.hidden))
        )
        if not loss_name(settings.loss, classes)[1]:
            yield settings.loss.choice.maker(classes)
        yield head_of(settings.loss, classes).targets
        yield from own_code(settings.optimizer)
        if not settings.schedule.choice.constant:
            yield from own_code(settings.schedule)
    yield from initialisation_helpers(course[0].settings)


def data_lines(call: str, columns: Iterable[str]) -> Iterator[str]:
    """The points, and what the network is given of them; those that are trained on come first."""
    yield "generator = torch.Generator().manual_seed(seed)"
    yield f"inputs, targets = {call}"
    yield "order = torch.randperm(len(inputs), generator=generator)"
    yield "trained = len(inputs) * train_share // 100  # of the points; the others are for the test"
    yield "x, y = inputs[order].unbind(1)"
    yield from stacked("features = torch.stack", columns, "dim=1)")
    yield "labels = targets[order]"


def stacked(start: str, columns: Iterable[str], end: str) -> Iterator[str]:
    """A call of a list, on several lines where one would be too long."""
    columns = tuple(columns)
    line = f"{start}([{', '.join(columns)}], {end}"
    if len(line) < 90:
        yield line
        return
    yield f"{start}("
    yield from ("    [", *(f"        {column}," for column in columns), "    ],")
    yield f"    {end.removesuffix(')')},"
    yield ")"


def score_lines(course: Course, classes: int) -> Iterator[str]:
    """The losses at the end, and how many points are right."""
    yield ""
    if has_modes(course):
        yield "model.eval()"
    yield 'parts = {"training": slice(0, trained), "test": slice(trained, None)}'
    yield "for name, part in parts.items():"
    yield "    with torch.no_grad():"
    yield "        outputs = model(features[part])"
    yield "        loss = loss_function(outputs, truth[part])"
    yield '    print(f"{name} loss = {loss.item()}")'
    if classes == NUMBERS:
        return
    if classes > 2:
        yield "    right = outputs.argmax(1) == labels[part]"
    else:
        yield "    right = (outputs[:, 0] > 0) == (labels[part] == 1)"
    yield '    print(f"{name} accuracy = {right.float().mean().item()}")'
