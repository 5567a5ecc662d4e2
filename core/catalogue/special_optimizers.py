"""Optimizers each made for one purpose: to average, for few and exact steps, for little memory, for
matrices, for sparse gradients.
"""

from dataclasses import replace

import torch

from core.catalogue import equations
from core.catalogue.torch_optimizer import BETAS, DECAY, EPS, LR, MOMENTUM, at, of_torch
from core.registry import Flag, Options, Range

SPECIAL_OPTIMIZERS = {
    "ASGD": of_torch(
        torch.optim.ASGD,
        {
            "lr": at(LR, 0.01),
            "lambd": Range(0.0, 0.1, 1e-4, 1e-4, note="How fast the learning rate decays."),
            "alpha": Range(0.0, 1.0, 0.75, 0.01, note="The power of that decay."),
            "t0": Range(1.0, 1e6, 1e6, 1.0, note="The step at which averaging begins.", log=True),
            "weight_decay": DECAY,
        },
        "SGD that also averages all the points it passes (Polyak and Juditsky 1992). The path "
        "here is that of SGD itself.",
        equation=equations.asgd,
    ),
    "LBFGS": of_torch(
        torch.optim.LBFGS,
        {
            "lr": replace(
                LR,
                default=1.0,
                note="Learning rate: a move is the direction times this number; a line search only "
                "begins there.",
            ),
            "max_iter": Range(1, 20, 20, 1, note="Iterations in one step."),
            "max_eval": Range(
                0,
                25,
                0,
                1,
                note="Stops after so many evaluations in one step; 0 means 1.25 × max_iter. They "
                "are counted after each move, so 1 allows two.",
            ),
            "tolerance_grad": Range(
                1e-12, 0.1, 1e-7, 1e-12, note="Stops once the gradient is this small.", log=True
            ),
            "tolerance_change": Range(
                1e-15, 0.1, 1e-9, 1e-15, note="Stops once a move is this short.", log=True
            ),
            "history_size": Range(
                1, 100, 100, 1, note="How many moves it estimates the curvature from."
            ),
            "line_search_fn": Options(
                ("none", "strong_wolfe"), "none", "The line search: how it decides how far to go."
            ),
        },
        "Estimates the curvature from its own moves, and makes several moves in one step (Liu "
        "and Nocedal 1989).",
        none_values={"max_eval": 0, "line_search_fn": "none"},
        iterations="max_iter",
        needs_closure=True,
        joint="it takes inner products over all its numbers",
        on_surface={"max_iter": 1, "max_eval": 20, "line_search_fn": "strong_wolfe"},
        highest_on_surface={"max_iter": 3},
        no_equation="one step is several moves, each along a direction made from all the moves "
        "that it remembers",
    ),
    "Adafactor": of_torch(
        torch.optim.Adafactor,
        {
            "lr": at(LR, 0.01),
            "beta2_decay": Range(-2.0, 0.0, -0.8, 0.05, note="How the memory of squares grows."),
            "eps1": Range(
                0.0,
                0.1,
                0.0,
                0.001,
                note="The smallest size of a gradient; 0 means torch's default.",
            ),
            "eps2": at(EPS, 1e-3),
            "d": Range(1.0, 10.0, 1.0, 0.1, note="The size at which updates are clipped."),
            "weight_decay": DECAY,
        },
        "Adam with less memory; its steps are in proportion to the weights (Shazeer and "
        "Stern 2018).",
        joined={"eps": ("eps1", "eps2")},
        none_values={"eps1": 0.0},
        joint="it clips and scales its whole tensor at once",
        on_surface={"lr": 0.1},
        equation=equations.adafactor,
    ),
    "Muon": of_torch(
        torch.optim.Muon,
        {
            "lr": LR,
            "weight_decay": at(DECAY, 0.1),
            "momentum": at(MOMENTUM, 0.95),
            "nesterov": Flag(True, "Looks ahead along the momentum."),
            "ns_a": Range(0.0, 5.0, 3.4445, 0.0005, note="First coefficient of the iteration."),
            "ns_b": Range(-8.0, 0.0, -4.775, 0.0005, note="Second coefficient of the iteration."),
            "ns_c": Range(0.0, 5.0, 2.0315, 0.0005, note="Third coefficient of the iteration."),
            "eps": at(EPS, 1e-7),
            "ns_steps": Range(1, 20, 5, 1, note="Number of iterations."),
            "adjust_lr_fn": Options(
                ("original", "match_rms_adamw"),
                "original",
                "How the learning rate is fitted to the matrix's shape.",
            ),
        },
        "Momentum made orthogonal, for matrices. Here the point is a matrix with one row, so "
        "only its length is made 1 (Jordan 2024).",
        joined={"ns_coefficients": ("ns_a", "ns_b", "ns_c")},
        none_values={"adjust_lr_fn": "original"},
        parameter_shape=(1, 2),
        joint="it makes its whole matrix orthogonal",
        on_surface={"lr": 0.1},
        no_equation="its direction is the momentum after several matrix products in 16 bits",
    ),
    "SparseAdam": of_torch(
        torch.optim.SparseAdam,
        {"lr": LR, **BETAS, "eps": EPS},
        "Adam for sparse gradients: it leaves weights alone where the gradient is zero.",
        sparse_gradients=True,
        on_surface={"lr": 0.1},
        equation=equations.sparse_adam,
    ),
}
