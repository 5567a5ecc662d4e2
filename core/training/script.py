"""A training as plain PyTorch text: the usual loop, which on the CPU gives bit for bit the weights
of `train`.

What does not change the numbers is left out: snapshots, the accelerator, mixed precision.
"""

import ast
import math
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import torch
from safetensors.torch import load_file
from safetensors.torch import save as tensors_to_bytes
from torch import Tensor

from core.catalogue.optimizer import arguments, learning_rate, settings
from core.catalogue.schedule import arguments as schedule_arguments
from core.data.datasets import DATASETS
from core.parsing import parse_python
from core.registry import Choice, Pick
from core.script import WIDTH, Code, Script, parts, write
from core.training.config import TrainConfig
from core.training.steps import moving_average

TAB = "    "
LONG = 80  # characters of a call that do not fit on one line behind its name
READ = "train_images, train_labels, test_images, test_labels"
PART = "part.safetensors"
"""The file that `read_part` reads."""


@dataclass(frozen=True, eq=False)
class Part:
    """A small part of a data set, which a script has with it.

    Args:
        tensors: as in `core.data.dataset.Data`, by name.
        whole: training pictures of the whole data set.
    """

    tensors: Mapping[str, Tensor]
    whole: int


def write_script(
    config: TrainConfig, threads: int | None = None, part: Part | None = None
) -> Script:
    """The text that trains this config from scratch, prints the test accuracy and saves the
    weights.

    Args:
        threads: of the CPU, for the very bits of a training with so many; sums in another order end
            in other bits.
        part: with which the text begins instead of the whole data set, until a reader asks for
            that. It then tells of the training's size, and keeps its losses.
    """
    network, dataset = config.network, DATASETS[config.dataset]
    constants = {"threads": threads, **_constants(config)}
    if part is not None:
        constants = _with_part(constants, part)
    helpers = [dataset.script, network.build, network.loss, config.optimizer.choice.build]
    helpers += [config.schedule.choice.build] if _schedule(config) else []
    helpers += [config.augmentation.choice.build] if constants["augment"] else []
    helpers += [moving_average] if constants["average"] else []
    helpers += [count_right] if part is None else [read_part, show_size, count_right]
    shown = write(
        train_and_test,
        *dict.fromkeys(piece for helper in helpers for piece in parts(helper)),
        title=_title(config, part),
        files={} if part is None else {PART: tensors_to_bytes(part.tensors)},
        **{name: value for name, value in constants.items() if value is not None},
    )
    absent = {name for name, value in constants.items() if value is None}
    absent |= {"all_pictures"} if part is None else set()
    return replace(shown, text=without(shown.text, absent))


def _with_part(constants: dict[str, Any], part: Part) -> dict[str, Any]:
    """The constants of a script that begins with a part of the pictures."""
    result = {}
    for name, value in constants.items():
        if name == READ:
            result |= {"whole": False, READ: Code(f"{value} if whole else read_part()")}
        else:
            result[name] = value
    return {**result, "all_pictures": part.whole}


def _title(config: TrainConfig, part: Part | None) -> str:
    """What a script does."""
    trains = f"Trains {config.model} on {config.dataset}"
    if part is None:
        return f"{trains}, and prints its accuracy on the test pictures."
    count = len(part.tensors["train_labels"])
    words = (
        f"{trains}: here on {count:,} pictures, so that it ends in seconds. With `whole = True` it "
        f"reads all {part.whole:,} and trains as the page does."
    )
    if files := DATASETS[config.dataset].script_files:
        words += f" For that it needs {' and '.join(files)}, which the page offers."
    return textwrap.fill(words, WIDTH - len('"""') * 2)


def _constants(config: TrainConfig) -> dict[str, Any]:
    """The names that stand on top of the loop, in this order; None for what this training lacks."""
    network, dataset = config.network, DATASETS[config.dataset]
    mean, deviation = (channels(values) for values in (dataset.mean, dataset.deviation))
    smoothing = {"label_smoothing": config.label_smoothing} if config.label_smoothing else {}
    keywords = arguments(config.optimizer, fused=True)
    schedule = _schedule(config)
    steps = Code("epochs * math.ceil(len(train_labels) / batch_size)")
    return {
        "generator": Code(f"torch.manual_seed({config.seed})"),
        READ: Code(f"{dataset.script.__name__}()"),
        "mean": mean,
        "deviation": deviation,
        "epochs": config.epochs,
        "batch_size": config.batch_size,
        "steps": steps if schedule and "=steps" in schedule else None,
        # in this order of the numbers in memory it is faster
        "model": Code(f"{network.code}().to(memory_format=torch.channels_last)"),
        "loss_function": Code(call(network.loss, (), smoothing)),
        "optimizer": Code(call(config.optimizer.choice, ("model.parameters()",), keywords)),
        "schedule": schedule if not config.schedule.choice.uses_loss else None,
        "schedule_of_loss": schedule if config.schedule.choice.uses_loss else None,
        "augment": augmentation(config.augmentation),
        "average": _average(config.ema),
    }


