"""Where the time of a rerun goes: `python -m tests.benchmarks.where [pages...]`.

The script thread of each page is profiled while one slider after the other is moved, in the page as
it opens and in its presets. Printed are the share of each package, the functions of the pages with
all that they call, and the functions that take most themselves. A profiler makes many small calls
look longer than they are: take shares from here, and milliseconds from `sliders`.
"""

import cProfile
import pstats
import random
import sys
from pathlib import Path

import streamlit as st
from streamlit.testing.v1 import AppTest

from core.topics import TOPICS, Topic
from tests.server import ROOT
from tests.visits import new_app, visit

MOVES = 3  # of each slider
LISTED = 14
PACKAGES = ("streamlit", "plotly", "_plotly_utils", "torch", "numpy", "PIL", "google", "pandas")


def profiled(topic: Topic | None) -> tuple[pstats.Stats, int]:
    """The profile of a page's script, None for the home page, over all reruns; and how many."""
    profiler, app = cProfile.Profile(), new_app()
    page, reruns = type(st.Page("pages/home/home.py")), 0
    run = page.run

    def watched(self):
        with profiler:
            run(self)

    states = [None] if topic is None else [preset.state for preset in topic.content.PRESETS]
    for state in states:
        app = app.run() if state is None else visit(app, topic, topic.query(state))
        app.run()  # what is made once is there
        page.run = watched
        reruns += sum(1 for _ in moved(app))
        page.run = run
    return pstats.Stats(profiler), reruns


def moved(app: AppTest):
    """Puts every slider of a page at some places, and yields after each rerun; without any it just
    reruns.
    """
    source = random.Random(0)
    keys = [slider.key for slider in app.slider if slider.key]
    for _ in range(MOVES):
        for key in keys:
            slider = app.slider(key=key)
            count = round((slider.max - slider.min) / slider.step)
            value = slider.min + slider.step * source.randint(0, count)
            slider.set_value(type(slider.value)(value)).run()
            yield
        if not keys:
            app.run()
            yield


def package(file: str) -> str:
    """What a function belongs to, by its file."""
    path = Path(file)
    if ROOT in path.parents:
        parts = path.relative_to(ROOT).parts
        drawn = "figures" in file or parts[:2] == ("core", "plots")
        return "our figures" if drawn else f"our {parts[0]}"
    return next((name for name in PACKAGES if f"/{name}/" in file), "Python")


def report(name: str, stats: pstats.Stats, reruns: int) -> None:
    shares, own, inclusive = {}, [], []
    for (file, line, function), (_, calls, alone, whole, _) in stats.stats.items():
        shares[package(file)] = shares.get(package(file), 0) + alone
        label = f"{Path(file).name}:{line} {function}" if file != "~" else function
        own.append((alone, calls, label))
        if package(file) == "our pages":
            inclusive.append((whole, calls, label))
    total = sum(shares.values())
    print(f"\n{name}: {1000 * total / reruns:.1f} ms a rerun under the profiler, {reruns} reruns")
    ordered = sorted(shares.items(), key=lambda share: -share[1])
    print("  " + ", ".join(f"{part} {seconds / total:.0%}" for part, seconds in ordered))
    for title, functions in (("with all they call", inclusive), ("themselves", own)):
        print(f"  {title}:")
        for seconds, calls, label in sorted(functions, reverse=True)[:LISTED]:
            print(
                f"    {1000 * seconds / reruns:7.2f} ms {seconds / total:5.0%} "
                f"{calls / reruns:8.1f} calls  {label}"
            )


def main(names: list[str]) -> None:
    for name in names or ["home", *TOPICS]:
        report(name, *profiled(TOPICS.get(name)))


if __name__ == "__main__":
    main(sys.argv[1:])
