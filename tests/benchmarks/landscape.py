"""Landscape: a plane through trained weights, the edge of stability, Lanczos against the whole
Hessian, and a barrier that goes when units are matched.
"""

import time
from collections.abc import Callable
from typing import Any

import torch

from core.jobs.progress import last
from core.networks.landscape.between import Between, lines
from core.networks.landscape.curvature import Curvature, curvatures
from core.networks.landscape.edge import Edge, edges
from core.networks.landscape.plane import Plane, directions, planes, weights_of
from core.networks.landscape.subject import subject
from core.networks.landscape.weights import loss_at
from tests.benchmarks.rows import Row

MOST_OF_A_PLANE, MOST_OF_EDGES = 5.0, 15.0
NEAR, LANCZOS, GONE = 0.05, 1e-7, 1e-9
SAMPLE = 40
"""Points at which a plain loop is timed."""


def run() -> list[Row]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # as in the process that computes for the pages
    try:
        return [_plane(), *_edges(), _lanczos(), _matched()]
    finally:
        torch.set_num_threads(threads)


def _plane() -> Row:
    """Against evaluating the moved network at every point."""
    setting = Plane()
    chosen, (weights,) = subject(setting.network, setting.digits), weights_of(setting)
    both = directions(setting, weights)
    seconds, _ = _timed(lambda: last(planes(setting)))
    plain, _ = _timed(
        lambda: [
            loss_at(
                chosen.model, weights, *both, 0.01 * k, 0.5, chosen.x, chosen.labels, chosen.loss
            )
            for k in range(SAMPLE)
        ]
    )
    plain *= setting.side**2 / SAMPLE
    return Row(
        f"{setting.network}: {setting.side} x {setting.side} points, {setting.digits} digits",
        f"plain loop {plain:.1f} s",
        f"{seconds:.2f} s",
        plain / seconds,
        f"< {MOST_OF_A_PLANE:.0f} s",
        seconds < MOST_OF_A_PLANE,
    )


def _edges() -> list[Row]:
    setting = Edge()
    seconds, result = _timed(lambda: last(edges(setting)))
    rows = [
        Row(
            f"Edge of stability: {len(result.runs)} rates x {setting.steps} steps, 500 digits",
            "",
            f"{seconds:.1f} s",
            None,
            f"<= {MOST_OF_EDGES:.0f} s",
            seconds <= MOST_OF_EDGES,
        )
    ]
    for each in result.runs:
        mean = float(each.last_third.mean())
        rows.append(
            Row(
                f"lr {each.rate:g}: sharpness in the last third",
                f"2 / lr = {each.limit:.3f}",
                f"{mean:.3f}",
                mean / each.limit,
                f"within {NEAR:.0%}",
                abs(each.off) <= NEAR,
            )
        )
    return rows


def _lanczos() -> Row:
    seen = last(curvatures(Curvature()))
    error = abs(float(seen.ritz[-1] / seen.exact[-1]) - 1)
    return Row(
        "2-4-2-1: largest eigenvalue after 10 steps of Lanczos",
        f"Hessian {float(seen.exact[-1]):.9f}",
        f"{float(seen.ritz[-1]):.9f}",
        None,
        f"off by <= {LANCZOS:.0e}",
        error <= LANCZOS,
    )


def _matched() -> Row:
    seen = last(lines(Between()))
    return Row(
        "A network and its shuffled copy: barrier after matching",
        f"before {seen.before.barrier:.3f}",
        f"{seen.after.barrier:.1e}",
        None,
        f"<= {GONE:.0e}",
        seen.after.barrier <= GONE,
    )


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    value = work()
    return time.perf_counter() - start, value
