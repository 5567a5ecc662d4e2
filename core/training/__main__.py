"""Trains networks from the command line.

python -m core.training --list
python -m core.training "CNN 16-32" --epochs 3 --seed 0     goes on where it was interrupted
python -m core.training --pictures animals.zip --kind colour    makes a data set of class folders
python -m core.training --shipped            makes all of assets/weights again
python -m core.training "CNN 16-32" --shipped    or one of them
python -m core.training DigitNet --shipped --further 2    two more epochs for the weights there
"""

import argparse
import logging
import os
import sys
from pathlib import Path

# before torch is imported: threads that wait for each other sleep, or a busy machine trains three
# times slower
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import torch
from tqdm import tqdm

from core.data import own_pictures
from core.data.class_folders import files_of_folder, files_of_zip
from core.data.datasets import DATASETS
from core.jobs import progress
from core.models.stack import OWN_STACK
from core.models.zoo import MODELS
from core.training import checkpoints, path_files, store
from core.training.config import TrainConfig, recipe
from core.training.further import blend, gentle
from core.training.snapshot import Snapshot
from core.training.train import train

CHANGES = ("epochs", "seed", "batch_size", "dataset", "augmentation", "schedule", "optimizer")


def main(arguments: list[str] | None = None) -> int:
    """Does what the arguments say; 0 if it went well, 2 if they cannot be followed, with one line
    that says why.
    """
    logging.basicConfig(format="%(message)s")
    options = parser().parse_args(arguments)
    try:
        if options.nice and hasattr(os, "nice"):
            os.nice(options.nice)
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
        elif options.pictures:
            add_pictures(Path(options.pictures), options.kind)
        elif options.model:
            train_one(configure(options.model, options), options.device, options.restart)
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
    _own_arguments(parser)
    parser.add_argument(
        "--device", help="cpu, cuda, mps, xpu; by default an accelerator if there is one"
    )
    parser.add_argument(
        "--threads", type=int, help="of the CPU; by default as many as it has cores"
    )
    parser.add_argument(
        "--restart",
        action="store_true",
        help="begin an interrupted training again; by default it goes on from its last epoch",
    )
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--nice", type=int, default=0, help=argparse.SUPPRESS)
    return parser


def _own_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of a network and of pictures of one's own."""
    parser.add_argument("--layers", help=f'of "{OWN_STACK}": a file with a layer a line')
    parser.add_argument(
        "--pictures", help="make a data set of this folder or zip of class folders, and name it"
    )
    parser.add_argument(
        "--kind",
        default="grey",
        help="of --pictures: grey (28 x 28), colour (32 x 32) or large (128 x 128)",
    )


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
    if options.layers is not None:
        try:
            changes["layers"] = Path(options.layers).read_text("utf-8")
        except (OSError, ValueError) as error:
            raise ValueError(f"layers={options.layers!r} cannot be read: {error}") from None
    return recipe(model, **{name: value for name, value in changes.items() if value is not None})


def add_pictures(path: Path, kind: str) -> None:
    """Makes a data set of a folder or a zip of class folders, and prints its name."""
    try:
        files = files_of_zip(path.read_bytes(), path.name) if path.is_file() else None
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error.strerror}") from None
    added = progress.last(own_pictures.add(files or files_of_folder(path), kind))
    for line in added.left_out:
        print(f"left out: {line}", file=sys.stderr)
    print(
        f"{added.name}: {added.train} pictures to train with and {added.test} for the test, of "
        f"{', '.join(added.classes)}"
    )


def use(threads: int) -> None:
    """Has torch compute with so many threads of the CPU."""
    if threads < 1:
        raise ValueError(f"threads={threads} must be 1 or more")
    torch.set_num_threads(threads)


def train_one(config: TrainConfig, device: str | None, restart: bool) -> None:
    """Trains and stores a network, unless that is done already, and prints how good it is. An
    interrupted training goes on, unless it is to begin again.
    """
    if restart:
        checkpoints.discard(config)
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
        last = follow(name, path_files.recorded(config, train(config, options.device)))
        path = store.save(config, last, shipped=True)
        path_files.remove(config)
        print(
            f"{name}: test accuracy {last.test_accuracy:.2%} after {last.seconds:.1f} s "
            f"({last.device}), in {path}"
        )


def go_on(options: argparse.Namespace) -> None:
    """Trains the weights in `assets` further. The card holds the recipe, this training and which
    weights it began with; how these were trained their own card says.
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
    for trained in store.models(every=True):
        card = trained.card
        lines.append(
            f"  {trained.name:<44} {card.test_accuracy:.2%} in {card.seconds:.1f} s on "
            f"{card.device}"
        )
    if left := checkpoints.interrupted():
        lines.append("interrupted, and going on when they are asked for again:")
    lines += [
        f"  {each.config.model:<20} seed {each.config.seed}, after epoch {each.epoch} of "
        f"{each.config.epochs}"
        for each in left
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
