"""Many networks at once: each equals one that a plain loop of torch.optim trains alone."""

import pytest
import torch

from core.jobs.packing import pack, unpack
from core.jobs.progress import last
from core.networks.playground.figures.sweeping import (
    GAP,
    columns_of,
    losses_figure,
    maps_figure,
    title_of,
)
from core.networks.playground.sweep import (
    SIDE,
    Sweep,
    network_of,
    plain,
    stacked,
    sweep,
    sweep_headline,
)
from core.networks.playground.sweeping import RATES, SEEDS, VARIED, WIDTHS, Sweeping, variants
from core.networks.playground.sweeping_words import sweep_rows, sweep_sentence
from core.playground.data import DATA
from core.playground.features import features_of
from core.playground.losses import LOSSES, head_of, loss_of, outputs_for
from core.playground.run import points_of
from core.playground.settings import Settings

pytestmark = pytest.mark.usefixtures("one_thread")

SMALL = Settings(count=60, batch_size=10)
CASES = {
    RATES: (SMALL, Sweeping(varied=RATES, networks=4, sweep_epochs=2)),
    SEEDS: (
        SMALL.replace(
            data=DATA.pick("Blobs", classes=3),
            loss=LOSSES.pick("Cross-entropy"),
            hidden="3 ReLU",
        ),
        Sweeping(varied=SEEDS, networks=4, sweep_epochs=2),
    ),
    WIDTHS: (
        SMALL.replace(activation="Sigmoid", data=DATA.pick("Plane"), hidden="4, 4"),
        Sweeping(varied=WIDTHS, networks=4, sweep_epochs=2),
    ),
}
"""Sigmoid is 0.5 at 0: a neuron that is not there must not speak all the same."""


@pytest.fixture(params=CASES)
def case(request):
    settings, state = CASES[request.param]
    return settings, state, last(sweep(settings, state))


def alone(settings, variant, epochs):
    """The training and the test loss of a network that a plain loop trains."""
    train, test = points_of(settings)
    head = head_of(settings.loss, train.classes)
    loss_function = loss_of(settings.loss, train.classes)
    (x, y), (test_x, test_y) = (
        (
            features_of(points.inputs, settings.features),
            head.targets(points.targets, outputs_for(points.classes)),
        )
        for points in (train, test)
    )
    network = network_of(settings, variant)
    optimizer = torch.optim.SGD(network.parameters(), lr=variant.rate, momentum=0.9)
    generator = torch.Generator().manual_seed(settings.seed)
    for _ in range(epochs):
        for batch in torch.randperm(len(x), generator=generator).split(settings.batch_size):
            optimizer.zero_grad()
            loss_function(network(x[batch]), y[batch]).backward()
            optimizer.step()
    with torch.no_grad():
        return loss_function(network(x), y).item(), loss_function(network(test_x), test_y).item()


def test_every_network_is_as_if_it_were_trained_alone(case):
    settings, state, result = case
    known = [alone(settings, variant, state.sweep_epochs) for variant in result.variants]
    train, test = zip(*known, strict=True)
    assert result.train_losses.tolist() == pytest.approx(train, rel=1e-3, abs=1e-4)
    assert result.test_losses.tolist() == pytest.approx(test, rel=1e-3, abs=1e-4)
    assert len(set(known)) == len(known)


def test_narrow_networks_are_filled_up_and_masked():
    settings, state = CASES[WIDTHS]
    networks = [network_of(settings, variant) for variant in variants(state, 0)]
    weights, masks = stacked(networks)
    for name, part in networks[0].named_parameters():
        corner = weights[name][0][tuple(slice(0, size) for size in part.shape)]
        assert torch.equal(corner, part) and masks[name][0].sum() == part.numel()
        assert (weights[name][0][masks[name][0] == 0] == 0).all()


@pytest.mark.parametrize("varied", VARIED)
@pytest.mark.parametrize("count", (4, 16, 20, 32))
def test_variants_differ_in_what_is_varied(varied, count):
    chosen = variants(Sweeping(varied=varied, networks=count), seed=5)
    assert len(chosen) == count == len({each.name for each in chosen})
    assert len({(each.seed, each.rate, each.width) for each in chosen}) == count
    if varied == RATES:
        rates = [each.rate for each in chosen]
        assert rates == sorted(rates) and (rates[0], rates[-1]) == (0.0003, 3.0)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"data": "Own points", "train_share": 10}, "leaves no point to train on"),
        ({"batch_size": 1, "count": 1200}, "steps: at most 1,000"),
        ({"loss": "Cross-entropy", "data": "Plane"}, "is not for numbers"),
    ],
)
def test_what_cannot_be_swept_is_said_in_a_line(changes, said):
    with pytest.raises(ValueError, match=said):
        last(sweep(SMALL.replace(**changes), Sweeping()))


def test_what_is_shown(case):
    _, state, result = case
    assert len(sweep_headline(result)) == 2 * state.networks
    assert len(sweep_rows(result)) == state.networks
    best = int(result.test_losses.argmin())
    assert result.variants[best].name.split()[-1] in sweep_sentence(result)
    maps = maps_figure(result)
    assert len(maps.layout.annotations) == state.networks and len(maps.data) == 1
    assert [len(curve.y) for curve in losses_figure(result).data] == [state.networks] * 2
    again: Sweep = unpack(pack(result))
    assert torch.equal(again.shades, result.shades) and again.variants == result.variants


def test_layers_are_linear_with_an_activation():
    settings = SMALL.replace(hidden="8 ReLU norm dropout=0.2, 4 frozen")
    assert plain(settings).hidden == "8 ReLU, 4" and plain(settings, 3).hidden == "3 ReLU, 3"
    network = network_of(settings, variants(Sweeping(), 0)[0])
    assert all(parameter.requires_grad for parameter in network.parameters())


def test_maps_fill_a_wide_picture():
    assert [columns_of(count) for count in (4, 8, 16, 32)] == [3, 4, 6, 8]
    for columns in range(3, 9):  # of a phone: two lines of 11 pixels, and what is between them
        assert 350 / (columns * (SIDE + GAP)) * title_of(columns) > 28
