"""A run is a plain loop of torch, to the bit."""

import pytest
import torch
from torch import nn

from core.catalogue.optimizer import optimizer as build_optimizer
from core.catalogue.optimizers import TRAINING_OPTIMIZERS
from core.catalogue.schedules import TRAINING_SCHEDULES
from core.playground.data import DATA
from core.playground.losses import LOSSES
from core.playground.run import Run, points_of
from core.playground.settings import Settings

pytestmark = pytest.mark.usefixtures("one_thread")


def plain_loop(settings, epochs, layers, loss, targets, make=None, penalty=None, schedule=None):
    """What a script does, with the global generator: weights after so many epochs."""
    points, _ = points_of(settings)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(settings.seed)
        model = nn.Sequential(*(layer() for layer in layers))
        optimizer = (make or (lambda p: torch.optim.SGD(p, lr=0.03)))(model.parameters())
        steps = schedule and schedule(optimizer)
        x, y = points.inputs, targets(points.targets)
        for _ in range(epochs):
            for batch in torch.randperm(len(x)).split(settings.batch_size):
                optimizer.zero_grad()
                total = loss(model(x[batch]), y[batch])
                if penalty:
                    total = total + penalty(model)
                total.backward()
                optimizer.step()
            if steps:
                steps.step()
    return [tensor.detach() for tensor in model.state_dict().values()]


def trained(settings, epochs):
    run = Run(settings)
    for _ in range(epochs):
        run.epoch()
    return run


def same_bits(run, weights):
    mine = [tensor.detach() for tensor in run.network.state_dict().values()]
    return len(mine) == len(weights) and all(map(torch.equal, mine, weights))


DEFAULT = [
    lambda: nn.Linear(2, 4),
    nn.Tanh,
    lambda: nn.Linear(4, 2),
    nn.Tanh,
    lambda: nn.Linear(2, 1),
    nn.Tanh,
]


def signs(labels):
    return 2 * labels.float()[:, None] - 1


def test_the_default_is_the_plain_loop():
    settings = Settings()
    assert same_bits(trained(settings, 4), plain_loop(settings, 4, DEFAULT, nn.MSELoss(), signs))


@pytest.mark.parametrize("name", TRAINING_OPTIMIZERS)
def test_every_optimizer_takes_the_same_steps(name):
    pick = TRAINING_OPTIMIZERS.pick(name)
    settings = Settings(optimizer=pick, count=60)
    weights = plain_loop(
        settings, 2, DEFAULT, nn.MSELoss(), signs, make=lambda p: build_optimizer(pick, p)
    )
    assert same_bits(trained(settings, 2), weights)


def test_dropout_norm_classes_and_penalties_are_those_of_torch():
    settings = Settings(
        data=DATA.pick("Blobs", classes=3),
        count=90,
        hidden="5 ReLU norm dropout=0.3, 3",
        loss="Cross-entropy",
        batch_size=7,
        l1=0.01,
        l2=0.02,
        seed=3,
    )
    layers = [
        lambda: nn.Linear(2, 5),
        lambda: nn.BatchNorm1d(5),
        nn.ReLU,
        lambda: nn.Dropout(0.3),
        lambda: nn.Linear(5, 3),
        nn.Tanh,
        lambda: nn.Linear(3, 3),
    ]

    def penalty(model):
        weights = [module.weight for module in model if isinstance(module, nn.Linear)]
        first = 0.01 * sum(w.abs().sum() for w in weights)
        return first + 0.02 / 2 * sum(w.square().sum() for w in weights)

    weights = plain_loop(
        settings, 3, layers, nn.CrossEntropyLoss(), lambda labels: labels, penalty=penalty
    )
    assert same_bits(trained(settings, 3), weights)