def channels(values: tuple[float, ...]) -> float | Code:
    """A number for each channel, to be taken from pictures (N, C, H, W)."""
    if len(values) == 1:
        return values[0]
    return Code(f"torch.tensor({list(values)}).view({len(values)}, 1, 1)")


def _schedule(config: TrainConfig) -> Code | None:
    if config.schedule.choice.constant:
        return None
    lr, takes = learning_rate(config.optimizer), settings(config.optimizer)
    keywords = schedule_arguments(config.schedule, lr, Code("steps"), takes)
    return Code(call(config.schedule.choice, ("optimizer",), keywords))


def augmentation(pick: Pick) -> Code | None:
    """What changes the pictures, as text; None if nothing does."""
    if not pick.choice.changes:
        return None
    return Code(call("partial", (pick.choice.build.__name__,), dict(pick.arguments)))


def _average(decay: float) -> Code | None:
    if not decay:
        return None
    return Code(f"AveragedModel(model, multi_avg_fn=moving_average({decay}), use_buffers=True)")


def call(thing: str | Choice | Callable, leading: tuple[str, ...], arguments: dict) -> str:
    """How a thing is called, as text."""
    if isinstance(thing, Choice):
        thing = thing.code or thing.build
    if callable(thing):
        of_torch = getattr(torch.nn, thing.__name__, None) is thing
        thing = f"nn.{thing.__name__}" if of_torch else thing.__name__
    written = ", ".join([*leading, *(f"{name}={value!r}" for name, value in arguments.items())])
    if len(thing) + len(written) < LONG:
        return f"{thing}({written})"
    return (
        f"{thing}(\n{textwrap.fill(written, WIDTH, initial_indent=TAB, subsequent_indent=TAB)}\n)"
    )


def without(text: str, names: set[str]) -> str:
    """A script without the statements in which one of these names stands."""
    lines = text.splitlines()
    for node in ast.walk(parse_python(text)):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.Expr) and names & {
            inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)
        }:
            lines[node.lineno - 1 : node.end_lineno] = [None] * (node.end_lineno - node.lineno + 1)
    return "\n".join(line for line in lines if line is not None) + "\n"


def train_and_test(
    threads,
    generator,
    train_images,
    train_labels,
    test_images,
    test_labels,
    mean,
    deviation,
    epochs,
    batch_size,
    model,
    loss_function,
    optimizer,
    schedule,
    schedule_of_loss,
    augment,
    average,
    all_pictures,
):
    """Trains a network and tests it. `without` takes out what a training has none of."""
    torch.set_num_threads(threads)  # sums in another order end in other bits
    average.n_averaged += 1  # the first weights count
    show_size(model, epochs, batch_size, all_pictures)
    for epoch in range(epochs):
        for batch in torch.randperm(len(train_labels)).split(batch_size):
            images = train_images[batch] / 255
            images = augment(images, generator)
            images = (images - mean) / deviation
            loss = loss_function(model(images), train_labels[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            schedule_of_loss.step(loss.item())
            average.update_parameters(model)
        print(f"epoch {epoch + 1}: loss {loss.item():.4f}")
    model = average.module
    right = count_right(model, test_images, test_labels, mean, deviation)
    print(f"test accuracy: {right / len(test_labels)}")
    torch.save(model.state_dict(), "weights.pt")


def read_part():
    """A small part of the pictures for the training, (N, C, H, W) uint8, and labels (N,), then the
    same of the test pictures.
    """
    part = load_file("part.safetensors")
    return tuple(
        part[name] for name in ("train_images", "train_labels", "test_images", "test_labels")
    )


def show_size(model, epochs, batch_size, pictures):
    """Prints how large a training is."""
    batches = math.ceil(pictures / batch_size)
    print(f"parameters = {sum(value.numel() for value in model.parameters())}")
    print(f"pictures = {pictures}")
    print(f"batches of an epoch = {batches}")
    print(f"steps = {batches * epochs}")


def count_right(model, images, labels, mean, deviation):
    """How many of some pictures a network gets right."""
    model.eval()
    right = 0
    with torch.inference_mode():
        for batch, answers in zip(images.split(500), labels.split(500), strict=True):
            batch = (batch / 255 - mean) / deviation
            right += (model(batch).argmax(1) == answers).sum().item()
    return right
