"""What is said of a training that is to begin, runs, is interrupted, or is over."""

from core.models.stack import OWN_STACK, Line
from core.networks.training.standing import INTERRUPTED, NEW, TRAINED, Plan, Standing
from core.plots.numbers import percent
from core.plots.words import counted, plain
from core.registry import Config
from core.training.config import TrainConfig


def run_sentence(config: TrainConfig, now: Standing, amount: Plan) -> str:
    """How a training stands, in a sentence or two."""
    match now.state:
        case "queued":
            return f"Queued behind {counted(now.ahead, 'training')}: one runs at a time."
        case "starting":
            return "A process of its own starts and reads the pictures."
        case "running":
            return _running(config, now)
        case "stopped":
            return "Stopped before the first epoch was done. Nothing of it is kept."
        case "failed":
            return f"The training failed: {plain(now.reason)}"
    return {NEW: _new, INTERRUPTED: _interrupted, TRAINED: _trained}[now.state](config, now, amount)


def _running(config: TrainConfig, now: Standing) -> str:
    at = now.snapshot
    if not at.steps:
        return plain(at.note) or "The pictures are read."
    reached = f" Held-out accuracy: **{percent(now.held_out[-1][2], 2)}**." if now.held_out else ""
    return (
        f"Epoch {at.epoch} of {config.epochs}, {at.rate:,.0f} pictures per second on "
        f"{plain(at.device)}, about {at.seconds_left:.0f} s left.{reached}"
    )


def _new(config: TrainConfig, now: Standing, amount: Plan) -> str:
    if amount.steps is None:
        return (
            f"**Not trained yet.** {amount.parameters:,} parameters. The pictures of "
            f"{plain(config.dataset)} are fetched first."
        )
    return (
        f"**Not trained yet.** {amount.parameters:,} parameters will learn from "
        f"{amount.pictures:,} pictures in {amount.batches:,} batches per epoch: "
        f"{amount.steps:,} steps."
    )


def _interrupted(config: TrainConfig, now: Standing, amount: Plan) -> str:
    reason = f" {plain(now.reason)}." if now.reason else ""
    return (
        f"**Interrupted** after epoch {now.epoch} of {config.epochs}.{reason} It can go on from "
        "there, and will end with the same weights as without the interruption."
    )


def _trained(config: TrainConfig, now: Standing, amount: Plan) -> str:
    card = now.trained.card
    return (
        f"**{percent(card.test_accuracy, 2)}** of the held-out pictures are right after "
        f"{counted(config.epochs, 'epoch')}. The training took {card.seconds:,.0f} s on "
        f"{plain(card.device)}."
    )


def layer_rows(lines: tuple[Line, ...]) -> list[dict[str, str]]:
    """A row for each line of a network of one's own: its shape, or why it does not fit."""
    return [
        {
            "Line": f"{line.number}: {line.text}",
            "Output": " × ".join(map(str, line.shape)) if line.shape else "Does not fit",
            "Parameters": f"{line.parameters:,}" if line.shape else "",
        }
        for line in lines
    ]


def layer_mistake(lines: tuple[Line, ...]) -> str:
    """Why the first line that does not fit does not, and what to do; empty if all fit."""
    for line in lines:
        if line.mistake:
            cure = f" Instead: `{'`, `'.join(line.cure.splitlines())}`." if line.cure else ""
            return (
                f"**Line {line.number}, `{line.text}`:** {plain(line.mistake)}. "
                f"{plain(line.suggestion)}{cure}"
            )
    return ""


def run_title(config: Config) -> str:
    """A training in a few words: "LeNet, 3 epochs, seed 1"."""
    model = "Own stack" if config.model == OWN_STACK else config.model
    dataset = "" if config.dataset in model else f"{config.dataset}, "
    return f"{model}, {dataset}{counted(config.epochs, 'epoch')}, seed {config.seed}"
