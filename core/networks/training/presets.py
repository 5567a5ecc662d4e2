"""States of the training page that are worth seeing: the steps of its guide."""

from core.catalogue.optimizers import TRAINING_OPTIMIZERS
from core.models.stack import OWN_STACK
from core.networks.training.before import OVERFIT
from core.networks.training.evaluated import CALIBRATION, CLASSES, MISTAKES
from core.networks.training.state import AFTERWARDS, BEFORE, MODES, RUNS, STEP, State
from core.networks.training.steps import BACKWARD, FORWARD, TRAINED, ZERO
from core.networks.training.steps import STEP as STEP_CALL
from core.registry import Preset
from core.training.recipes import RECIPES

DEEP = "MLP 784-512-128-10"
"""The network with two hidden layers, which is too sure of itself."""

SGD = TRAINING_OPTIMIZERS.pick("SGD", lr=0.01, momentum=0.9)


def _of_recipe(name: str) -> State:
    """The training of a recipe, ready to start."""
    return State(**vars(RECIPES[name].config))


OF_TRAINING = (
    Preset(
        "Two losses",
        "At the end the loss on training batches is less than a third of the loss on held-out "
        "pictures: the network knows its own pictures best. That gap is overfitting. Here it is "
        "harmless, since the held-out loss is lowest at the end.",
        State(),
        question="After 8 epochs, which loss is smaller?",
        answers=("On training batches", "On held-out pictures", "Both are equal"),
        right="On training batches",
    ),
    Preset(
        "A first tutorial",
        "SGD with momentum, in batches of 64: 938 steps per epoch. Press Train, look at other "
        "pages meanwhile, and then find the network in Draw a digit.",
        _of_recipe("MLP 784-512-128-10 with SGD"),
        question="How good does a network get with the training loop of many first tutorials?",
    ),
    Preset(
        "Log-softmax and Adam",
        "`NLLLoss` takes log-probabilities: log-softmax and `NLLLoss` together are cross-entropy. "
        "Train it, and compare it with the first tutorial in the view Runs: network and optimizer "
        "both differ, so a difference may come from either.",
        _of_recipe("MLP 784-128-64-10 with Adam"),
        question="Another common loop ends the network with log-softmax. Which loss goes with it?",
        answers=("CrossEntropyLoss", "NLLLoss", "MSELoss"),
        right="NLLLoss",
    ),
    Preset(
        "Photographs",
        "CIFAR-10 is downloaded first, and a bar shows the progress. The weights that come with "
        "the project get 74 % of its test pictures right: photographs are much harder than digits.",
        _of_recipe("SimpleCNN with Adam"),
        question="Are photographs as easy as digits?",
    ),
    Preset(
        "A network of your own",
        "Each pooling halves the sides, from 28 to 14 to 7, and 32 channels of 7 × 7 are 1,568 "
        "numbers. Change a number in a line, and the page shows the first line that no longer "
        "fits.",
        State(model=OWN_STACK, epochs=3),
        question="The last layer takes 1568 numbers. Where do they come from?",
        answers=("32 · 7 · 7", "16 · 98", "28 · 28 · 2"),
        right="32 · 7 · 7",
    ),
)

OF_CHECKS = (
    Preset(
        "Three rules, one curve",
        "The learning-rate range test raises the rate with each batch. Three common rules then "
        "pick rates that differ by a factor of more than five: read the curve, and take none of "
        "them as a law.",
        State(view=BEFORE, optimizer=SGD),
        question="Three rules pick a learning rate from the same curve. Do they agree?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "Can it overfit one batch?",
        "This is the first thing to try when a training fails. Here the loss of 32 pictures falls "
        "below 0.001 in fewer than 50 steps, so network, loss and optimizer work together.",
        State(view=BEFORE, check=OVERFIT),
        question="Can the network learn 32 pictures by heart?",
        answers=("Yes", "No"),
        right="Yes",
    ),
    Preset(
        "A floor",
        "With smoothed labels the best answer to ten classes is 91 %, not 100 %, so the loss has "
        "a floor: 0.5 for a smoothing of 0.1.",
        State(view=BEFORE, check=OVERFIT, label_smoothing=0.1),
        question="Label smoothing is 0.1. Can the loss go to 0?",
        answers=("Yes", "No"),
        right="No",
    ),
)

