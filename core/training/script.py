"""A training as plain PyTorch text: the usual loop, which on the CPU gives bit for bit the weights
of `train`.

It uses torch, torchvision and the standard library, nothing of this project. What does not change
the numbers is left out: snapshots, the accelerator, mixed precision.
"""

import inspect
import textwrap
from collections.abc import Callable
from types import FunctionType

from core.catalogue import optimizers, schedules
from core.data.datasets import DATASETS
from core.models.zoo import MODELS
from core.registry import Pick
from core.training.config import TrainConfig

DRAWINGS = "drawings.bin"
"""What the script for "MNIST + drawings" reads beside itself: the file at
`core.data.drawings.path()`.
"""


def script(config: TrainConfig, threads: int | None = None) -> str:
    """The text that trains this config from scratch, prints the test accuracy and saves the
    weights.

    Args:
        threads: of the CPU, for the very bits of a training with so many; sums in another order end
            in other bits.
    """
    changes = (
        [] if config.augmentation.name == "none" else _functions(config.augmentation.choice.build)
    )
    head = HEAD.format(
        model=config.model, dataset=config.dataset, names="Tensor, nn" if changes else "nn"
    )
    seed = (
        f"torch.set_num_threads({threads})\n" * bool(threads)
        + f"generator = torch.manual_seed({config.seed})"
    )
    texts = [
        f"{head}\n{seed}\n{_read(config)}",
        _text(MODELS[config.model].build),
        *map(_text, changes),
        f"{_set_up(config)}\n\n{_loop(config)}",
        TEST.format(normalise=_normalise(config)),
    ]
    return "\n\n\n".join(text.strip("\n") for text in texts) + "\n"


def _read(config: TrainConfig) -> str:
    """The lines that read the data."""
    facts = DATASETS[config.dataset].facts
    return READ[config.dataset].format(
        **{name: list(facts[name]) for name in ("mean", "deviation")}
    )


def _set_up(config: TrainConfig) -> str:
    """The lines that make the model, the loss, the optimizer and what else there is."""
    smoothing = f"label_smoothing={config.label_smoothing}" if config.label_smoothing else ""
    lr, arguments = config.optimizer["lr"], optimizers.arguments(config.optimizer, fused=True)
    lines = [
        f"epochs, batch_size = {config.epochs}, {config.batch_size}",
        "steps = epochs * math.ceil(len(train_labels) / batch_size)",
        f"model = {MODELS[config.model].code}().to(memory_format=torch.channels_last)  # in "
        "this order it is faster",
        f"loss_function = nn.{MODELS[config.model].facts['loss']}({smoothing})",
        f"optimizer = {_call(config.optimizer, 'model.parameters()', arguments)}",
    ]
    if config.schedule.name != "none":
        settings = inspect.signature(config.optimizer.choice.build).parameters
        arguments = schedules.arguments(config.schedule, lr, "steps", settings)
        lines.append(f"schedule = {_call(config.schedule, 'optimizer', arguments)}")
    if config.ema:
        lines += [
            "weights = [value for value in model.state_dict().values() if "
            "value.is_floating_point()]",
            "averages = [value.clone() for value in weights]",
            "step = 0",
        ]
    return "\n".join(lines)


def _loop(config: TrainConfig) -> str:
    """The training loop."""
    augmentation, lines = config.augmentation, [BATCH]
    if augmentation.name != "none":
        name, arguments = augmentation.choice.build.__name__, dict(augmentation.arguments)
        lines.append(
            f"        images = {_call(augmentation, 'images, generator', arguments, name)}"
        )
    lines += [f"        images = {_normalise(config)}", STEP]
    lines += ["        schedule.step()"] if config.schedule.name != "none" else []
    lines += [AVERAGE.format(ema=config.ema)] if config.ema else []
    lines += [
        '    print(f"epoch {epoch + 1}: loss {loss.item():.4f}")',
        APPLY if config.ema else "",
    ]
    return "\n".join(lines)


def _call(pick: Pick, leading: str, arguments: dict, code: str = "") -> str:
    """How the picked thing is called. The number of steps is a name in the script."""
    written = [
        f"{key}={value if value == 'steps' else repr(value)}" for key, value in arguments.items()
    ]
    return f"{code or pick.choice.code}({', '.join([leading, *written])})"


def _normalise(config: TrainConfig) -> str:
    """The expression that does it, with the numbers in it, or their names where they are three
    each.
    """
    facts = DATASETS[config.dataset].facts
    if len(facts["mean"]) == 1:
        return f"(images - {facts['mean'][0]}) / {facts['deviation'][0]}"
    return "(images - mean) / deviation"


def _functions(function: FunctionType) -> list[FunctionType]:
    """A function and all of its module that it calls, those that are called first."""
    found = {}
    for name in function.__code__.co_names:
        inner = function.__globals__.get(name)
        if inspect.isfunction(inner) and inner.__module__ == function.__module__:
            found |= dict.fromkeys(_functions(inner))
    return [*found, function]


def _text(thing: Callable) -> str:
    return textwrap.dedent(inspect.getsource(thing))


HEAD = '''
"""Trains {model} on {dataset}, and prints its accuracy on the test pictures."""

import math

import torch
import torchvision
from torch import {names}
from torch.nn import functional as F
'''.lstrip()

MNIST = """
train, test = (torchvision.datasets.MNIST("data", train=train, download=True) for train in (True, False))
train_images, train_labels = train.data[:, None], train.targets  # (60000, 1, 28, 28) bytes, and digits
test_images, test_labels = test.data[:, None], test.targets
""".strip()

READ = {
    "MNIST": MNIST,
    "MNIST + drawings": MNIST
    + f"""

with open("{DRAWINGS}", "rb") as file:  # for each drawing its digit, one byte, and its 784 pixels
    drawings = torch.frombuffer(bytearray(file.read()), dtype=torch.uint8).view(-1, 785)
train_images = torch.cat((train_images, drawings[:, 1:].reshape(-1, 1, 28, 28)))
train_labels = torch.cat((train_labels, drawings[:, 0].long()))""",
    "CIFAR-10": """
train, test = (torchvision.datasets.CIFAR10("data", train=train, download=True) for train in (True, False))
train_images, test_images = (torch.from_numpy(part.data).permute(0, 3, 1, 2).contiguous() for part in (train, test))
train_labels, test_labels = torch.tensor(train.targets), torch.tensor(test.targets)
mean = torch.tensor({mean}).view(3, 1, 1)
deviation = torch.tensor({deviation}).view(3, 1, 1)""".strip(),
}

BATCH = """
for epoch in range(epochs):
    for batch in torch.randperm(len(train_labels)).split(batch_size):
        images = train_images[batch] / 255
""".strip()

STEP = """
        loss = loss_function(model(images), train_labels[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
""".strip("\n")

AVERAGE = """
        step += 1
        keep = min({ema}, (1 + step) / (10 + step))  # less at the start, so that the first weights are soon forgotten
        for average, weight in zip(averages, weights):
            average.lerp_(weight, 1 - keep)
""".strip("\n")

APPLY = """
for average, weight in zip(averages, weights):
    weight.copy_(average)
"""

TEST = """
model.eval()
right = 0
with torch.inference_mode():
    for images, labels in zip(test_images.split(500), test_labels.split(500)):
        images = images / 255
        images = {normalise}
        right += (model(images).argmax(1) == labels).sum().item()
print(f"test accuracy = {{right / len(test_labels)}}")
torch.save(model.state_dict(), "weights.pt")
"""
