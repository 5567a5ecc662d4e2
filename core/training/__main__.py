"""Trains networks from the command line.

python -m core.training --list
python -m core.training "CNN 16-32" --epochs 3 --seed 0
python -m core.training --shipped            makes all of assets/weights again
python -m core.training "CNN 16-32" --shipped    or one of them
python -m core.training DigitNet --shipped --further 2    two more epochs for the weights there
"""

import argparse
import logging
import os
import sys

# before torch is imported: threads that wait for each other sleep, or a busy machine trains three
# times slower
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import torch
from tqdm import tqdm

from core.data.datasets import DATASETS
from core.models.zoo import MODELS
from core.training import store
from core.training.config import TrainConfig, recipe
from core.training.further import blend, gentle
from core.training.train import Snapshot, train

CHANGES = ("epochs", "seed", "batch_size", "dataset", "augmentation", "schedule", "optimizer")


def main(arguments: list[str] | None = None) -> int:
    """Does what the arguments say; 0 if it went well, 2 if they cannot be followed, with one line
    that says why.
    """
    logging.basicConfig(format="%(message)s")
    options = parser().parse_args(arguments)
    try:
        if options.threads is not None:
            use(options.threads)
        if options.worker:
            from core.training import child

            return child.run()
        if options.list:
            print(table())
        elif options.further is not None:
            go_on(options)
        elif options.shipped:
            ship([options.model] if options.model else at_hand(), options)
        elif options.model:
            train_one(configure(options.model, options), options.device)
        else:
            parser().print_help()
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def parser() -> argparse.ArgumentParser:
    """The arguments of `python -m core.training`."""
    parser = argparse.ArgumentParser(
        "python -m core.training", description="Trains a network and stores it."
    )
    parser.add_argument("model", nargs="?", help='its name, such as "CNN 16-32"')
    parser.add_argument(
        "--list", action="store_true", help="list the networks and what is already trained"
    )
    parser.add_argument(
        "--shipped",
        action="store_true",
        help="make assets/weights again: all that need no download, or the one named",
    )
    _further_arguments(parser)
    for name in CHANGES:
        kind = int if name in ("epochs", "seed", "batch_size") else str
        parser.add_argument(
            f"--{name.replace('_', '-')}", type=kind, help="instead of that of the network's recipe"
        )
    parser.add_argument(
        "--device", help="cpu, cuda, mps, xpu; by default an accelerator if there is one"
    )
    parser.add_argument(
        "--threads", type=int, help="of the CPU; by default as many as it has cores"
    )
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    return parser


def _further_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of a training that goes on from weights in `assets`."""
    parser.add_argument(
        "--further",
        type=int,
        metavar="EPOCHS",
        help="with --shipped and a network: go on from its weights in assets, gently",
    )
    parser.add_argument(
        "--runs",
        type=int,
        default=1,
        help="with --further: so many times from the same weights, and the mean of them; by "
        "default 1",
    )
    parser.add_argument(
        "--share",
        type=float,
        default=1.0,
        help="with --further: of the new weights in the mean with those before; by default 1",
    )


def configure(model: str, options: argparse.Namespace) -> TrainConfig:
    """The recipe of a network with the changes that were asked for."""
    changes = {name: getattr(options, name) for name in CHANGES}
    return recipe(model, **{name: value for name, value in changes.items() if value is not None})


def use(threads: int) -> None:
    """Has torch compute with so many threads of the CPU."""
    if threads < 1:
        raise ValueError(f"threads={threads} must be 1 or more")
    torch.set_num_threads(threads)


def train_one(config: TrainConfig, device: str | None) -> None:
    """Trains and stores a network, unless that is done already, and prints how good it is."""
    last = follow(config.model, store.train_once(config, device))
    path = store.fetch(config).path
    if last.note == "Already trained":
        print(f"{config.model}: already trained, test accuracy {last.test_accuracy:.2%}, in {path}")
    else:
        print(
            f"{config.model}: test accuracy {last.test_accuracy:.2%} after {last.seconds:.1f} s "
            f"({last.device}), in {path}"
        )


def ship(models: list[str], options: argparse.Namespace) -> None:
    """Makes weights in `assets` again. Those for photographs need a download: only if they are
    named.
    """
    for name in models:
        config = configure(name, options)
        last = follow(name, train(config, options.device))
        path = store.save(config, last, shipped=True)
        print(
            f"{name}: test accuracy {last.test_accuracy:.2%} after {last.seconds:.1f} s "
            f"({last.device}), in {path}"
        )


def go_on(options: argparse.Namespace) -> None:
    """Trains the weights in `assets` further. The card holds both trainings, and which weights the
    second began with.
    """
    if not (options.shipped and options.model):
        raise ValueError("--further needs --shipped and the name of a network")
    if options.epochs is not None:
        raise ValueError(
            f"--further {options.further} says how many epochs follow: leave out --epochs "
            f"{options.epochs}"
        )
    if not 0 <= options.share <= 1:
        raise ValueError(f"share={options.share} must be from 0 to 1")
    if options.runs < 1:
        raise ValueError(f"runs={options.runs} must be 1 or more")
    before = store.find(options.model).card
    if before.further is not None:
        raise ValueError(
            f"{options.model} has been trained further: begin with the weights of its recipe, "
            f"whose sha256 begins with {before.start[:12]}"
        )
    start = store.load(options.model).state_dict()
    config = configure(options.model, options)
    configs = [gentle(config, options.further, run) for run in range(options.runs)]
    runs = [
        follow(f"{options.model}, seed {config.seed}", train(config, options.device, start))
        for config in configs
    ]
    last = blend(runs, start, options.share, before.config.dataset)
    further = {"further": configs[0], "start": before.sha256}
    further |= {"runs": options.runs, "share": options.share}
    path = store.save(before.config, last, shipped=True, **further)
    print(
        f"{options.model}: test accuracy {last.test_accuracy:.2%} after {last.seconds:.1f} s more "
        f"({last.device}), in {path}"
    )


def at_hand() -> list[str]:
    """The networks whose data set needs no download."""
    return [name for name, network in MODELS.items() if not DATASETS[network.dataset].downloads]


def follow(name: str, snapshots) -> Snapshot:
    """Shows a training as a bar; its last snapshot."""
    note, last = "", Snapshot()
    with tqdm(desc=name, unit=" steps", leave=False) as bar:
        for last in snapshots:
            if last.note != note:
                note = last.note
                bar.write(note, file=sys.stderr)
            if last.steps or last.prepared:
                bar.total = last.steps or 100  # percent of a download
                bar.set_postfix_str(f"loss {last.loss:.3f}", refresh=False)
                bar.update((last.step or round(100 * last.prepared)) - bar.n)
    return last


def table() -> str:
    """The networks, their recipes, and what is trained already."""
    lines = ["networks:"]
    for name in MODELS:
        config = recipe(name)
        lines.append(
            f"  {name:<20} {config.dataset}, {config.epochs} epochs, {config.batch_size} a batch, "
            f"{config.optimizer}, {config.schedule.name}, augmentation {config.augmentation.name}"
        )
    lines.append("trained:")
    for trained in store.models():
        card = trained.card
        lines.append(
            f"  {trained.name:<44} {card.test_accuracy:.2%} in {card.seconds:.1f} s on "
            f"{card.device}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
