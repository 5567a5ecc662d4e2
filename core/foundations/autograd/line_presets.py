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
        "Each of the three backward calls adds 2x = 4, so x.grad is 12. Nothing resets it in "
        "between.",
        _at(programs.ACCUMULATE),
        question="backward is called three times for x² at x = 2. What is x.grad then?",
        answers=("4", "12", "64"),
        right="12",
    ),
    Preset(
        "zero_grad in each round",
        "zero_grad clears the old gradient, so each step uses only the new one: w shrinks by a "
        "fifth each time.",
        _at(programs.ZERO_GRAD),
        question="Why does a training loop call zero_grad?",
        answers=("To clear the old gradient", "To set the weights to zero", "To free memory"),
        right="To clear the old gradient",
    ),
    Preset(
        "Leaf or not",
        "x is a leaf, so it gets a .grad. y is the result of an operation: it keeps a .grad only "
        "because of retain_grad.",
        _at(programs.LEAVES),
        question="y = c * x is on the way from z back to x. Does y get a .grad by itself?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "no_grad",
        "Inside no_grad, the product left no node. So z counts as a constant, and x.grad is just "
        "z.",
        _at(programs.NO_GRAD),
        question="w = z · x, where z = x³ was computed inside no_grad. What is x.grad at x = 2?",
        answers=("8", "32"),
        right="8",
    ),
    Preset(
        "inference_mode goes further",
        "A tensor made inside inference_mode cannot take part in a backward pass: PyTorch raises "
        "an error when a node tries to save it.",
        _at(programs.INFERENCE),
        question="y is made inside inference_mode. Can you use it in a graph afterwards?",
        answers=("Yes, as a constant", "No"),
        right="No",
    ),
    Preset(
        "backward with a vector",
        "y has three numbers, so backward needs a weight for each: the vector v. The result is v "
        "times the Jacobian, a weighted sum of its rows.",
        _at(programs.VECTOR_JACOBIAN, first=1.0, second=0.0, third=0.0),
        question="v = [1, 0, 0]. Which part of the Jacobian ends up in x.grad?",
        answers=("Its first row", "Its first column", "Its diagonal"),
        right="Its first row",
    ),
    Preset(
        "The derivative of the derivative",
        "With create_graph=True the backward pass builds a graph too. So g = 3x² can be "
        "differentiated again: h = 6x = 12.",
        _at(programs.SECOND),
        question="y = x³. Can PyTorch differentiate the derivative again?",
        answers=("No", "Yes, with create_graph"),
        right="Yes, with create_graph",
    ),
    Preset(
        "A function of your own",
        "Square defines its own backward. gradcheck compares it with finite differences in "
        "float64, and finds it correct.",
        _at(programs.OWN_FUNCTION),
        question="Does anything check a backward that you wrote yourself?",
        answers=("Nobody", "Only gradcheck"),
        right="Only gradcheck",
    ),
    Preset(
        "retain_graph",
        "With retain_graph=True the first backward frees nothing, so a second one can run. x.grad "
        "is then twice the derivative.",
        _at(programs.RETAINED),
        question="Can backward be called twice on the same graph?",
        answers=("Never", "Yes, with retain_graph"),
        right="Yes, with retain_graph",
    ),
)

REFUSED = (
    Preset(
        "Backward a second time",
        "The first backward freed what exp had saved, so the second has nothing to work with.",
        _at(programs.TWICE),
        question="Why can you not call backward a second time?",
    ),
    Preset(
        "Not a scalar",
        "y has three numbers. Without a vector, backward works only for a single number, such as a "
        "loss.",
        _at(programs.NOT_SCALAR),
        question="Why does backward need a single number?",
    ),
    Preset(
        "A vector of the wrong shape",
        "y has three numbers, but v has two. backward needs one weight for each number of y.",
        _at(programs.WRONG_VECTOR),
        question="What shape must the vector for backward have?",
    ),
    Preset(
        "No way back from argmax",
        "argmax returns a position, which does not move when z changes a little. So it leaves no "
        "node, and nothing after it does.",
        _at(programs.NO_GRAPH),
        question="Why does no gradient come back through argmax?",
    ),
    Preset(
        "Cut off by detach",
        "detach gives the same number without its graph. So the loss does not know that it came "
        "from x.",
        _at(programs.CUT_OFF),
        question="The loss is computed from y.detach(). Can backward reach x?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "A loss inside no_grad",
        "Inside no_grad nothing is recorded, so the loss has no graph. Compute it outside: no_grad "
        "is for testing a network, not for training it.",
        _at(programs.UNRECORDED),
        question="The loss is computed inside no_grad. Does backward work?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "A leaf in place",
        "After x += 1, x would be the result of an operation and no longer a leaf. Change a leaf "
        "inside no_grad, as optimizers do.",
        _at(programs.LEAF_IN_PLACE),
        question="Why can you not change a leaf in place?",
    ),
    Preset(
        "A view of a leaf in place",
        "first is a view of x and shares its memory, so changing it would change the leaf.",
        _at(programs.VIEW_IN_PLACE),
        question="Can you change a part of a leaf in place?",
    ),
    Preset(
        "Saved, then overwritten",
        "exp saved its result to compute the derivative. y += 1 overwrites it: it is now at "
        "version 1, but backward expected version 0.",
        _at(programs.OVERWRITTEN),
        question="What does PyTorch use a version number for?",
    ),
    Preset(
        "A step before backward",
        "The optimizer changed w in place, but the second backward needs its old value. PyTorch "
        "notices by the version number.",
        _at(programs.STEP_FIRST),
        question="What happens if the optimizer steps between two backward calls?",
    ),
    Preset(
        "The gradient of a non-leaf",
        "y is not a leaf, so its .grad stays None, and PyTorch warns you. Call y.retain_grad() "
        "before backward.",
        _at(programs.NO_LEAF),
        question="Why is y.grad None?",
    ),
    Preset(
        "To NumPy",
        "NumPy has no graph, so the gradient would be lost. If you mean it, write "
        "y.detach().numpy().",
        _at(programs.TO_NUMPY),
        question="Why can you not turn a tensor that requires a gradient into a NumPy array?",
    ),
    Preset(
        "A copy that forgets",
        "torch.tensor(x) copies only the numbers: PyTorch warns you, and the graph ends there. "
        "x.clone() keeps the graph.",
        _at(programs.COPIED),
        question="Does torch.tensor(x) copy the graph too?",
    ),
    Preset(
        "All frozen",
        "No parameter requires a gradient, so the loss has no graph. Unfreeze at least one, for "
        "example w, and backward works.",
        _at(programs.FROZEN, first=2.0),
        question="What does backward do when all parameters are frozen?",
    ),
    Preset(
        "A wrong derivative",
        "WrongSquare forgot the factor 2, so x.grad is 2 where it should be 4. Without gradcheck "
        "nobody would notice. It shows both Jacobians.",
        _at(programs.WRONG_FUNCTION),
        question="A derivative written by hand is wrong. How can you find out?",
    ),
)

LINE_PRESETS = SHOWN + REFUSED
