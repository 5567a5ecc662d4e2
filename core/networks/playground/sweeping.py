"""The settings of the view "Sweep": one network with many seeds, learning rates or widths."""

from dataclasses import dataclass

from core.registry import Config, Options, Range, setting

RATES, SEEDS, WIDTHS = VARIED = ("Learning rates", "Seeds", "Widths")

LOWEST_RATE, HIGHEST_RATE = 0.0003, 3.0
WIDEST = 16


@dataclass(frozen=True)
class Sweeping(Config):
    """What differs between the networks, and how they are trained.

    Args:
        varied: what each network has of its own.
        networks: how many there are.
        sweep_epochs: how often each sees all points, in the batches of the settings.
        sweep_rate: the learning rate of gradient descent with momentum 0.9, where it does not
            differ.
    """

    varied: str = setting(Options(VARIED, RATES, "What differs from network to network."))
    networks: int = setting(Range(4, 32, 16, 4))
    sweep_epochs: int = setting(Range(1, 40, 10, 1))
    sweep_rate: float = setting(Range(0.001, 3.0, 0.01, 0.001, log=True))


@dataclass(frozen=True)
class Variant:
    """What a network of a sweep has of its own.

    Args:
        name: how it is called, such as "lr 0.1".
        width: neurons of each hidden layer; 0 for those of the settings.
    """

    name: str
    seed: int
    rate: float
    width: int = 0


def variants(state: Sweeping, seed: int) -> tuple[Variant, ...]:
    """The networks of a sweep, in order.

    Args:
        seed: of the first weights, where it does not differ; else of those of the first network.
    """
    count = state.networks
    if state.varied == SEEDS:
        return tuple(
            Variant(f"Seed {seed + index}", seed + index, state.sweep_rate)
            for index in range(count)
        )
    if state.varied == RATES:
        factor = (HIGHEST_RATE / LOWEST_RATE) ** (1 / (count - 1))
        rates = [float(f"{LOWEST_RATE * factor**index:.2g}") for index in range(count)]
        return tuple(Variant(f"lr {rate:g}", seed, rate) for rate in rates)
    share = min(count, WIDEST)
    result = []
    for index in range(count):
        width = 1 + round((WIDEST - 1) * (index % WIDEST) / (share - 1))
        own, name = seed + index // WIDEST, f"Width {width}"
        name += f", seed {own}" if count > WIDEST else ""
        result.append(Variant(name, own, state.sweep_rate, width))
    return tuple(result)
