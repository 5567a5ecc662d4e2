"""One-line mistakes, each a training that runs with the mistake and without it.

A function takes points x (N, 2) and targets y (N,) and whether it is `broken`. It trains a network,
and returns what predicts (points (M, 2) in, outputs (M, K) out), the loss after each step, and
further numbers by name. Where the two versions differ there is `if broken:`, which alone stands in
a line: what a reader is shown is the text with one of the branches (`core.script.decide`).
"""
