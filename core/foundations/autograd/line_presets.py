"""The guide's steps of the view "Line by line": what autograd does at each line, and what torch
refuses, with its own message.
"""

from core.foundations.autograd import line_examples as programs
from core.foundations.autograd.state import LINES, State
from core.registry import Preset


def _at(program: str, **values: float) -> State:
    return State(view=LINES, lines=program, **values)


SHOWN = (
    Preset(
        "Gradients add up",
        "Three times backward, three times 2x = 4: x.grad is 12. Nothing sets it back.",
        _at(programs.ACCUMULATE),
        question="backward is called three times for x² at x = 2. What is x.grad then?",
        answers=("4", "12", "64"),
        right="12",
    ),
    Preset(
        "zero_grad in each round",
        "zero_grad takes the old gradient away, so each step uses that of its own round alone: w "
        "shrinks by a fifth each time.",
        _at(programs.ZERO_GRAD),
        question="What does a training loop need zero_grad for?",
        answers=("To forget the old gradient", "To set the weights to zero", "To free memory"),
        right="To forget the old gradient",
    ),
    Preset(
        "Leaf or not",
        "x is a leaf and gets a .grad. y is made by an operation: it has one only since "
        "retain_grad asked for it.",
        _at(programs.LEAVES),
        question="y = c * x is on the way from z back to x. Does y get a .grad by itself?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "no_grad",
        "Within no_grad the product left no node: z counts as a constant, and x.grad is z itself.",
        _at(programs.NO_GRAD),
        question="w = z · x, and z = x³ was made within no_grad. What is x.grad at x = 2?",
        answers=("8", "32"),
        right="8",
    ),
    Preset(
        "inference_mode goes further",
        "What is made within inference_mode can never take part in a backward pass: torch refuses "
        "to save it.",
        _at(programs.INFERENCE),
        question="y is made within inference_mode. Can it be used in a graph afterwards?",
        answers=("Yes, as a constant", "No"),
        right="No",
    ),
    Preset(
        "backward with a vector",
        "y has three numbers, so backward wants a weight for each: v. The result is v times the "
        "Jacobian, a mixture of its rows.",
        _at(programs.VECTOR_JACOBIAN, first=1.0, second=0.0, third=0.0),
        question="v = [1, 0, 0]. Which part of the Jacobian is in x.grad?",
        answers=("Its first row", "Its first column", "Its diagonal"),
        right="Its first row",
    ),
    Preset(
        "The derivative of the derivative",
        "create_graph=True makes the backward pass leave nodes too. So g = 3x² can be "
        "differentiated again: h = 6x = 12.",
        _at(programs.SECOND),
        question="y = x³. Can torch differentiate its own derivative?",
        answers=("No", "Yes, with create_graph"),
        right="Yes, with create_graph",
    ),
    Preset(
        "A function of your own",
        "Square has its own backward. gradcheck compares it with small steps of forward, in "
        "float64, and finds it right.",
        _at(programs.OWN_FUNCTION),
        question="Who checks a backward that you wrote yourself?",
        answers=("Nobody", "Only gradcheck"),
        right="Only gradcheck",
    ),
    Preset(
        "retain_graph",
        "With retain_graph=True the first backward frees nothing, so the second can run: x.grad "
        "is twice the derivative.",
        _at(programs.RETAINED),
        question="Can backward be called twice on the same graph?",
        answers=("Never", "Yes, with retain_graph"),
        right="Yes, with retain_graph",
    ),
)

REFUSED = (
    Preset(
        "Backward a second time",
        "The first backward has freed what exp had saved: the second finds nothing to work with.",
        _at(programs.TWICE),
        question="Why can backward not be called a second time?",
    ),
    Preset(
        "Not a scalar",
        "y has three numbers. backward without a vector works for a single number only.",
        _at(programs.NOT_SCALAR),
        question="Why does backward want a single number?",
    ),
    Preset(
        "A vector of the wrong shape",
        "y has three numbers and v has two: backward wants a weight for each number of y.",
        _at(programs.WRONG_VECTOR),
        question="Which shape does the vector of backward need?",
    ),
    Preset(
        "No way back from argmax",
        "argmax gives a position. It does not change when z changes a little, so torch leaves no "
        "node, and all that follows has none.",
        _at(programs.NO_GRAPH),
        question="Why does nothing come back from argmax?",
    ),
    Preset(
        "A leaf in place",
        "x would no longer be the leaf that you made. Change a leaf within no_grad, as optimizers "
        "do.",
        _at(programs.LEAF_IN_PLACE),
        question="Why may a leaf not be changed in place?",
    ),
    Preset(
        "A view of a leaf in place",
        "first is a part of x and shares its memory: changing it would change the leaf.",
        _at(programs.VIEW_IN_PLACE),
        question="Does that hold for a part of a leaf too?",
    ),
    Preset(
        "Saved, then overwritten",
        "exp has saved its result for the derivative. y += 1 writes over it: version 1, and "
        "version 0 was expected.",
        _at(programs.OVERWRITTEN),
        question="What does a version number tell torch?",
    ),
    Preset(
        "A step before backward",
        "The optimizer has changed w in place, and the second backward needs the old one: the "
        "version tells.",
        _at(programs.STEP_FIRST),
        question="What happens if the optimizer steps between two backwards?",
    ),
    Preset(
        "The gradient of no leaf",
        "y is no leaf, so its .grad stays None: torch warns. Call y.retain_grad() before backward.",
        _at(programs.NO_LEAF),
        question="Why is y.grad None?",
    ),
    Preset(
        "To NumPy",
        "NumPy keeps no graph. Say that you mean it: y.detach().numpy().",
        _at(programs.TO_NUMPY),
        question="Why does NumPy not take a tensor that requires a gradient?",
    ),
    Preset(
        "A copy that forgets",
        "torch.tensor(x) copies the numbers alone: torch warns, and the graph ends there. "
        "x.clone() keeps it.",
        _at(programs.COPIED),
        question="Does torch.tensor(x) copy the graph too?",
    ),
    Preset(
        "All frozen",
        "No parameter requires a gradient, so the loss has no graph. Unfreeze one, such as w, and "
        "backward works.",
        _at(programs.FROZEN, first=2.0),
        question="What does backward do when all parameters are frozen?",
    ),
    Preset(
        "A derivative that is wrong",
        "WrongSquare forgot the 2. Nothing else would tell: x.grad is 2 where it should be 4. "
        "gradcheck shows both Jacobians.",
        _at(programs.WRONG_FUNCTION),
        question="A derivative written by hand is wrong. Who notices?",
    ),
)

LINE_PRESETS = SHOWN + REFUSED