OF_EVALUATION = (
    Preset(
        "Which classes are confused?",
        "The diagonal of the confusion matrix holds the right answers. Off it, no cell holds more "
        "than the 8 pictures of a 4 that were read as a 9. Click a cell to see its pictures.",
        State(view=AFTERWARDS),
        question="The network reads 166 of 10,000 test digits wrong. Which mistakes are the most "
        "frequent?",
    ),
    Preset(
        "Hard and easy classes",
        "The 1 is the easiest digit and the 7 the hardest. The whiskers are 95 % confidence "
        "intervals: where they overlap, the order may be chance.",
        State(view=AFTERWARDS, look=CLASSES),
        question="Which digit is the easiest for this network?",
        answers=("0", "1", "7"),
        right="1",
    ),
    Preset(
        "Sure, and wrong",
        "The network is more than 99 % sure of several of these mistakes: a high probability is "
        "no guarantee. The links show what each layer makes of the pictures.",
        State(view=AFTERWARDS, look=MISTAKES),
        question="Can a network be more than 99 % sure and still be wrong?",
        answers=("Yes", "No"),
        right="Yes",
    ),
    Preset(
        "Overconfident",
        "Its mean confidence is 99.2 %, but only 98.55 % of its answers are right. Most bars end "
        "below the dotted line.",
        State(view=AFTERWARDS, look=CALIBRATION, trained=DEEP),
        question="The mean confidence of this network is 99.2 %. How many of its answers are "
        "right?",
        answers=("More than that", "Less than that"),
        right="Less than that",
    ),
    Preset(
        "Temperature",
        "At temperature 1.45 confidence and accuracy nearly agree: the calibration error falls "
        "from 0.64 % to 0.18 %. The accuracy stays the same, since the highest score stays the "
        "highest.",
        State(view=AFTERWARDS, look=CALIBRATION, trained=DEEP, temperature=1.45),
        question="All scores are divided by 1.45. Does the accuracy change?",
        answers=("Yes", "No"),
        right="No",
    ),
)

OF_RUNS = (
    Preset(
        "More parameters",
        "More than four times the parameters bring only 0.2 percentage points, 98.55 % against "
        "98.34 %, and the two 95 % confidence intervals overlap. The table lists only what "
        "differs.",
        State(view=RUNS),
        question="How much better is the network with over four times the parameters?",
        answers=("Less than 1 point", "About 5 points"),
        right="Less than 1 point",
    ),
    Preset(
        "Convolutions",
        "The CNN has less than a twentieth of the parameters and makes fewer mistakes: it uses "
        "the same small kernels everywhere in the picture.",
        State(view=RUNS, compared=("CNN 16-32", DEEP)),
        question="A small CNN or an MLP with over 20 times the parameters: which one is better?",
        answers=("The CNN", "The MLP"),
        right="The CNN",
    ),
)

OF_A_STEP = (
    Preset(
        "zero_grad: forget",
        "The gradients of the last step are dropped: they become None. The weights stay the same.",
        State(view=STEP, optimizer=SGD, call=ZERO),
        question="What does optimizer.zero_grad() clear: the weights or their gradients?",
        answers=("The weights", "Their gradients"),
        right="Their gradients",
    ),
    Preset(
        "forward: compute scores",
        "The forward pass changes neither weights nor gradients. It only records the graph that "
        "`backward` will walk.",
        State(view=STEP, optimizer=SGD, call=FORWARD),
        question="What does the forward pass change in the network?",
        answers=("Nothing", "The weights", "The gradients"),
        right="Nothing",
    ),
    Preset(
        "backward: write gradients",
        "`loss.backward()` writes a gradient for every parameter and moves none of them. Look at "
        "the second picture: the gradients of the first layer look like pen strokes.",
        State(view=STEP, optimizer=SGD, call=BACKWARD),
        question="loss.backward() has run. Have the weights moved?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "step: move the weights",
        "Only `optimizer.step()` moves the weights. It leaves the gradients as they are, which is "
        "why the next step has to clear them.",
        State(view=STEP, optimizer=SGD, call=STEP_CALL),
        question="Does optimizer.step() clear the gradients it has used?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "Forgotten zero_grad",
        "Each `backward` adds to the gradients that are already there. In the fifth step their "
        "norm is about four times as large as with `zero_grad`.",
        State(view=STEP, optimizer=SGD, call=BACKWARD, step=5, zero=False),
        question="Without zero_grad, what happens to the gradients of five steps?",
        answers=("The last counts", "They add up", "An error"),
        right="They add up",
    ),
)

OF_TRAINED = (
    Preset(
        "After the training",
        "At the trained weights the gradient of the same pictures is less than a tenth of that at "
        "the first weights: there is little left to learn from them.",
        State(view=STEP, call=BACKWARD, step=1, weights=TRAINED),
        question="The network is trained. How large is the gradient of pictures that it knows?",
        answers=("As large as before", "Much smaller", "Zero"),
        right="Much smaller",
    ),
)

OF_MODES = (
    Preset(
        "eval is not no_grad",
        "`eval()` switches dropout off and makes batch norm use its running statistics. "
        "`no_grad()` only stops the graph from being recorded. Neither does the work of the other.",
        State(view=MODES),
        question="Is no_grad() enough to switch dropout off?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "Batch norm alone",
        "Without dropout both calls agree even in `train()`. But batch norm has moved its running "
        "mean, even under `no_grad()`.",
        State(view=MODES, dropout=0.0),
        question="Can a forward pass under no_grad() change a network in train mode?",
        answers=("Yes", "No"),
        right="Yes",
    ),
    Preset(
        "Nothing to switch",
        "A network with neither dropout nor batch norm gives the same scores in both modes.",
        State(view=MODES, dropout=0.0, norm=False),
        question="A network has neither dropout nor batch norm. Does eval() change its scores?",
        answers=("Yes", "No"),
        right="No",
    ),
)

PRESETS = OF_TRAINING + OF_CHECKS + OF_EVALUATION + OF_RUNS + OF_A_STEP + OF_TRAINED + OF_MODES
