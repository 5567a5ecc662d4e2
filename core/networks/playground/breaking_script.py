"""The code of the view "Break it": both versions of a training, and what they end with."""

import torch

from core.networks.playground.breakage import MEASURES, sample_call, version
from core.networks.playground.breaking import Breaking
from core.networks.playground.drawn import draw_losses
from core.script import Code, Script, parts, write


def breaking_script(state: Breaking) -> Script:
    """A script that trains with the mistake and without."""
    mistake = state.mistake
    choice = mistake.choice
    return write(
        show_mistake,
        *parts(choice.sample.function),
        choice.measure,
        version(mistake, "right", broken=False),
        version(mistake, "broken", broken=True),
        title=f"{mistake.name}: a training with this mistake, and the same without it.",
        decided={"raises": choice.raises},
        plot=draw_losses,
        points=Code(f"lambda generator: {sample_call(mistake)}"),
        measure=Code(choice.measure.__name__),
        measured=MEASURES[choice.measure],
        begin=Code(f"lambda: torch.manual_seed({state.mistake_seed})"),
    )


def show_mistake(points, measure, measured, right, broken, begin, raises):
    """A training with a mistake and without it."""
    torch.set_num_threads(1)  # more of them round a sum differently, and a training goes elsewhere
    curves = {}
    for name, train in (("right", right), ("broken", broken)):
        generator = begin()
        x, y = points(generator)
        order = torch.randperm(len(x), generator=generator)
        x, y, half = x[order], y[order], len(x) // 2
        if raises:
            try:
                predict, losses, numbers = train(x[:half], y[:half])
            except ValueError as error:
                print(f"{name}: {error}")
                continue
        else:
            predict, losses, numbers = train(x[:half], y[:half])
        curves[name] = losses
        print(f"{name}, loss = {losses[-1]}")
        with torch.no_grad():
            print(f"{name}, {measured} in training = {measure(predict(x[:half]), y[:half])}")
            print(f"{name}, {measured} in the test = {measure(predict(x[half:]), y[half:])}")
        for number, value in numbers.items():
            print(f"{name}, {number} = {value}")
