"""Makes `assets/strangers.safetensors`: what tells digits from letters, signs and scribbles, for
`core.vision.digits.strangers`: `python -m tests.strangers`.

The digits are MNIST's training digits and those of the styles. What is no digit is written here:
letters that no digit looks like, signs, scribbles, and two digits that touch.
"""

import torch
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional as F

from core.data import mnist
from core.data.handwriting import styles
from core.data.handwriting.hand import write
from core.data.handwriting.strokes import SIZE, Strokes, draw
from core.data.handwriting.styles import STYLES
from core.data.preparation import normalise, steps
from core.vision.digits.strangers import FILE, Familiar

BATCH = 256
DIGITS_COUNT = 2.0  # a digit counts so much more than a stranger
FALSE_ALARMS = 0.008  # of digits that were not trained on

LETTERS = {
    "A": "0,100 30,0! 60,100 | 12,62 48,62",
    "round A": "0,100 6,30 30,0 54,30 60,100 | 4,55 56,55",
    "E": "52,0 0,0! 0,100! 54,100 | 0,50 44,50",
    "round E": "50,10 26,0 6,14 26,44! 2,70 20,98 52,90",
    "F": "54,0 0,0! 0,100 | 0,48 42,48",
    "H": "0,0 0,100 | 56,0 56,100 | 0,50 56,50",
    "J": "14,0 62,0 | 40,0 38,78 20,100 0,84",
    "K": "0,0 0,100 | 54,0 2,54! 56,100",
    "M": "0,100 4,0! 34,60! 64,0! 68,100",
    "N": "0,100 0,0! 56,100! 56,0",
    "P": "0,100 0,0! 40,4 50,26 38,48 0,52",
    "R": "0,100 0,0! 40,4 48,26 36,46 0,50! 52,100",
    "T": "0,0 60,0 | 30,0 30,100",
    "U": "0,0 2,70 26,100 52,72 54,0",
    "V": "0,0 28,100! 56,0",
    "W": "0,0 18,100! 36,30! 54,100! 72,0",
    "X": "0,0 56,100 | 56,0 0,100",
    "Y": "0,0 28,48! 56,0 | 28,48 26,100",
    "a": "48,8 22,0 2,50 20,98 46,70 50,4! 52,98 66,96",
    "d": "46,50 20,40 2,72 22,100 46,86 50,0! 52,100",
    "e": "4,52 50,48 44,8 18,6 2,52 18,98 52,88",
    "f": "50,6 32,0 22,20 20,100 | 2,42 44,42",
    "h": "0,0 0,100 | 0,60 26,42 42,60 44,100",
    "i": "10,36 10,100 | 10,8 12,10",
    "j": "24,24 24,80 8,100 -6,90 | 24,0 26,2",
    "k": "0,0 0,100 | 40,40 2,70! 44,100",
    "m": "0,4 0,100 | 0,30 26,0 44,30 44,100 | 44,30 70,0 88,30 90,100",
    "n": "0,0 0,100 | 0,34 34,0 66,30 68,100",
    "p": "0,0 0,100 | 0,14 26,0 44,24 26,54 0,44",
    "r": "0,2 0,100 | 0,40 26,6 56,8",
    "t": "20,0 20,84 34,100 50,92 | 0,34 44,34",
    "u": "0,0 2,70 30,98 64,70! 66,0! 68,100",
    "w": "0,0 10,90 40,98 50,20! 56,92 84,94 100,0",
    "y": "0,0 20,50 48,8! | 50,0 34,70 6,100",
}
SIGNS = {
    "plus": "0,50 90,50 | 45,5 45,95",
    "equals": "0,20 90,20 | 0,70 90,70",
    "star": "40,0 40,100 | 0,25 80,75 | 80,25 0,75",
    "hash": "20,0 14,100 | 50,0 44,100 | 0,32 64,32 | 0,66 64,66",
    "question": "4,18 26,0 50,18 40,44 26,60 26,74 | 26,96 27,98",
    "at": "50,40 34,30 24,52 36,64 50,50! 56,66 76,50 60,10 26,4 0,40 10,84 44,100 70,90",
    "heart": "50,100! 0,40 10,6 34,8 50,30! 66,8 90,6 100,40 50,100",
    "house": "0,100! 0,45! 40,0! 80,45! 80,100! 0,100",
    "face": "50,0 8,20 0,60 30,98 70,98 100,60 92,18 50,0 | 32,36 33,38 | 66,36 67,38 "
    "| 26,62 50,78 74,62",
    "arrow": "0,50 100,50! 70,20 | 100,50 70,82",
    "triangle": "50,0! 0,90! 100,90! 50,0",
    "square": "0,0! 0,90! 90,90! 90,0! 0,0",
    "lightning": "40,0 0,56! 40,50! 6,100",
    "wave": "0,50 20,10 45,90 70,10 95,90 120,40",
    "tick": "0,56 30,100! 100,0",
    "percent": "70,0 10,100 | 14,4 4,16 14,28 24,16 14,4 | 66,72 56,84 66,96 76,84 66,72",
    "and": "70,100 20,30 24,4 44,4 46,24 6,66 14,96 40,98 72,60",
    "euro": "70,10 40,0 14,30 14,70 40,100 70,92 | 0,38 52,38 | 0,60 50,60",
    "spiral": "50,50 60,44 62,58 46,66 34,50 44,28 72,30 84,60 60,90 22,84 8,50 24,10 60,0 100,20",
}


