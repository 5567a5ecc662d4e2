"""The guide's steps of the views "Network" and "Questions"."""

from core.foundations.autograd.questions import QUESTIONS
from core.foundations.autograd.state import MODULE, QUESTION, State
from core.registry import Preset

FIND, KNOW, MEET, FORGET, REGISTER = QUESTIONS

NETWORK_PRESETS = (
    Preset(
        "A network's graph",
        "26 nodes, 10 of them leaves: a weight and a bias for each of five layers. All other nodes "
        "are operations.",
        State(view=MODULE, network="LeNet"),
        question="LeNet has five layers with weights. How many leaves does its graph have?",
        answers=("5", "10", "26"),
        right="10",
    ),
    Preset(
        "Eleven million weights",
        "ResNet-18 has 11.7 million weights in 62 tensors. The graph counts tensors and "
        "operations, not numbers: 133 nodes.",
        State(view=MODULE, network="ResNet-18"),
        question="ResNet-18 has 11.7 million weights. How many nodes has its graph?",
        answers=("18", "133", "11.7 million"),
        right="133",
    ),
    Preset(
        "A skip connection",
        "AddBackward0 hands the same gradient on to both ways: past the two convolutions it comes "
        "back unchanged.",
        State(view=MODULE, network="ResNet-18", opened=("layer1", "layer1.0")),
        question="An addition joins the two ways of a skip connection. What does each get back?",
        answers=("Half of the gradient", "All of the gradient"),
        right="All of the gradient",
    ),
)

QUESTION_PRESETS = (
    Preset(
        FIND,
        "From the loss every way ends at an AccumulateGrad, which holds a parameter.",
        State(view=QUESTION, question=FIND),
        question=FIND,
        answers=("It asks the model", "It walks back from the loss"),
        right="It walks back from the loss",
    ),
    Preset(
        KNOW,
        "The optimizer holds the very tensors of the model. The new weight is another tensor, and "
        "stays as it is.",
        State(view=QUESTION, question=KNOW),
        question="The model gets a new weight tensor. Does the optimizer train it?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        MEET,
        "A gradient that was written by hand moves the weight as well: the optimizer knows no "
        "loss.",
        State(view=QUESTION, question=MEET),
        question="Can an optimizer step without any loss?",
        answers=("Yes", "No"),
        right="Yes",
    ),
    Preset(
        FORGET,
        "With zero_grad the weight shrinks step by step. Without it the old gradients push on: the "
        "weight overshoots zero.",
        State(view=QUESTION, question=FORGET),
        question="Without zero_grad, does the weight still go straight to the minimum at 0?",
        answers=("Yes", "No, it overshoots"),
        right="No, it overshoots",
    ),
    Preset(
        REGISTER,
        "25 numbers are registered, and 16 hide in the plain list: no optimizer ever sees them.",
        State(view=QUESTION, question=REGISTER),
        question="Two layers stand in a plain Python list of a module. Are they trained?",
        answers=("Yes", "No"),
        right="No",
    ),
)
