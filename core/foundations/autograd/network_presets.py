"""The guide's steps of the views "Network" and "Questions"."""

from core.foundations.autograd.questions import QUESTIONS
from core.foundations.autograd.state import MODULE, QUESTION, State
from core.registry import Preset

FIND, KNOW, MEET, FORGET, REGISTER = QUESTIONS

NETWORK_PRESETS = (
    Preset(
        "A network's graph",
        "The graph has 26 nodes, and 10 of them are leaves: a weight and a bias for each of five "
        "layers. All other nodes are operations.",
        State(view=MODULE, network="LeNet"),
        question="LeNet has five layers with weights. How many leaves does its graph have?",
        answers=("5", "10", "26"),
        right="10",
    ),
    Preset(
        "Eleven million weights",
        "ResNet-18 has 11.7 million weights in 62 tensors. The graph has a node per tensor and per "
        "operation, not per number: 133 nodes.",
        State(view=MODULE, network="ResNet-18"),
        question="ResNet-18 has 11.7 million weights. How many nodes does its graph have?",
        answers=("18", "133", "11.7 million"),
        right="133",
    ),
    Preset(
        "A skip connection",
        "AddBackward0 passes the same gradient to both branches. So along the skip connection it "
        "gets past the two convolutions unchanged.",
        State(view=MODULE, network="ResNet-18", opened=("layer1", "layer1.0")),
        question="An addition joins the two branches of a skip connection. What does each branch "
        "get back?",
        answers=("Half of the gradient", "All of the gradient"),
        right="All of the gradient",
    ),
)

QUESTION_PRESETS = (
    Preset(
        FIND,
        "Every path back from the loss ends at a node called AccumulateGrad, which holds a "
        "parameter.",
        State(view=QUESTION, question=FIND),
        question=FIND,
        answers=("It asks the model", "It walks back from the loss"),
        right="It walks back from the loss",
    ),
    Preset(
        KNOW,
        "The optimizer holds the model's own tensors. The new weight is a different tensor, so it "
        "never changes.",
        State(view=QUESTION, question=KNOW),
        question="You give the model a new weight tensor. Does the optimizer train it?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        MEET,
        "A gradient that you write by hand moves the weight just as well: the optimizer knows "
        "nothing of a loss.",
        State(view=QUESTION, question=MEET),
        question="Can an optimizer take a step without any loss?",
        answers=("Yes", "No"),
        right="Yes",
    ),
    Preset(
        FORGET,
        "With zero_grad the weight shrinks step by step. Without it the old gradients keep "
        "pushing, and the weight overshoots 0.",
        State(view=QUESTION, question=FORGET),
        question="Without zero_grad, does the weight still go straight to the minimum at 0?",
        answers=("Yes", "No, it overshoots"),
        right="No, it overshoots",
    ),
    Preset(
        REGISTER,
        "25 numbers are registered. The 16 in the plain list are not, so model.parameters() never "
        "gives them to an optimizer.",
        State(view=QUESTION, question=REGISTER),
        question="A module keeps two layers in a plain Python list. Are they trained?",
        answers=("Yes", "No"),
        right="No",
    ),
)
