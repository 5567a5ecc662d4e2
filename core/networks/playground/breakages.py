"""The registry of one-line mistakes, the silent ones first. To add one, write a function as in
`mistakes` and add an entry.
"""

from core.networks.playground.breakage import Breakage, Sample, accuracy, squared_error
from core.networks.playground.mistakes import data, losses, networks, training
from core.playground.generators import blobs, circle, moons, plane, xor
from core.registry import Range, Registry

THREE = Sample(blobs, 200, 0, {"classes": 3, "spread": 0.8}, classes=3)
HALF_MOONS = Sample(moons, 200, 10)
SLOPE = Sample(plane, 200, 10, classes=0)

BREAKAGES: Registry = Registry(
    "mistake",
    {
        "Softmax twice": Breakage(
            losses.softmax_twice,
            {"classes": Range(3, 10, 10, 1, label="Classes")},
            note="A softmax before a cross-entropy, which already contains one.",
            sample=Sample(blobs, 300, 0, {"spread": 0.3}, shared=("classes",)),
            symptom="The loss stays above a floor of ln(1 + (k − 1) / e) for k classes, however "
            "good the answers are: 1.4612 for ten.",
            cure="Give `cross_entropy` the logits. Apply softmax only to read probabilities.",
            losses=(0, 2.6),
            measure=accuracy,
        ),
        "A column against a row": Breakage(
            losses.column_against_row,
            note="Outputs of shape (N, 1) minus targets of shape (N,).",
            sample=SLOPE,
            symptom="The map has one colour: the network answers with the mean of all targets "
            "everywhere, and the loss ends at their variance.",
            cure="Make the shapes equal: `model(x)[:, 0]`, or `y[:, None]`.",
            losses=(0, 0.6),
            measure=squared_error,
        ),
        "One logit with cross-entropy": Breakage(
            losses.single_logit,
            note="A softmax over a single class.",
            sample=Sample(circle),
            symptom="The loss is exactly 0 from the first step on. So is every gradient, and "
            "nothing is learned.",
            cure="A single logit goes with `binary_cross_entropy_with_logits`; `cross_entropy` "
            "needs a logit for each class.",
            losses=(-0.05, 1),
            measure=accuracy,
        ),
        "No zero_grad": Breakage(
            training.no_zero_grad,
            note="Gradients that add up from step to step.",
            sample=SLOPE,
            symptom="The loss swings up and down and does not settle: each step follows the sum "
            "of all gradients so far.",
            cure="Call `optimizer.zero_grad()` before every `backward()`.",
            losses=(0, 0.6),
            measure=squared_error,
        ),
        "Zero initialisation": Breakage(
            networks.zero_initialisation,
            note="All weights start at 0.",
            sample=Sample(circle),
            symptom="Hidden neurons get no gradient. Only the bias of the output moves, and the "
            "loss stays at ln 2 = 0.693.",
            cure="Keep torch's random initialisation.",
            losses=(0, 1),
            measure=accuracy,
        ),
        "No activation": Breakage(
            networks.no_activation,
            note="Two linear layers with nothing between them.",
            sample=Sample(circle),
            symptom="The boundary is a straight line, however many neurons there are.",
            cure="Put an activation between every two linear layers.",
            losses=(0, 1),
            measure=accuracy,
        ),
        "Learning rate too large": Breakage(
            training.learning_rate,
            {"factor": Range(1.0, 1000.0, 100.0, 1.0, label="Times too large", log=True)},
            note="Steps that are far too long.",
            sample=SLOPE,
            symptom="The loss grows from step to step until it is infinite, and then NaN. The "
            "limit is about 2 / largest curvature at the start.",
            cure="Divide the learning rate by ten until the loss falls.",
            losses=(0, 2),
            measure=squared_error,
        ),
        "Shuffled labels": Breakage(
            data.shuffled_labels,
            note="Points in a new order, labels in the old one.",
            sample=HALF_MOONS,
            symptom="The loss falls a little, since the network learns points by heart. On new "
            "points it guesses.",
            cure="Shuffle points and labels with the same indices.",
            losses=(0, 1),
            measure=accuracy,
        ),
        "No normalisation": Breakage(
            data.no_normalisation,
            note="One column in thousands, the other in thousandths.",
            sample=HALF_MOONS,
            symptom="The network sees only the column with large numbers: the map has vertical "
            "stripes, and the loss hardly falls.",
            cure="Subtract each column's mean and divide by its standard deviation.",
            losses=(0, 1),
            measure=accuracy,
        ),
        "Dropout left on": Breakage(
            training.dropout_left_on,
            note="No `model.eval()` before the network is used.",
            sample=HALF_MOONS,
            symptom="The map is speckled. Asked a second time, the network gives other answers to "
            "the same points.",
            cure="Call `model.eval()` before you use a network, and `model.train()` before you "
            "train it further.",
            losses=(0, 1),
            measure=accuracy,
        ),
        "A plain list of layers": Breakage(
            networks.plain_list,
            note="Layers that `parameters()` does not find.",
            sample=Sample(xor),
            symptom="The hidden layers keep their first weights: 5 parameters are trained instead "
            "of 37.",
            cure="Put layers into an `nn.ModuleList` or an `nn.Sequential`.",
            losses=(0, 1),
            measure=accuracy,
        ),
        "Leakage": Breakage(
            data.leakage,
            note="Copies of training points among the test points.",
            sample=Sample(circle, 240, 50),
            symptom="The accuracy on the network's own test points looks good. On new points it "
            "is no better than without the mistake.",
            cure="Remove duplicates, and only then split.",
            losses=(0, 1),
            measure=accuracy,
        ),
        "Sigmoid twice": Breakage(
            losses.sigmoid_twice,
            note="A sigmoid before a loss that already contains one.",
            sample=Sample(moons, 200, 15),
            symptom="The loss stays above 0.5, and points near the boundary stay wrong.",
            cure="Give `binary_cross_entropy_with_logits` the logits.",
            losses=(0, 1),
            measure=accuracy,
        ),
        "NLL of logits": Breakage(
            losses.nll_of_logits,
            note="`nll_loss` without `log_softmax`.",
            sample=THREE,
            symptom="The loss falls below 0 and never stops.",
            cure="Call `log_softmax` before `nll_loss`, or use `cross_entropy`.",
            losses=(-10, 2),
            measure=accuracy,
        ),
        "Softmax down the batch": Breakage(
            losses.softmax_down_the_batch,
            note="`dim=0` instead of `dim=1`.",
            sample=THREE,
            symptom="The loss stays above the logarithm of the number of points in a class, about "
            "3.5 here. With twice as many points it would stay higher.",
            cure="The classes are the last dimension: `dim=1`.",
            losses=(0, 5),
            measure=accuracy,
        ),
        "The wrong parameters": Breakage(
            training.other_parameters,
            note="The optimizer holds a network that is no longer in use.",
            sample=Sample(circle),
            symptom="The loss is a flat line: not one weight of the network moves.",
            cure="Create the optimizer last, with the parameters of the network that you train.",
            losses=(0, 1),
            measure=accuracy,
        ),
        "A batch of one": Breakage(
            training.batch_of_one,
            note="Batch norm, and one example left over.",
            sample=Sample(moons, 220, 10),
            symptom="It runs for some steps and then stops with an error: in training, batch norm "
            "needs at least two examples.",
            cure="`DataLoader(..., drop_last=True)`, or another batch size.",
            losses=(0, 1),
            measure=accuracy,
            raises=True,
        ),
    },
)
"""All mistakes, by name."""
