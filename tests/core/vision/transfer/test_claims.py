"""Each preset of transfer learning shows what its sentence says, against logistic regression by
scikit-learn on what the networks make of the pictures.
"""

import copy
import functools

import pytest
import torch
from sklearn.linear_model import LogisticRegression

from core.jobs.progress import last
from core.models.imagenet import PRETRAINED
from core.vision.transfer import alike, heads
from core.vision.transfer.cam import heat_of
from core.vision.transfer.features import compute
from core.vision.transfer.head import L2, raw_pixels
from core.vision.transfer.pictures import choose, pictures_of
from core.vision.transfer.presets import PRESETS
from core.vision.transfer.seen import Seen, label, picture
from core.vision.transfer.state import State, headline
from core.vision.transfer.task import Task
from tests.core.claims import Claims

CLAIMS = Claims()


@functools.cache
def right(network, per_class, seed, raw=False):
    """The share of held-out drawings that scikit-learn's head gets right."""
    pictures = pictures_of("Clip art")
    rows = choose(pictures.train_labels, per_class, seed)
    train, test = raw_pixels(pictures.train), raw_pixels(pictures.test)
    if not raw:
        features = last(compute(network, "Clip art"))
        train, test = features.train, features.test
    x = train[rows].double()
    scale = (x - x.mean(0)).square().mean().sqrt()
    oracle = LogisticRegression(C=1 / (len(x) * L2), max_iter=300)
    oracle.fit(((x - x.mean(0)) / scale).numpy(), pictures.train_labels[rows].numpy())
    return oracle.score(((test - x.mean(0)) / scale).numpy(), pictures.test_labels.numpy())


def of(state, **changes):
    """The share for a state, with some of its settings changed."""
    raw = changes.pop("raw", False)
    task = state.part(Task).replace(**changes)
    return right(task.network, task.per_class, task.seed, raw)


def answer(state):
    """Class and probability of the highest answer of the head on features, in the headline."""
    numbers = headline(state).items()
    shares = {name[2:-1]: value for name, value in numbers if name.startswith("p(")}
    return max(shares.items(), key=lambda item: item[1])


def band(value, edges, names):
    """The name of the band between edges that a value is in."""
    return names[sum(value > edge for edge in edges)]


@CLAIMS.of("Twenty drawings of each class")
def _(state):
    assert of(state) > 0.8 and abs(of(state, raw=True) - 1 / 3) < 0.05
    numbers = headline(state)
    for key, raw in (("right with features", False), ("right with raw pixels", True)):
        share = numbers[key] / numbers["held-out pictures"]
        assert abs(share - of(state, raw=raw)) < 0.02


@CLAIMS.answer("Twenty drawings of each class")
def _(state):
    return band(of(state), (0.42, 0.8), ("About a third", "About half", "Over 80 %"))


@CLAIMS.of("One drawing of each class")
def _(state):
    assert of(state) > 0.4 and abs(9 * of(state) - 4) < 0.3


@CLAIMS.answer("One drawing of each class")
def _(state):
    return band(of(state), (0.2, 0.8), ("As many as by guessing", "Over 40 %", "Over 80 %"))


@CLAIMS.of("All the drawings there are")
def _(state):
    assert heads.result(state.part(Task)).learned == 323
    assert 0 < of(state) - of(state, per_class=20) < 0.05
    assert of(state, per_class=20) - of(state, per_class=1) > 0.3


@CLAIMS.answer("All the drawings there are")
def _(state):
    names = ("Less than 5 points", "5 to 10 points", "More than 10 points")
    return band(of(state) - of(state, per_class=20), (0.05, 0.1), names)


@CLAIMS.of("Other drawings to learn from")
def _(state):
    assert of(state) - of(state, seed=0) > 0.03


@CLAIMS.answer("Other drawings to learn from")
def _(state):
    names = ("Less than a point apart", "", "Over 3 points apart")
    return band(abs(of(state) - of(state, seed=0)), (0.01, 0.03), names)


@CLAIMS.of("A smaller network")
def _(state):
    small, large = (PRETRAINED[name] for name in (state.network, "EfficientNet-Lite0"))
    assert (small.features, large.features) == (512, 1280)
    counts = [
        sum(value.numel() for value in each.trained().parameters()) for each in (small, large)
    ]
    assert 0.2 < counts[0] / counts[1] < 0.3
    assert of(state, network="EfficientNet-Lite0") - of(state) > 0.1
    assert of(state) > 2 * of(state, raw=True)


