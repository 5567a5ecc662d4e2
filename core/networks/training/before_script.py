"""The code of the view "Before": a range test, and one batch that is learned by heart."""

import gzip
import math
import threading
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

import torch
from safetensors.torch import load, load_file
from safetensors.torch import save as tensors_to_bytes

from core.catalogue.optimizer import arguments
from core.data.datasets import DATASETS
from core.data.datasets import load as load_data
from core.networks.training.before import (
    OVERFIT,
    batches_at_hand,
    first_batch,
    in_order,
    steps_at_hand,
)
from core.networks.training.drawn import draw_overfit, draw_rates
from core.networks.training.state import State
from core.script import Code, Script, parts, write
from core.training.config import TrainConfig
from core.training.overfit import STEPS, TARGET
from core.training.rates import (
    BATCHES,
    HIGHEST,
    LOWEST,
    growing,
    largest_curvature,
    names_of_rate,
    power_iteration,
    smooth,
    steepest,
    tenth,
    valley,
)
from core.training.script import augmentation, call, channels
from core.training.steps import draws

FILE, PACKED = "pictures.safetensors", "pictures.safetensors.gz"
"""Of one batch, and of many."""

_packing = threading.Lock()


def before_script(state: State) -> Script:
    """The script of the check.

    Raises:
        ValueError: the settings do not fit one another, or the pictures are not on this computer.
    """
    config = state.config.replace(epochs=1, schedule="None", ema=0.0)
    return _overfit(config) if state.check == OVERFIT else _rates(config)


def _overfit(config: TrainConfig) -> Script:
    config, steps = config.replace(augmentation="None"), steps_at_hand(config)
    return write(
        overfit_batch,
        *_helpers(config),
        files={FILE: lambda: _file(*first_batch(config))},
        decided={"is_whole": steps == STEPS, "draws": draws(config.network.build())},
        plot=draw_overfit,
        **_constants(config),
        steps=steps,
        target=TARGET,
    )


def _rates(config: TrainConfig) -> Script:
    batches = batches_at_hand(config)
    is_whole, augment = batches == BATCHES, augmentation(config.augmentation)
    rules = (steepest, tenth, valley, power_iteration, largest_curvature, show_rules)
    name = min(names_of_rate(config.optimizer))
    script = write(
        find_rate,
        *_helpers(config),
        growing,
        smooth,
        train_with,
        *(rules if is_whole else ()),
        files={PACKED: partial(_many, config, batches * config.batch_size)},
        decided={
            "is_whole": is_whole,
            "draws": bool(augment) or draws(config.network.build()),
            "augments": bool(augment),
        },
        plot=draw_rates,
        **_constants(config),
        **({"augment": augment} if augment else {}),
        batch_size=config.batch_size,
        rates=Code(f"growing({BATCHES}, {LOWEST}, {HIGHEST})"),
        **({"seed": config.seed} if is_whole else {}),
    )
    return replace(script, text=script.text.replace('group["lr"]', f'group["{name}"]'))


def _helpers(config: TrainConfig) -> list[Any]:
    """What stands above the loop."""
    network = config.network
    helpers = [network.build, network.loss, config.optimizer.choice.build]
    if config.augmentation.choice.changes:
        helpers.append(config.augmentation.choice.build)
    return list(dict.fromkeys(part for helper in helpers for part in parts(helper)))


def _constants(config: TrainConfig) -> dict[str, Any]:
    """The names on top of the loop that both checks have."""
    network, dataset = config.network, DATASETS[config.dataset]
    smoothing = {"label_smoothing": config.label_smoothing} if config.label_smoothing else {}
    keywords = arguments(config.optimizer, fused=True)
    return {
        "generator": Code(f"torch.manual_seed({config.seed})"),
        "model": Code(f"{network.code}().to(memory_format=torch.channels_last)"),
        "loss_function": Code(call(network.loss, (), smoothing)),
        "optimizer": Code(call(config.optimizer.choice, ("model.parameters()",), keywords)),
        "mean": channels(dataset.mean),
        "deviation": channels(dataset.deviation),
        "classes": len(dataset.classes),
        "pictures": len(load_data(config.dataset).train_labels),
    }


