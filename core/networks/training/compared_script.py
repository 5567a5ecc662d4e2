"""The code of the view "Runs": what the cards of trainings say."""

import json

from core.networks.training.compared import Comparison, networks
from core.networks.training.drawn import draw_runs
from core.networks.training.state import State
from core.script import Script, write


def compared_script(state: State) -> Script:
    """The script that reads the cards of the chosen trainings.

    Raises:
        ValueError: one is not on this computer.
    """
    chosen = networks(state.part(Comparison))
    files = {f"run{number}.json": trained.card.write() for number, trained in enumerate(chosen, 1)}
    runs = {trained.name: file for trained, file in zip(chosen, files, strict=True)}
    return write(compare_runs, files=files, plot=draw_runs, runs=runs)


def compare_runs(runs):
    """What is known of trainings: their accuracy on held-out pictures, and their curves."""
    cards = {}
    for name, file in runs.items():
        with open(file) as text:
            card = cards[name] = json.load(text)
        print(f"{name}: test accuracy = {card['test_accuracy']}")
        print(f"{name}: last loss = {card['loss']}")
        print(f"{name}: seconds = {card['seconds']}")
