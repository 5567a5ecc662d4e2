"""What is said of a training path."""

from dataclasses import replace

import torch

from core.networks.landscape.path import PathPlane
from core.networks.landscape.path_words import names_caption, path_caption, path_sentence
from core.networks.landscape.subject import OWN
from core.networks.landscape.walks import TrainingPath

LOSSES = torch.tensor([2.0, 1.0, 0.5]), torch.tensor([1.8, 0.5, 0.5])
SHARES = torch.tensor([0.9, 0.05]), torch.tensor([0.608, 0.152])
SEEN = PathPlane(
    (LOSSES[0],) * 2,
    torch.zeros(3, 3),
    torch.zeros(3, 2),
    *LOSSES,
    *SHARES,
    torch.tensor([0, 705, 1410]),
    6634,
)


def test_shares_and_the_largest_gap_are_told():
    said = path_sentence(SEEN)
    assert "holds **95.0\N{NO-BREAK SPACE}%**" in said and "76.0\N{NO-BREAK SPACE}%" in said
    assert said.endswith("at step 705: 1 and 0.5.")
    close = replace(SEEN, shadow_losses=SEEN.path_losses - 1e-4)
    assert "hardly differ: at most by 0.0001" in path_sentence(close)


def test_it_says_whose_path_it_is():
    assert "100 steps of Adam with batches of 100" in path_caption(TrainingPath(), SEEN)
    stored = path_caption(TrainingPath(path_network="LeNet", path_digits=50), SEEN)
    assert (
        "LeNet: 3 points of 6,634 weights and biases each" in stored
        and "50 test pictures" in stored
    )
    own = path_caption(TrainingPath(path_network=OWN), replace(SEEN, normed=True))
    assert "over 1,410 steps" in own and "batch norms" in own and "batch norms" not in stored


def test_who_has_no_path_is_named():
    assert names_caption(("A",)).startswith("No path was kept when A was trained.")
    assert "when A, B and C were trained" in names_caption(("A", "B", "C"))
