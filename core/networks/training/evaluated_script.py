"""The code of the view "Evaluation": a trained network's answers to its test pictures."""

import math
from functools import partial

import torch
from safetensors.torch import load_file
from safetensors.torch import save as tensors_to_bytes
from torch.nn import functional as F

from core.data.datasets import DATASETS
from core.networks.training.drawn import (
    draw_calibration,
    draw_classes,
    draw_confusion,
    draw_mistakes,
)
from core.networks.training.evaluated import (
    CALIBRATION,
    CLASSES,
    CONFUSION,
    MISTAKES,
    SHOWN,
    Evaluated,
    cell,
)
from core.networks.training.state import State
from core.script import Code, Script, parts, write
from core.training import store
from core.training.evaluation import BINS, STEPS, Z95, answers
from core.training.script import channels

WEIGHTS, PICTURES = "network.safetensors", "test.safetensors"


def evaluated_script(state: State) -> Script:
    """The script of the chosen part, with the weights and the test pictures that it reads.

    Raises:
        ValueError: the network or its test pictures are not on this computer.
    """
    choice = state.part(Evaluated)
    trained = store.find(choice.trained)
    function, helpers, constants = FUNCTIONS[choice.look](choice)
    plot = PLOTS[choice.look]
    return write(
        function,
        *parts(trained.network.build),
        score_test_pictures,
        *helpers,
        files={
            WEIGHTS: trained.path.read_bytes,
            PICTURES: partial(_test_pictures, trained.card.config.dataset),
        },
        plot=plot,
        model=Code(f"{trained.network.code}()"),
        mean=channels(trained.dataset.mean),
        deviation=channels(trained.dataset.deviation),
        **constants,
    )


def _test_pictures(name: str) -> bytes:
    """The file with the test pictures of a data set, and their labels."""
    gallery = DATASETS[name].gallery()
    tensors = {"images": gallery.images.contiguous(), "labels": gallery.labels.long().contiguous()}
    return tensors_to_bytes(tensors)


def score_test_pictures(model, mean, deviation):
    """What a trained network answers to the test pictures, (N, classes), and their labels (N,)."""
    model.load_state_dict(load_file("network.safetensors"))
    model.eval()
    test, scores = load_file("test.safetensors"), []
    with torch.inference_mode():
        for batch in test["images"].split(500):
            scores.append(model((batch / 255 - mean) / deviation))
    return torch.cat(scores), test["labels"]


def show_confusion(model, mean, deviation, z, truth, answer, names):
    """The accuracy on the test pictures, its 95 % confidence interval (Wilson 1927), and the
    confusion matrix.
    """
    scores, labels = score_test_pictures(model, mean, deviation)
    answers, count = scores.argmax(1), len(labels)
    share = (answers == labels).sum().item() / count

    spread = z**2 / count
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * math.sqrt(share * (1 - share) / count + spread / (4 * count))
    print(f"test accuracy = {share}")
    print(f"lower end = {middle - half}")
    print(f"upper end = {middle + half}")

    matrix = torch.zeros(len(names), len(names), dtype=torch.long)
    for label, answer_given in zip(labels, answers, strict=True):
        matrix[label, answer_given] += 1
    print(f"{names[truth]} read as {names[answer]} = {matrix[truth, answer].item()}")


def show_classes(model, mean, deviation, names):
    """The share of the test pictures of each class that is answered right."""
    scores, labels = score_test_pictures(model, mean, deviation)
    answers, shares = scores.argmax(1), []
    for label, name in enumerate(names):
        of_class = labels == label
        right = (answers[of_class] == label).sum().item()
        shares.append(right / of_class.sum().item())
        print(f"accuracy of {name} = {shares[-1]}")


def show_calibration(model, mean, deviation, temperature, bins, steps):
    """How well the confidence of a network foretells its accuracy (Guo et al. 2017)."""
    scores, labels = score_test_pictures(model, mean, deviation)
    scores = scores.double()
    right = (scores.argmax(1) == labels).double()

    error, edges, accuracies = calibration_error(scores / temperature, right, bins)
    confidence = (scores / temperature).softmax(1).amax(1)
    print(f"mean confidence = {confidence.mean().item()}")
    print(f"expected calibration error = {error}")
    print(f"negative log-likelihood = {F.cross_entropy(scores / temperature, labels).item()}")

    # the best temperature, by Newton's method: the loss is convex in 1 / temperature
    slope = 1.0
    for _ in range(steps):
        shares = (scores * slope).softmax(1)
        means = (shares * scores).sum(1)
        gradient = (means - scores.gather(1, labels[:, None])[:, 0]).mean().item()
        curvature = (shares * (scores - means[:, None]) ** 2).sum(1).mean().item()
        slope -= gradient / curvature
    print(f"best temperature = {1 / slope}")
    best = calibration_error(scores * slope, right, bins)[0]
    print(f"error at the best temperature = {best}")


def calibration_error(scores, right, bins):
    """The expected calibration error, and the middles and accuracies of the bins with pictures."""
    confidence = scores.softmax(1).amax(1)
    error, middles, accuracies = 0.0, [], []
    for index in range(bins):
        inside = (confidence > index / bins) & (confidence <= (index + 1) / bins)
        if inside.any():
            accuracy = right[inside].mean().item()
            gap = abs(accuracy - confidence[inside].mean().item())
            error += inside.sum().item() / len(confidence) * gap
            middles.append((index + 0.5) / bins)
            accuracies.append(accuracy)
    return error, middles, accuracies


def show_mistakes(model, mean, deviation, count, names):
    """The wrong answers of which the network is most sure."""
    scores, labels = score_test_pictures(model, mean, deviation)
    confidence, answers = scores.double().softmax(1).max(1)
    wrong = (answers != labels).nonzero()[:, 0]
    order = confidence[wrong].sort(descending=True, stable=True).indices
    worst = wrong[order][:count].tolist()
    for index in worst:
        name = names[answers[index]]
        print(f"test picture {index}, p({name}) = {confidence[index].item()}")


def _classes(choice: Evaluated) -> list[str]:
    return list(answers(choice.trained).classes)


def _confusion(choice: Evaluated) -> tuple:
    truth, answer = cell(choice, answers(choice.trained))
    constants = {"z": Z95, "truth": truth, "answer": answer, "names": _classes(choice)}
    return show_confusion, (), constants


def _per_class(choice: Evaluated) -> tuple:
    return show_classes, (), {"names": _classes(choice)}


def _calibration(choice: Evaluated) -> tuple:
    constants = {"temperature": choice.temperature, "bins": BINS, "steps": STEPS}
    return show_calibration, (calibration_error,), constants


def _mistakes(choice: Evaluated) -> tuple:
    return show_mistakes, (), {"count": SHOWN, "names": _classes(choice)}


FUNCTIONS = {
    CONFUSION: _confusion,
    CLASSES: _per_class,
    CALIBRATION: _calibration,
    MISTAKES: _mistakes,
}

PLOTS = {
    CONFUSION: draw_confusion,
    CLASSES: draw_classes,
    CALIBRATION: draw_calibration,
    MISTAKES: draw_mistakes,
}