@CLAIMS.answer("A smaller network")
def _(state):
    return "No" if of(state, network="EfficientNet-Lite0") - of(state) > 0.02 else "Yes"


@CLAIMS.of("A photograph of a sunflower")
def _(state):
    assert answer(state)[0] == "plants" and answer(state)[1] > 0.5


@CLAIMS.answer("A photograph of a sunflower")
def _(state):
    return answer(state)[0].capitalize()


@CLAIMS.of("A lighthouse")
def _(state):
    assert answer(state)[0] == "buildings" and answer(state)[1] > 0.5


@CLAIMS.answer("A lighthouse")
def _(state):
    return answer(state)[0].capitalize()


def where(state):
    """Row and column where Grad-CAM is strongest, as shares of the picture."""
    task = state.part(Task)
    heat = heat_of(task, heads.result(task), state.part(Seen))
    row, column = divmod(int(heat.argmax()), heat.shape[1])
    return row / heat.shape[0], column / heat.shape[1], heat


@CLAIMS.of("Where it looks")
def _(state):
    row, column, heat = where(state)
    assert 0.2 < row < 0.7 and 0.7 < column < 0.95  # where the lighthouse stands
    height, width = heat.shape
    sail = heat[int(0.5 * height) : int(0.75 * height), int(0.2 * width) : int(0.4 * width)]
    sky = heat[: int(0.25 * height), : int(0.7 * width)]
    sea = heat[int(0.85 * height) :]
    assert sail.mean() > 2 * max(sky.mean(), sea.mean())


@CLAIMS.answer("Where it looks")
def _(state):
    row, column, _ = where(state)
    if column > 0.75:
        return "The lighthouse"
    return "The sun" if row < 0.55 else "The sea"


@CLAIMS.of("None of the nine")
def _(state):
    shares = sorted(
        (value for name, value in headline(state).items() if name.startswith("p(")), reverse=True
    )
    assert len(shares) == 9 and sum(shares) == pytest.approx(1, abs=1e-5)
    assert shares[0] < 1 / 3 and shares[0] - shares[1] < 0.05


@CLAIMS.answer("None of the nine")
def _(state):
    return "One of the nine" if answer(state)[0] in pictures_of("Clip art").classes else "None"


@CLAIMS.of("The most confident mistake")
def _(state):
    trained = heads.result(state.part(Task))
    sure = trained.answers.softmax(1).amax(1)
    sure[trained.answers.argmax(1) == trained.labels] = 0
    assert int(sure.argmax()) == state.example
    assert (answer(state)[0], label(state.part(Seen), "Clip art")) == ("mammals", "plants")
    assert answer(state)[1] > 0.5
    assert answer(state)[1] == pytest.approx(float(sure.max()), abs=0.01)  # kept in half precision
    shown = picture(state.part(Seen), "Clip art")
    assert torch.equal(shown, pictures_of("Clip art").test[119])


def labels_of(state):
    """The classes of the nearest pictures in the headline, and their cosines."""
    rows = [(name.partition(". ")[2], value) for name, value in headline(state).items()]
    return [row for row in rows if row[0]]


def own_class(values, labels):
    """The share of pictures whose nearest other one, by a loop over pairs, is of their class."""
    right = 0
    for row, value in enumerate(values):
        cosines = torch.cosine_similarity(value[None], values)
        cosines[row] = -2
        right += int(labels[cosines.argmax()] == labels[row])
    return right / len(labels)


@CLAIMS.of("No training at all")
def _(state):
    pictures, features = pictures_of("Clip art"), last(compute(state.network, "Clip art"))
    share = own_class(features.test, pictures.test_labels)
    assert share > 0.75 and share == alike.map_of(state.part(Task)).own_class
    assert abs(own_class(raw_pixels(pictures.test), pictures.test_labels) - 1 / 3) < 0.05
    assert {name for name, _ in labels_of(state)} == {label(state.part(Seen), "Clip art")}


