"""What each view of the neuron page is about, in words for somebody who has never seen a neuron."""

from core.foundations.neuron.state import (
    BY_HAND,
    HIDDEN,
    LAYER,
    NETWORK,
    ONE,
    RULES,
    SCALE,
)

INTUITION = {
    ONE: "**A neuron weighs its inputs.** Each input has a weight: large if the input counts a "
    "lot, negative if it counts against, 0 if it does not count. The neuron multiplies each input "
    "by its weight, adds up the products, and adds the bias, which says how ready it is to say yes "
    "before any input arrives. The activation then bends the sum: a sigmoid, for example, turns it "
    "into a number between 0 and 1.\n\nAll inputs with the same sum lie on a straight line. On one "
    "of these lines the sum is 0: on one side of it the neuron leans towards yes, on the other "
    "towards no. The weights turn this line, and the bias shifts it.",
    BY_HAND: "**Learning means finding weights and a bias that give the right answers.** With two "
    "inputs you can do it by hand: put the line between the two classes. One score is how many "
    "points are right. The loss is a finer score: it also measures how certain each answer is, so "
    "it shows which way is better even when no point changes sides.",
    RULES: "**Two rules that learn automatically.** The perceptron, which Frank Rosenblatt "
    "described in 1958, looks at one point at a time. If the answer is right, it does nothing. If "
    "it is wrong, it moves the weights towards the point or away from it. Gradient descent looks "
    "at the loss over all points and takes a small step in the direction that lowers it. The "
    "perceptron stops at the first line without a mistake; gradient descent goes on and becomes "
    "more certain. Only gradient descent works for many layers of neurons, so that is how networks "
    "are trained.",
    HIDDEN: "**What one line cannot do, two can.** In XOR, opposite corners belong to the same "
    "class, so no single line gets all four points right. Two hidden neurons draw one line each. "
    "Their outputs are two new numbers for each point. Use these as coordinates, and the points "
    "lie in a new plane, where one line is enough. A hidden layer moves the points so that the "
    "last neuron has an easy task.",
    LAYER: "**A layer is many neurons that see the same inputs.** Their weights are the rows of "
    "one matrix, and their biases form one vector. So a whole layer is a single matrix product, "
    "and with a batch it handles many inputs at once. That is what makes networks fast.",
    NETWORK: "**A network is layers one after the other, with an activation between them.** "
    "Without the activation, two layers could do no more than one, because the product of two "
    "matrices is again a matrix. `nn.Sequential` lists the layers. A class with a `forward` method "
    "says in Python what happens, so it can do anything that Python can.",
    SCALE: "**It is nearly all weights and biases.** A network for digits has around a hundred "
    "thousand of them, one for photos around ten million, and one that writes text has billions. "
    "Most of them are in matrices, as here: make two layers twice as wide, and there are four "
    "times as many weights between them.",
}
"""By view."""
