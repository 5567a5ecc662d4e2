"""The code of the page of transfer learning: scripts that print the numbers on the screen."""

import textwrap
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from safetensors.torch import save

from core.data.datasets import DATASETS
from core.data.inputs import png
from core.models.imagenet import PRETRAINED
from core.models.pretrained import Shipped
from core.script import WIDTH, Code, Script, parts, write
from core.vision.transfer import alike, heads, seen
from core.vision.transfer.drawn import (
    draw_alike,
    draw_data,
    draw_heads,
    draw_norms,
    draw_picture,
    draw_stages,
)
from core.vision.transfer.features import file_of, kept_bytes
from core.vision.transfer.head import L2, STEPS, minimum, raw_pixels
from core.vision.transfer.neighbours import similarities
from core.vision.transfer.norms import NormChoice
from core.vision.transfer.norms_script import norms_script
from core.vision.transfer.pictures import MOST, as_input, choose, first, pictures_of, side_of
from core.vision.transfer.projection import principal_components
from core.vision.transfer.seen import EXAMPLE, Seen
from core.vision.transfer.shown import (
    features_of,
    read_picture,
    read_pictures,
    show_alike,
    show_data,
    show_heads,
    show_picture,
    show_stages,
)
from core.vision.transfer.stages import trainable_titles
from core.vision.transfer.state import (
    CLASSES,
    FEATURES,
    HEAD,
    NORMS,
    PICTURE,
    WAYS,
    CellChoice,
    State,
    open_cell,
)
from core.vision.transfer.task import Task, check_pictures, check_ready
from core.vision.transfer.ways import WayChoice, stage_modules

KEPT, PICTURES, INPUT = "features.safetensors", "pictures.safetensors", "picture.png"
"""Files that scripts read."""


def write_script(state: State) -> Script:
    """The code of the view.

    Raises:
        ValueError: the state shows no numbers.
    """
    return WRITERS[state.view](state)


def _of_heads(state: State) -> Script:
    trained = heads.result(state.part(Task))
    truth, answer = open_cell(state.part(CellChoice), trained)
    title = (
        "A new head on the features of {network}, after a few pictures of each class, and the same "
        "head on raw pixels."
    )
    return _with_heads(
        state.part(Task), show_heads, title, plot=draw_heads, truth=truth, answer=answer
    )


def _of_a_picture(state: State) -> Script:
    task = state.part(Task)
    check_ready(task)
    image = seen.picture(state.part(Seen), task.dataset)
    title = (
        "What a new head on the features of {network}, trained with a few pictures of each class, "
        "makes of picture.png."
    )
    return _with_heads(
        task, show_picture, title, read_picture, files={INPUT: png(image)}, plot=draw_picture
    )


def _of_features(state: State) -> Script:
    task, chosen = state.part(Task), state.part(Seen)
    count = len(alike.neighbours(task, chosen))
    is_example = chosen.source == EXAMPLE
    files = {} if is_example else {INPUT: png(seen.picture(chosen, task.dataset))}
    title = "What {network} finds alike: held-out pictures in the plane, and the nearest to one."
    return _with_network(
        task,
        show_alike,
        title,
        principal_components,
        similarities,
        *([] if is_example else [read_picture]),
        files=files,
        plot=draw_alike,
        decided={"needs.example": is_example},
        names=list(pictures_of(task.dataset).classes),
        example=seen.index(chosen, task.dataset),
        count=count,
    )


def _of_classes(state: State) -> Script:
    check_pictures(state.part(Task))
    read, files = _pictures(state.dataset)
    return write(
        show_data,
        *(part for piece in (read, first) for part in parts(piece)),
        files=files,
        plot=draw_data,
        data=Code(f"{read.__name__}()"),
        most=MOST,
        names=list(pictures_of(state.dataset).classes),
    )


def _of_ways(state: State) -> Script:
    choice = state.part(WayChoice)
    network, classes = PRETRAINED[choice.network], len(DATASETS[choice.dataset].classes)
    head = f"nn.Linear({network.features}, {classes})"
    return write(
        show_stages,
        *(part for piece in (network.build, network.with_head) for part in parts(piece)),
        plot=draw_stages,
        model=Code(f"{network.with_head.__name__}({network.build.__name__}(), {head})"),
        stages=stage_modules(choice.network),
        learning=list(trainable_titles(network, choice.stages)),
        lr=choice.lr,
    )


def _of_norms(state: State) -> Script:
    read, files = _pictures(state.dataset)
    return norms_script(state.part(NormChoice), read, files, MOST, draw_norms)


WRITERS = {
    HEAD: _of_heads,
    PICTURE: _of_a_picture,
    FEATURES: _of_features,
    CLASSES: _of_classes,
    WAYS: _of_ways,
    NORMS: _of_norms,
}


def _with_heads(
    task: Task, function: Callable, title: str, *helpers: Callable, **more: Any
) -> Script:
    """A script that trains heads."""
    return _with_network(
        task,
        function,
        title,
        choose,
        raw_pixels,
        minimum,
        *helpers,
        per_class=task.per_class,
        seed=task.seed,
        l2=L2,
        steps=STEPS,
        names=list(pictures_of(task.dataset).classes),
        **more,
    )


def _with_network(
    task: Task,
    function: Callable,
    title: str,
    *helpers: Callable,
    files: Mapping[str, bytes] | None = None,
    plot: Callable | None = None,
    decided: Mapping[str, bool] | None = None,
    **constants: Any,
) -> Script:
    """A script that begins with a network, pictures and features."""
    check_ready(task)
    network, pictures = PRETRAINED[task.network], pictures_of(task.dataset)
    read, of_pictures = _pictures(task.dataset)
    make = Code(f"{network.with_head.__name__}({network.load.__name__}(), nn.Identity())")
    shown = [network.load, network.with_head, read, first, as_input, features_of, *helpers]
    return write(
        function,
        *(part for piece in shown for part in parts(piece)),
        title=textwrap.fill(title.format(network=task.network), WIDTH - len('""""""')),
        files={**_weights(task), **of_pictures, **(files or {})},
        plot=plot,
        decided=decided,
        data=Code(f"{read.__name__}()"),
        most=MOST,
        network=make,
        side=side_of(network, pictures.train),
        mean=list(network.mean),
        deviation=list(network.deviation),
        **constants,
    )


def _weights(task: Task) -> dict[str, bytes | Callable[[], bytes]]:
    """The files of a network that comes with the project, and of the features."""
    network = PRETRAINED[task.network]
    files = dict(network.script_files) if isinstance(network, Shipped) else {}
    data = kept_bytes(file_of(network, pictures_of(task.dataset)))
    return files if data is None else files | {KEPT: data}


def _pictures(name: str) -> tuple[Callable, dict[str, Callable[[], bytes]]]:
    """What reads the pictures of a data set, and what makes the files that it reads: the data set's
    own where it has some, and else those that take part.
    """
    dataset = DATASETS[name]
    if dataset.script_files:
        return dataset.script, dict(dataset.script_files)
    return read_pictures, {PICTURES: partial(_file, name)}


def _file(name: str) -> bytes:
    """The pictures of a data set that take part."""
    tensors = vars(pictures_of(name)).items()
    return save({key: value.contiguous() for key, value in tensors if key != "classes"})
