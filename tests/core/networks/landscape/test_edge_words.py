"""What is said of the edge of stability."""

from dataclasses import replace

import torch

from core.networks.landscape.edge import Edge, Edges, Run
from core.networks.landscape.edge_words import edge_caption, edge_sentence


def run(rate: float, limit: float, *sharpness: float, losses=(1.0, 0.5, 0.6)) -> Run:
    at = torch.arange(len(sharpness))
    return Run(rate, limit, at, torch.tensor(sharpness), torch.tensor(losses))


def test_each_run_is_at_its_limit_or_not():
    runs = run(0.4, 5.0, 2.5, 4.0, 4.9, 5.1), run(0.1, 20.0, 2.5, 3.0, 3.5, 3.5)
    said = edge_sentence(Edge(), Edges(runs))
    assert "**lr 0.4**: 2.5 → 5, 0.0\N{NO-BREAK SPACE}% from 2 / lr = 5." in said
    assert "**lr 0.1**: 2.5 → 3.5, still below 2 / lr = 20." in said
    heavy = edge_sentence(Edge(momentum=0.5), Edges(runs[:1]))
    assert "2 (1 + β) / lr" in heavy
    assert "the loss went up at 1 (lr 0.4), 1 (lr 0.1)" in edge_caption(Edge(), Edges(runs))


def test_a_run_that_diverges_is_called_so():
    broken = replace(run(0.8, 2.5, 2.5, 3.0), diverged=True)
    assert "diverges" in edge_sentence(Edge(), Edges((broken,)))