def _file(images: torch.Tensor, labels: torch.Tensor) -> bytes:
    return tensors_to_bytes({"images": images.contiguous(), "labels": labels.contiguous()})


def _many(config: TrainConfig, count: int) -> bytes:
    """The packed file of the pictures of a range test."""
    with _packing:  # sessions that ask at the same time wait for one packing
        return _packed(config, count)


@lru_cache(maxsize=2)
def _packed(config: TrainConfig, count: int) -> bytes:
    """24 MB of MNIST are 6 so, in the memory of a server that offers them and on the reader's way
    to them, after a fifth of a second.
    """
    return gzip.compress(_file(*in_order(config, count)), compresslevel=1, mtime=0)


def overfit_batch(
    generator,
    model,
    loss_function,
    optimizer,
    mean,
    deviation,
    classes,
    pictures,
    steps,
    target,
    draws,
    is_whole,
):
    """Can a network learn one batch by heart? If not, no training will help."""
    torch.set_num_threads(1)  # sums in another order end in other bits
    batch = load_file("pictures.safetensors")
    images = (batch["images"] / 255 - mean) / deviation  # (N, C, H, W)
    labels = batch["labels"]  # (N,)
    if draws:
        torch.randperm(pictures)  # the order of all pictures, of which these are the first

    losses = []
    for _ in range(steps):
        loss = loss_function(model(images), labels)
        if not math.isfinite(loss.item()):
            break
        losses.append(loss.item())
        if loss.item() < target:
            break
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    print(f"loss of guessing = {math.log(classes)}")
    if is_whole:
        print(f"loss at first = {losses[0]}")
        print(f"steps = {len(losses)}")
        print(f"last loss = {losses[-1]}")
    else:
        print(f"the first {len(losses)} steps, from {losses[0]:.4f} to {losses[-1]:.4f}")


def find_rate(
    generator,
    model,
    loss_function,
    optimizer,
    mean,
    deviation,
    classes,
    pictures,
    augment,
    batch_size,
    rates,
    seed,
    draws,
    augments,
    is_whole,
):
    """Which learning rate? The range test: each batch is trained with a larger one."""
    torch.set_num_threads(1)  # sums in another order end in other bits
    with gzip.open("pictures.safetensors.gz") as packed:
        file = load(packed.read())
    images, labels = file["images"].split(batch_size), file["labels"].split(batch_size)
    if draws:
        torch.randperm(pictures)  # the order of all pictures, of which these are the first

    def prepared(x):
        x = x / 255  # (N, C, H, W)
        if augments:
            x = augment(x, generator)
        return (x - mean) / deviation

    if is_whole:
        curvature = largest_curvature(model, loss_function, prepared(images[0]), labels[0], seed)
    batches = ((prepared(x), y) for x, y in zip(images, labels, strict=True))
    losses, smoothed = train_with(rates, batches, model, loss_function, optimizer)

    print(f"loss of guessing = {math.log(classes)}")
    if is_whole:
        show_rules(rates, losses, smoothed, curvature)
    else:
        print(f"the first {len(losses)} batches of {len(rates)}, the last loss {losses[-1]:.4f}")


def train_with(rates, batches, model, loss_function, optimizer):
    """The losses of batches, each trained with the next rate, and their moving means; ends where
    the mean is four times its smallest value.
    """
    losses, smoothed = [], []
    for rate, (images, labels) in zip(rates, batches, strict=False):
        for group in optimizer.param_groups:
            group["lr"] = rate
        loss = loss_function(model(images), labels)
        if not math.isfinite(loss.item()):
            break
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        smoothed = smooth(losses)
        if smoothed[-1] > 4 * min(smoothed):
            break
    return losses, smoothed


def show_rules(rates, losses, smoothed, curvature):
    """What the rules pick, and where plain gradient descent diverges."""
    print(f"loss at first = {losses[0]}")
    if curvature > 0:
        print(f"2 / λmax = {2 / curvature}")
    rules = {"Steepest fall": steepest, "Minimum / 10": tenth, "Valley": valley}
    for name, rule in rules.items():
        rate = rule(rates, smoothed)
        if rate is not None:
            print(f"{name} = {rate}")