@pytest.mark.parametrize("name", [name for name in TRAINING_SCHEDULES if name != "None"])
def test_a_schedule_steps_after_each_epoch_until_its_end(name):
    choice = TRAINING_SCHEDULES[name]
    arguments = {"patience": 0} if choice.uses_loss else {}
    pick = TRAINING_SCHEDULES.pick(name, **arguments)
    settings = Settings(schedule=pick, horizon=60, count=20, batch_size=3)
    run, rates = Run(settings), []
    for _ in range(64):
        rates.append(run.rate)
        run.epoch()
    assert len(set(rates)) > 1 and len(set(rates[59:])) == 1
    again = Run(settings)
    for _ in range(4):
        again.epoch()
    state = again.state()
    resumed = Run(settings)
    resumed.load_state(state)
    for _ in range(60):
        resumed.epoch()
    assert same_bits(resumed, [t.detach() for t in run.network.state_dict().values()])


def test_frozen_layers_stay_and_the_others_move():
    before = Run(Settings(hidden="4 frozen, 2"))
    first = [t.clone() for t in before.weights]
    before.epoch()
    changed = [not torch.equal(a, b) for a, b in zip(first, before.weights, strict=True)]
    assert changed == [False, False, True, True, True, True]
    before.change(Settings(hidden="4, 2"))
    before.epoch()
    assert not torch.equal(first[0], before.weights[0])


def test_another_learning_rate_keeps_what_the_optimizer_has_stored():
    """As `for group in optimizer.param_groups: group["lr"] = 0.001` does in a loop."""
    pick = TRAINING_OPTIMIZERS.pick("AdamW", lr=0.01)
    run = trained(Settings(optimizer=pick, count=60), 2)
    state = run.optimizer.state_dict()["state"][0]["step"].item()
    run.change(run.settings.replace(optimizer=TRAINING_OPTIMIZERS.pick("AdamW", lr=0.001)))
    run.epoch()
    assert run.optimizer.state_dict()["state"][0]["step"].item() == state + 3 and run.rate == 0.001
    run.change(run.settings.replace(optimizer="SGD"))
    assert not run.optimizer.state_dict()["state"]


def test_what_needs_a_new_run_is_refused():
    run = Run(Settings())
    for changes in ({"hidden": "4, 3"}, {"noise": 10}, {"seed": 1}, {"activation": "ReLU"}):
        with pytest.raises(ValueError, match="need a new run"):
            run.change(Settings(**changes))


@pytest.mark.parametrize("name", LOSSES)
def test_every_loss_falls(name):
    run = Run(Settings(loss=name))
    first = run.record()
    for _ in range(5):
        run.epoch()
    assert run.record().train_loss < first.train_loss


def test_a_loss_that_is_not_for_numbers_is_a_mistake():
    with pytest.raises(ValueError, match="loss='Hinge' is not for numbers; use Squared error or"):
        Run(Settings(data="Plane", loss="Hinge"))
    assert Run(Settings(data="Plane")).record().train_accuracy != 0  # nan


def test_a_batch_of_one_is_a_mistake_with_batch_norm():
    with pytest.raises(ValueError, match="batch_size=83 leaves a batch of one"):
        Run(Settings(hidden="4 norm", batch_size=83))


def test_the_first_step_that_diverges_is_told():
    run = Run(
        Settings(
            optimizer=TRAINING_OPTIMIZERS.pick("SGD", lr=10.0, momentum=0.9),
            hidden="4 ReLU, 4 ReLU",
            loss="Squared error",
            data="Plane",
        )
    )
    for _ in range(20):
        run.epoch()
    step, name = run.diverged
    assert 1 < step <= run.steps and name in {"loss", *dict(run.network.named_parameters())}


def test_settings_that_do_not_fit_change_nothing():
    run = Run(Settings(count=60, hidden="3 norm"))
    before = run.settings
    for changes in ({"batch_size": 1}, {"batch_size": 29}):
        with pytest.raises(ValueError, match="batch norm"):
            run.change(before.replace(**changes))
        assert run.settings == before


def test_to_look_at_a_run_leaves_its_mode():
    run = Run(Settings(count=60, hidden="3 norm dropout=0.5"))
    run.step()
    asked = run.answers(run.train.x)
    assert run.network.training
    assert torch.equal(asked, run.network.eval()(run.train.x))
