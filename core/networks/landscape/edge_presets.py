"""Trainings at the edge of stability that are worth seeing."""

from core.networks.landscape.state import EDGE, State
from core.registry import Preset

OF_EDGES = (
    Preset(
        "It climbs, and stays",
        "In each training the sharpness climbs to 2 / lr and stays within a few percent of it. So "
        "the larger the learning rate, the flatter the loss where the training goes on.",
        State(view=EDGE),
        question="The loss gets sharper and sharper while a network trains. Where does the "
        "sharpness stop rising?",
        answers=("At 1 / lr", "At 2 / lr", "Never"),
        right="At 2 / lr",
    ),
    Preset(
        "Up and down, and still down",
        "At about step 400 the sharpness passes 2 / lr, beyond which gradient descent on a bowl "
        "would diverge. Here the loss goes up in over a hundred steps, and yet it falls in the "
        "long run.",
        State(view=EDGE, rates=("0.4",), steps=800),
        question="At the edge, does the loss still fall at every step?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "Far from the edge",
        "With small steps the sharpness climbs too, but 2 / lr = 20 is far away: up to here the "
        "loss has fallen at every single step.",
        State(view=EDGE, rates=("0.1",), steps=800),
        question="And with a quarter of the learning rate, in as many steps?",
        answers=("At the edge as well", "Not there yet"),
        right="Not there yet",
    ),
    Preset(
        "Momentum moves the edge",
        "With momentum β, gradient descent on a bowl is stable up to a curvature of 2 (1 + β) / "
        "lr, and that is where the sharpness settles: with β = 0.5 at 7.5, not at 5.",
        State(view=EDGE, rates=("0.4",), momentum=0.5, steps=800),
        question="The same rate of 0.4, now with momentum 0.5. Where is the edge?",
        answers=("At 2.5", "At 5", "At 7.5"),
        right="At 7.5",
    ),
)
