"""A training as plain PyTorch text: the usual loop, which on the CPU gives bit for bit the weights
of `train`.

What does not change the numbers is left out: snapshots, the accelerator, mixed precision.
"""

import ast
import textwrap
from collections.abc import Callable
from typing import Any

import torch

from core.catalogue.optimizer import arguments, learning_rate, settings
from core.catalogue.schedule import arguments as schedule_arguments
from core.data.datasets import DATASETS
from core.models.zoo import MODELS
from core.registry import Choice, Pick
from core.script import WIDTH, Code, Script, parts, write
from core.training.config import TrainConfig
from core.training.train import moving_average

TAB = "    "
LONG = 80  # characters of a call that do not fit on one line behind its name
READ = "train_images, train_labels, test_images, test_labels"


def write_script(config: TrainConfig, threads: int | None = None) -> Script:
    """The text that trains this config from scratch, prints the test accuracy and saves the
    weights.

    Args:
        threads: of the CPU, for the very bits of a training with so many; sums in another order end
            in other bits.
    """
    network, dataset = MODELS[config.model], DATASETS[config.dataset]
    constants = {"threads": threads, **_constants(config)}
    helpers = [dataset.script, network.build, network.loss, config.optimizer.choice.build]
    helpers += [config.schedule.choice.build] if constants["schedule"] else []
    helpers += [config.augmentation.choice.build] if constants["augment"] else []
    helpers += [moving_average] if constants["average"] else []
    helpers.append(count_right)
    shown = write(
        train_and_test,
        *dict.fromkeys(part for helper in helpers for part in parts(helper)),
        title=f"Trains {config.model} on {config.dataset}, and prints its accuracy on the test "
        "pictures.",
        **{name: value for name, value in constants.items() if value is not None},
    )
    absent = {name for name, value in constants.items() if value is None}
    return Script(without(shown.text, absent))


def _constants(config: TrainConfig) -> dict[str, Any]:
    """The names that stand on top of the loop, in this order; None for what this training lacks."""
    network, dataset = MODELS[config.model], DATASETS[config.dataset]
    mean, deviation = (_channels(values) for values in (dataset.mean, dataset.deviation))
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
        "loss_function": Code(_call(network.loss, (), smoothing)),
        "optimizer": Code(_call(config.optimizer.choice, ("model.parameters()",), keywords)),
        "schedule": schedule,
        "augment": _augmentation(config.augmentation),
        "average": _average(config.ema),
    }


def _channels(values: tuple[float, ...]) -> float | Code:
    """A number for each channel, to be taken from pictures (N, C, H, W)."""
    if len(values) == 1:
        return values[0]
    return Code(f"torch.tensor({list(values)}).view({len(values)}, 1, 1)")


def _schedule(config: TrainConfig) -> Code | None:
    if config.schedule.choice.constant:
        return None
    lr, takes = learning_rate(config.optimizer), settings(config.optimizer)
    keywords = schedule_arguments(config.schedule, lr, Code("steps"), takes)
    return Code(_call(config.schedule.choice, ("optimizer",), keywords))


def _augmentation(pick: Pick) -> Code | None:
    if not pick.choice.changes:
        return None
    return Code(_call("partial", (pick.choice.build.__name__,), dict(pick.arguments)))


def _average(decay: float) -> Code | None:
    if not decay:
        return None
    return Code(f"AveragedModel(model, multi_avg_fn=moving_average({decay}), use_buffers=True)")


def _call(thing: str | Choice | Callable, leading: tuple[str, ...], arguments: dict) -> str:
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
    for node in ast.walk(ast.parse(text)):
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
    augment,
    average,
):
    """Trains a network and tests it. `without` takes out what a training has none of."""
    torch.set_num_threads(threads)  # sums in another order end in other bits
    average.n_averaged += 1  # the first weights count
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
            average.update_parameters(model)
        print(f"epoch {epoch + 1}: loss {loss.item():.4f}")
    model = average.module
    right = count_right(model, test_images, test_labels, mean, deviation)
    print(f"test accuracy = {right / len(test_labels)}")
    torch.save(model.state_dict(), "weights.pt")


def count_right(model, images, labels, mean, deviation):
    """How many of some pictures a network gets right."""
    model.eval()
    right = 0
    with torch.inference_mode():
        for batch, answers in zip(images.split(500), labels.split(500), strict=True):
            batch = (batch / 255 - mean) / deviation
            right += (model(batch).argmax(1) == answers).sum().item()
    return right
