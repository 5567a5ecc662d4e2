"""What each view of the landscape page is about, in words for somebody who has never seen one."""

from core.networks.landscape.plane import Plane, count_of
from core.networks.landscape.state import BETWEEN, CURVATURE, EDGE, PATH, PLANE, State

INTUITION = {  # {count}: the weights and biases of the network
    PLANE: "**A network is a point.** Its weights are {count} numbers, so it is a point in a "
    "space of as many dimensions, and the loss is a height over every point. Nobody can look at "
    "that. But we can lay a plane through the point where the training ended, compute the loss at "
    "each point of the plane, and look at this cut through the landscape.\n\n**Which plane "
    "matters.** The two directions are random. How long a step is matters more: multiply the "
    "first layer of a ReLU network by 10 and divide the second by 10, and it computes exactly "
    "what it did. A step of the same length now changes the second layer ten times as much in "
    "comparison, so the same network seems to lie in a much narrower valley. Directions that are "
    "scaled with the weights, layer by layer or filter by filter (Li et al. 2018), do not notice "
    "this. But filter by filter they still notice when each neuron is rescaled by its own factor. "
    "Only directions that are scaled weight by weight notice neither. So before anybody says that "
    "a minimum is flat, ask: flat in which steps?\n\n**What a plane hides.** It shows 2 of "
    "{count} dimensions. A random plane hardly ever contains the steepest direction, or the path "
    "that the training took.",
    PATH: "**A path in thousands of dimensions.** Each step of a training is a point in the space "
    "of weights. Principal component analysis finds the plane in which the path varies most. Li "
    "et al. (2018) draw the loss on that plane, with the path on it.\n\n**What it is worth.** "
    "Such a plane often holds over 90 % of a path’s variance, which sounds as if the training "
    "went almost in a plane. But a random walk in as many dimensions, which goes nowhere in "
    "particular, has 60.8 % in one component and 76.0 % in two (6 / (π k)² in the k-th; Antognini "
    "and Sohl-Dickstein 2018). So only what goes beyond that tells you something about the "
    "training.\n\n**What it leaves out.** The path is not on the plane: only its shadow, its "
    "projection, is. The loss at the shadow is that of weights that the training never had. Both "
    "losses are drawn here against the step; they are equal at the end, where the plane touches "
    "the path.\n\n**Whose path.** A small network is trained here, and its weights are looked at "
    "after every step. Whatever you train on the page Training keeps its weights after every "
    "epoch, and a network of the page Playground is trained again from the address of its page. "
    "A path of few points lies in a plane more easily: three points always do. So it is compared "
    "with a random walk of as many points.",
    EDGE: "**How large may a step be?** On a bowl of curvature λ, each step of gradient descent "
    "lands farther from the minimum than the last as soon as lr is above 2 / λ. So for a given "
    "learning rate, 2 / lr is the largest curvature at which it is stable. A network's loss is no "
    "bowl, but at each point it has a largest curvature too: the largest eigenvalue of its "
    "Hessian, the **sharpness**.\n\n**What happens** (Cohen et al. 2021). While a network trains "
    "on all its data at once, the sharpness rises. You would expect the training to diverge when "
    "it passes 2 / lr. It does not: the weights begin to swing back and forth along the direction "
    "of largest curvature, the swings push them to where the loss is less sharp, and the "
    "sharpness stays at 2 / lr. The loss goes up and down from step to step, and still falls in "
    "the long run. So a larger learning rate is not only faster: it also ends in a flatter place.",
    CURVATURE: "**How the loss bends.** The gradient says how steep the loss is; the Hessian, all "
    "its second derivatives, says how it bends in every direction. Its eigenvalues are the "
    "curvatures of its main directions: positive where the loss curves up as in a bowl, negative "
    "where it curves down as on a saddle, near 0 where it hardly bends.\n\n**Nobody needs the "
    "whole Hessian.** For 7,690 weights it has 59 million entries. But its product with one "
    "vector is cheap: differentiate the gradient's product with the vector once more, and two "
    "backward passes are all it takes. Lanczos (1950) starts with a random vector, multiplies "
    "again and again, and keeps the new directions at right angles. Seen in these few directions "
    "only, the Hessian is a tiny matrix whose largest eigenvalue soon equals that of the "
    "whole.\n\n**What you find.** In trained networks most curvatures are close to 0, a few stand "
    "far out, and hardly any is clearly negative. The largest decides how large a step may be; "
    "the many flat directions are those in which the weights can move at almost no cost.",
    BETWEEN: "**Are all minima one valley?** Train a network twice, from different seeds, and "
    "take the mean of the two sets of weights: the result is a bad network. On the straight line "
    "between them the loss rises, so they seem to lie in different valleys with a barrier "
    "between.\n\n**Part of it is only the order.** A hidden unit has no place of its own: put the "
    "units of a layer in any other order, together with the weights before and after them, and "
    "the network computes the same. With 32 units there are 32! such copies, about 10³⁵, each at "
    "a different point. A network and its own shuffled copy have a barrier between them, though "
    "they are the same function.\n\n**Matching** (Git Re-Basin, Ainsworth et al. 2023) asks which "
    "unit of the second network is most like which of the first, and puts them in that order. "
    "That is an assignment problem: each unit gets exactly one partner, so that all pairs "
    "together are as alike as possible. Between a network and its copy the barrier is then gone; "
    "between two seeds most of it is. What is left is what the two have really learned "
    "differently.",
}


def intuition(state: State) -> str:
    """What the view is about, with the size of the network that is chosen.

    Raises:
        ValueError: there is no such network.
    """
    text = INTUITION[state.view]
    if state.view == PLANE:
        return text.replace("{count}", f"{count_of(state.part(Plane)):,}")
    return text
