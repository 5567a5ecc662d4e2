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
    ONE: "**A neuron weighs its inputs.** Each input has a weight: large if it counts a lot, "
    "negative if it speaks against, 0 if it does not count. The products are added up, and with "
    "them the bias, which says how ready the neuron is to say yes before anything comes in. The "
    "activation then bends the sum, here into a number between 0 and 1.\n\nAll inputs with the "
    "same sum lie on a straight line. On one of these lines the sum is 0: on its one side the "
    "neuron leans to yes, on the other to no. The weights turn this line, the bias shifts it.",
    BY_HAND: "**To learn is to find weights and a bias with which the answers are right.** For two "
    "inputs you can do it by hand: put the line between the two classes. How many points are right "
    "is one score. The loss is a finer one: it also counts how sure each answer is, so it says "
    "which way is better even where no point changes sides.",
    RULES: "**Two ways to learn without a hand.** The perceptron, which Frank Rosenblatt described "
    "in 1958, looks at one point at a time. If the answer is right, it does nothing; if it is "
    "wrong, it moves the weights towards the point or away from it. Gradient descent looks at the "
    "loss of all points and takes a small step in the direction in which it falls. The "
    "perceptron stops at the first line that makes no mistake; gradient descent goes on to become "
    "surer. Only the second works for many layers of neurons, so that is how networks are trained.",
    HIDDEN: "**What one line cannot do, two can.** For XOR the classes lie crosswise: no line has "
    "all four points right. Two hidden neurons draw a line each. What they answer are two new "
    "numbers for each point, and with these as coordinates the points lie in another plane, where "
    "one line is enough. A hidden layer moves the points until the last neuron has an easy task.",
    LAYER: "**A layer is many neurons that see the same inputs.** Their weights stand as the rows "
    "of one matrix, their biases as one vector. So a whole layer is one product of matrices, and "
    "with a batch many inputs are computed at once. That is what makes networks fast.",
    NETWORK: "**A network is layers one after the other, with an activation between them.** "
    "Without it, two layers would be no more than one: the product of two matrices is a matrix. "
    "`nn.Sequential` lists the layers; a class with a `forward` says in Python what happens, and "
    "so can do anything that Python can.",
    SCALE: "**All of it is weights and biases.** A network for digits has some hundred thousand of "
    "them, one for photos some ten million, one that writes text billions. Most stand in matrices "
    "as here: twice the width of two layers means four times the weights between them.",
}
"""By view."""