def scribble(generator: torch.Generator) -> str:
    """A template of nothing: one to four strokes through a few to many random points."""
    strokes = []
    for _ in range(_whole(1, 4, generator)):
        count, corner = _whole(3, 12, generator), "!" * _whole(0, 1, generator)
        points = torch.randint(0, 101, (count, 2), generator=generator).tolist()
        strokes.append(" ".join(f"{x},{y}{corner}" for x, y in points))
    return " | ".join(strokes)


def _whole(low: int, high: int, generator: torch.Generator) -> int:
    return int(torch.randint(low, high + 1, (), generator=generator))


def _moved(drawing: Strokes, left: float, scale: float) -> Strokes:
    """Scaled, and with its left end at `left`."""
    first = min(x for stroke in drawing for x, _ in stroke)
    return tuple(
        tuple((round((x - first) * scale + left), round(y * scale + 60)) for x, y in stroke)
        for stroke in drawing
    )


def pair(generator: torch.Generator) -> Strokes:
    """Two digits side by side, so near that they touch or nearly do."""
    names = list(STYLES)
    first, second = (
        write(STYLES[names[_whole(0, len(names) - 1, generator)]].template, 1, generator)[0]
        for _ in range(2)
    )
    first = _moved(first, 20, 0.55)
    end = max(x for stroke in first for x, _ in stroke)
    return first + _moved(second, end + _whole(-6, 16, generator), 0.55)


def picture(drawing: Strokes, generator: torch.Generator) -> Tensor:
    """A drawing with a brush of any width, as networks get it: (28, 28) uint8."""
    inside = tuple(
        tuple((min(max(x, 0), SIZE), min(max(y, 0), SIZE)) for x, y in stroke) for stroke in drawing
    )
    return steps(draw(inside, _whole(8, 34, generator))).placed


def strangers(count: int, generator: torch.Generator, templates: dict[str, str]) -> Tensor:
    """Pictures (count, 28, 28) uint8: half of them of the templates, a quarter each scribbles and
    pairs of digits.
    """
    texts, results = list(templates.values()), []
    for text in texts:
        results += write(text, -(-count // 2 // len(texts)), generator)
    while len(results) < 3 * count // 4:
        results += write(scribble(generator), 1, generator)
    while len(results) < count:
        results.append(pair(generator))
    return torch.stack([picture(drawing, generator) for drawing in results])


def train(digits: Tensor, others: Tensor, epochs: int, seed: int = 0) -> Familiar:
    """The network trained to tell pictures (N, 28, 28) uint8 of digits from others."""
    torch.manual_seed(seed)
    network, pictures = Familiar(), torch.cat([digits, others])[:, None]
    targets = (torch.arange(len(pictures)) < len(digits)).float()
    # a digit that is taken for a stranger is worse than the other way round
    weight = torch.tensor(len(others) / len(digits) * DIGITS_COUNT)
    optimizer = torch.optim.Adam(network.parameters(), lr=2e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, 4e-3, total_steps=epochs * -(-len(pictures) // BATCH)
    )
    for _ in range(epochs):
        for rows in torch.randperm(len(pictures)).split(BATCH):
            x = normalise(_shifted(pictures[rows]) / 255)
            loss = F.binary_cross_entropy_with_logits(network(x), targets[rows], pos_weight=weight)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return network.eval()


def _shifted(pictures: Tensor) -> Tensor:
    """Moved by up to one pixel."""
    down, across = torch.randint(-1, 2, (2,)).tolist()
    return pictures.roll((down, across), (2, 3))


def calibrate(network: Familiar, digits: Tensor, share: float) -> None:
    """Moves the scores so that this share of the digits is taken for strangers."""
    scores = torch.cat([network(normalise(x[:, None] / 255)) for x in digits.split(1000)])
    with torch.no_grad():
        network.output.bias -= scores.detach().quantile(share)


def main() -> None:
    """Trains, calibrates on digits that were not trained on, and writes the file."""
    generator = torch.Generator().manual_seed(0)
    mnist_digits, _, _, _ = mnist.read()
    mnist_digits = mnist_digits[:, 0]
    styled, _, _ = styles.digits(12_000, generator)
    known = torch.cat([mnist_digits[:55_000], styled[:11_000]])
    held_out = torch.cat([mnist_digits[55_000:], styled[11_000:]])
    others = strangers(24_000, generator, LETTERS | SIGNS)
    network = train(known, others, epochs=8)
    calibrate(network, held_out, FALSE_ALARMS)
    save_file(network.state_dict(), FILE)


if __name__ == "__main__":
    main()