@CLAIMS.answer("No training at all")
def _(state):
    names = ("About a third", "About half", "Over three quarters")
    return band(alike.map_of(state.part(Task)).own_class, (0.42, 0.75), names)


@CLAIMS.of("Why the blossom is a mammal")
def _(state):
    assert [name for name, _ in labels_of(state)[:3]] == ["mammals"] * 3
    assert label(state.part(Seen), "Clip art") == "plants"


@CLAIMS.answer("Why the blossom is a mammal")
def _(state):
    return labels_of(state)[0][0].capitalize()


@CLAIMS.of("Search with a photograph")
def _(state):
    (name, first), (_, second), *_ = labels_of(state)
    assert name == "plants" and first - second > 0.05
    assert len(pictures_of("Clip art").train) == 323


@CLAIMS.answer("Search with a photograph")
def _(state):
    return labels_of(state)[0][0].capitalize()


@CLAIMS.of("What the head learns from")
def _(state):
    pictures = pictures_of("Clip art")
    counts = pictures.train_labels.bincount()
    assert (len(counts), int(counts.min()), int(counts.max())) == (9, 31, 40)
    assert ((pictures.test_labels.bincount() / counts - 0.5).abs() < 0.03).all()
    assert headline(state)["pictures to learn from"] == counts.sum()


def parameters(*names):
    """How many numbers can be learned in these modules of EfficientNet-Lite0."""
    model = PRETRAINED["EfficientNet-Lite0"].trained()
    return sum(value.numel() for name in names for value in model.get_submodule(name).parameters())


HEAD_OF_NINE = 1280 * 9 + 9


@CLAIMS.of("The head alone")
def _(state):
    numbers = headline(state)
    assert numbers["trainable parameters"] == HEAD_OF_NINE == 11_529
    body = parameters("") - parameters("classifier")
    assert numbers["frozen parameters"] == body and round(body + HEAD_OF_NINE, -5) == 3_400_000


@CLAIMS.answer("The head alone")
def _(state):
    edges = (50_000, 500_000)
    learning = headline(state)["trainable parameters"]
    return band(learning, edges, ("About 11,500", "About 115,000", "About a million"))


@CLAIMS.of("The head and two stages")
def _(state):
    learning = parameters("head", "head_norm", "stages.6") + HEAD_OF_NINE
    assert headline(state)["trainable parameters"] == learning
    first_six = parameters("stem", "stem_norm", *(f"stages.{number}" for number in range(5)))
    assert learning - HEAD_OF_NINE > first_six


@CLAIMS.answer("The head and two stages")
def _(state):
    numbers = headline(state)
    share = numbers["trainable parameters"] / (
        numbers["trainable parameters"] + numbers["frozen parameters"]
    )
    assert share < 0.1 or share > 0.7 or abs(share - 0.3) < 0.01
    return band(share, (0.1, 0.7), ("About 3 %", "About 30 %", "Over 80 %"))


def changed(mode):
    """How many buffers of EfficientNet-Lite0 a random picture changes, and how many there are."""
    model = copy.deepcopy(PRETRAINED["EfficientNet-Lite0"].trained())
    norms = [part for part in model.modules() if isinstance(part, torch.nn.BatchNorm2d)]
    assert len(norms) == 49
    for part in norms:
        part.train(mode)
    before = [value.clone() for value in model.buffers()]
    model(torch.rand(2, 3, 64, 64, generator=torch.Generator().manual_seed(0)))
    pairs = zip(before, model.buffers(), strict=True)
    return sum(not torch.equal(old, new) for old, new in pairs), len(before)


@CLAIMS.of("In train mode by mistake")
def _(state):
    assert changed(True) == (147, 147)
    assert headline(state)["layers of batch norm"] == 49


@CLAIMS.of("In eval mode, as it should be")
def _(state):
    assert changed(False) == (0, 147)
    assert headline(state)["parameters changed"] == 0


@CLAIMS.answer("In train mode by mistake")
@CLAIMS.answer("In eval mode, as it should be")
def _(state):
    numbers = headline(state)
    share = numbers["changed by one batch"] / numbers["running statistics"]
    return {0: "None", 1: "All"}.get(share, "About half")


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_the_sentence_is_true(preset, one_thread):
    assert isinstance(preset.state, State)
    CLAIMS.check(preset)
