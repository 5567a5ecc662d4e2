"""The code of the view "Sweep": all networks trained at once under `torch.func`."""

import re

from core.networks.playground.drawn import draw_sweep
from core.networks.playground.network_code import first_weights_lines, network_lines
from core.networks.playground.sweep import check, plain, size_of, stacked, train_together
from core.networks.playground.sweeping import WIDEST, WIDTHS, Sweeping, variants
from core.networks.playground.training import Training
from core.networks.playground.training_code import called_loss
from core.networks.playground.training_script import data_lines, helpers_of
from core.playground.course import Segment
from core.playground.data import classes_of, data_code
from core.playground.features import features_code
from core.playground.losses import head_of, outputs_for
from core.playground.settings import Settings
from core.script import Script, SourceText, write


def sweeping_script(state: Training, sweeping: Sweeping) -> Script:
    """A script that trains all networks of a sweep.

    Raises:
        ValueError: settings that do not go together, or too many steps.
    """
    settings = plain(state.part(Settings))
    check(settings, sweeping)
    course, classes = (Segment(settings, 0),), classes_of(state.data)
    data = data_code(state.data)
    columns, functions = features_code(state.features)
    target = head_of(settings.loss, classes).targets.__name__
    lines = [
        "torch.set_num_threads(1)  # more of them round a sum differently",
        *data_lines(str(data.call), columns),
        f"loss_function = {called_loss(settings.loss, classes)}",
        f"truth = {target}(labels, {outputs_for(classes)})",
        "",
        *LINES.splitlines(),
    ]
    chosen = variants(sweeping, state.seed)
    constants = {
        name: getattr(state, name) for name in ("count", "noise") if name in str(data.call)
    }
    return write(
        SourceText("def main():\n" + "\n".join(f"    {line}" if line else "" for line in lines)),
        *data.helpers,
        *functions,
        *helpers_of(course, classes),
        _make(settings, sweeping, classes),
        size_of,
        stacked,
        train_together,
        title="Many networks of the plane, trained at once under torch.func.",
        plot=draw_sweep,
        **constants,
        **data.constants,
        train_share=state.train_share,
        seed=state.seed,
        epochs=sweeping.sweep_epochs,
        batch_size=state.batch_size,
        variants=[(each.name, each.seed, each.rate, each.width) for each in chosen],
    )


LINES = """\
networks = [make(own_seed, width) for _, own_seed, _, width in variants]
weights, masks = stacked(networks)
model = max(networks, key=size_of)
rates = torch.tensor([rate for _, _, rate, _ in variants])
generator = torch.Generator().manual_seed(seed)
batches = [torch.randperm(trained, generator=generator).split(batch_size) for _ in range(epochs)]
x, y = features[:trained], truth[:trained]
for means in train_together(model, weights, masks, rates, loss_function, x, y, batches):
    print(f"mean of all losses: {means.mean().item():.4f}")

losses = {}
for index, (name, *_) in enumerate(variants):
    own = {key: part[index] for key, part in weights.items()}
    for part, rows in (("training", slice(0, trained)), ("test", slice(trained, None))):
        with torch.no_grad():
            outputs = torch.func.functional_call(model, own, (features[rows],))
            losses[name, part] = loss_function(outputs, truth[rows]).item()
        print(f"{name}, {part} loss = {losses[name, part]}")
"""


def _make(settings: Settings, sweeping: Sweeping, classes: int) -> SourceText:
    """The function that makes one of the networks."""
    swept = sweeping.varied == WIDTHS
    settings = plain(settings, WIDEST) if swept else settings
    course = (Segment(settings, 0),)
    lines = [*network_lines(course, classes), *first_weights_lines(settings), "return model"]
    if swept:
        lines = [re.sub(rf"\b{WIDEST}\b", "width", line) for line in lines]
    text = "\n".join(f"    {line}" for line in lines)
    return SourceText(
        f'def make(seed, width):\n    """A network with its first weights."""\n{text}'
    )
