"""The guide's steps of the view "Break it"."""

from core.networks.playground.breakages import BREAKAGES
from core.networks.playground.state import BREAK_IT, State
from core.registry import Preset


def _broken(mistake: str, seed: int = 0) -> State:
    return State(view=BREAK_IT, mistake=BREAKAGES.pick(mistake), mistake_seed=seed)


BREAKING_PRESETS = (
    Preset(
        "Two softmaxes",
        "After a softmax no two numbers differ by more than 1. So with a second softmax, inside "
        "`cross_entropy`, the loss cannot fall below ln(1 + 9/e) = 1.4612. Nothing warns you.",
        _broken("Softmax twice"),
        question="Someone puts a softmax before cross_entropy. How low can the loss of ten classes "
        "get?",
        answers=("0", "1.46", "2.30"),
        right="1.46",
    ),
    Preset(
        "A column against a row",
        "(100, 1) minus (100,) is (100, 100): every output is compared with every target. The "
        "best single answer to all targets is their mean.",
        _broken("A column against a row"),
        question="The outputs are (N, 1), the targets (N,). What does the network learn?",
        answers=("The targets", "Their mean", "Nothing"),
        right="Their mean",
    ),
    Preset(
        "A perfect loss",
        "A softmax over one class is always 1, so the loss is 0 and all gradients are 0. The map "
        "still shows the first weights.",
        _broken("One logit with cross-entropy"),
        question="The loss is exactly 0 from the first step on. Is the network perfect?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "Gradients that add up",
        "`backward` adds to the gradient that is already there. The steps keep their direction "
        "too long, overshoot and turn back: the loss rises in about half of them.",
        _broken("No zero_grad"),
        question="zero_grad is missing. What does the loss do?",
        answers=("It falls", "It swings", "It stays"),
        right="It swings",
    ),
    Preset(
        "All weights at 0",
        "Every hidden neuron outputs 0, and no gradient comes back to it through weights that are "
        "0. Only the bias of the output moves, so the map has one colour.",
        _broken("Zero initialisation"),
        question="All weights start at 0. What can such a network learn?",
        answers=("The same as any other", "Only a constant"),
        right="Only a constant",
    ),
    Preset(
        "Layers without a bend",
        "Without an activation between them, two linear layers are one linear layer: the boundary "
        "is a straight line, and no straight line encloses a disc.",
        _broken("No activation"),
        question="Eight hidden neurons, but no activation. Which boundary do they draw?",
        answers=("A curve", "A straight line"),
        right="A straight line",
    ),
    Preset(
        "A hundred times too large",
        "The learning rate is 5, but the limit at the start, 2 / largest curvature, is 0.25. Each "
        "step overshoots by more than the last, until the numbers are too large for a float.",
        _broken("Learning rate too large"),
        question="The learning rate is a hundred times too large. What becomes of the loss?",
        answers=("It swings", "It stays", "It becomes NaN"),
        right="It becomes NaN",
    ),
    Preset(
        "Labels in the old order",
        "The loss falls, since the network can learn some points by heart. On new points it is "
        "right about half of the time.",
        _broken("Shuffled labels", 3),
        question="The points were shuffled, the labels were not. How often is the network right on "
        "new points?",
        answers=("About 50 %", "About 75 %", "About 100 %"),
        right="About 50 %",
    ),
    Preset(
        "Millimetres and kilometres",
        "The column in thousands saturates the tanh neurons: they give −1 or 1. The other column "
        "is too small to count, so the map has vertical stripes.",
        _broken("No normalisation"),
        question="One column has numbers in the thousands, the other in thousandths. Which does "
        "the network look at?",
        answers=("Both", "The large one", "The small one"),
        right="The large one",
    ),
    Preset(
        "Another answer each time",
        "In train mode dropout still leaves out neurons at random, so the map is speckled, "
        "although the training was the same.",
        _broken("Dropout left on"),
        question="model.eval() is missing. Asked twice about the same points, does the network "
        "give the same answers?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "Layers in a list",
        "`parameters()` finds layers that are attributes of the module, but not those in a plain "
        "Python list. Only the output layer is trained: 5 parameters.",
        _broken("A plain list of layers"),
        question="The hidden layers are in a plain Python list. How many of the 37 parameters are "
        "trained?",
        answers=("37", "32", "5"),
        right="5",
    ),
    Preset(
        "Too good to be true",
        "Every point was there twice, so most test points were trained on too. On new points the "
        "network is no better.",
        _broken("Leakage"),
        question="You double the data and then split it. The accuracy on the test points jumps. "
        "Is the network better?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "A loss below 0",
        "`nll_loss` expects log-probabilities, which are never above 0. A logit has no such "
        "limit, so the loss has no floor.",
        _broken("NLL of logits"),
        question="The loss falls below 0 and goes on falling. Is that a good sign?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "One example left over",
        "101 examples in batches of 20 leave one for the last batch. In training, batch norm "
        "needs at least two examples, and PyTorch raises an error.",
        _broken("A batch of one"),
        question="Batch norm, 101 examples, batches of 20: what happens in the sixth step?",
        answers=("Nothing special", "An error"),
        right="An error",
    ),
)
