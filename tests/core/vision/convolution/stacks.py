"""Random stacks of layers, for what is tested of any network."""

import random

from core.vision.convolution.steps import Step, fields


def write(steps):
    """The text of a stack, as `parse` reads it."""
    return ", ".join(map(str, steps))


def stacks(count):
    """Random stacks that are not too much."""
    generator, chosen = random.Random(0), []
    while len(chosen) < count:
        steps = []
        for _ in range(generator.randint(1, 5)):
            kind, size = generator.choice(("conv", "conv", "max", "mean")), generator.randint(1, 5)
            padding = generator.randint(0, size // 2)
            if kind == "conv":
                steps.append(
                    Step(kind, size, generator.randint(1, 3), padding, generator.randint(1, 3))
                )
            else:
                steps.append(Step(kind, size, generator.randint(1, 3), padding))
        if fields(steps)[-1].length <= 40:
            chosen.append(tuple(steps))
    return chosen
