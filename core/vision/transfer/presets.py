"""States of the page of transfer learning that are worth seeing: the steps of its guide."""

from core.registry import Preset
from core.vision.transfer.seen import OURS
from core.vision.transfer.state import CLASSES, FEATURES, NORMS, PICTURE, WAYS, State

OF_HEADS = (
    Preset(
        "Twenty drawings of each class",
        "The head on features gets over 80 % right, the same head on raw pixels about a third. "
        "What makes the difference was learned before, from other pictures.",
        State(),
        question="A network has learned from a million photographs. You have 20 drawings of each "
        "of nine classes. How many new drawings does a new head get right?",
        answers=("About a third", "About half", "Over 80 %"),
        right="Over 80 %",
    ),
    Preset(
        "One drawing of each class",
        "With a single drawing of each class it gets over 40 % right, four times as many as by "
        "guessing.",
        State(per_class=1),
        question="And with a single drawing of each class?",
        answers=("As many as by guessing", "Over 40 %", "Over 80 %"),
        right="Over 40 %",
    ),
    Preset(
        "All the drawings there are",
        "323 drawings instead of 180, and the accuracy rises by less than 5 points. The first few "
        "pictures help the most.",
        State(per_class=50),
        question="Now 323 drawings instead of 180. How much better does the head get?",
        answers=("Less than 5 points", "5 to 10 points", "More than 10 points"),
        right="Less than 5 points",
    ),
    Preset(
        "Other drawings to learn from",
        "The same number of drawings, chosen by another seed: over 3 points more. So when you "
        "compare two networks, one seed is not enough.",
        State(seed=2),
        question="20 other drawings of each class, by another seed. Is the accuracy the same?",
        answers=("Less than a point apart", "Over 3 points apart"),
        right="Over 3 points apart",
    ),
    Preset(
        "A smaller network",
        "SqueezeNet 1.1 has about a quarter of the weights, and 512 features instead of 1,280. Its "
        "head gets over 10 points fewer right, and still twice as many as the head on raw pixels.",
        State(network="SqueezeNet 1.1"),
        question="SqueezeNet has about a quarter of the weights. Do its features serve as well?",
        answers=("Yes", "No"),
        right="No",
    ),
)

OF_PICTURES = (
    Preset(
        "A photograph of a sunflower",
        "The head on features says plants, though it has seen drawings only: the network before it "
        "has learned what a drawn flower and a real one have in common.",
        State(view=PICTURE, source=OURS),
        question="The head has only ever seen drawings. What does it say of a photograph of a "
        "sunflower?",
        answers=("Fruit", "Plants", "Buildings"),
        right="Plants",
    ),
    Preset(
        "A lighthouse",
        "Buildings again, with a probability of over one half. No lighthouse was among the "
        "classes, and most of the picture is sky and sea.",
        State(view=PICTURE, source=OURS, picture="harbour"),
        question="A harbour at sunset with a small lighthouse: what does the head see in it?",
        answers=("Plants", "Vehicles", "Buildings"),
        right="Buildings",
    ),
    Preset(
        "Where it looks",
        "Grad-CAM is strongest at the lighthouse, with a patch at the sail. Sky and sea say "
        "hardly anything for buildings.",
        State(view=PICTURE, source=OURS, picture="harbour", cam=True),
        question="What in the picture of the harbour speaks for buildings?",
        answers=("The lighthouse", "The sun", "The sea"),
        right="The lighthouse",
    ),
    Preset(
        "None of the nine",
        "Softmax gives every picture an answer. Here no probability reaches a third, and two "
        "classes are nearly equal: that is how you can tell.",
        State(view=PICTURE, source=OURS, picture="balls"),
        question="Shining balls on a chessboard are none of the nine classes. What does the head "
        "answer?",
        answers=("None of them", "One of the nine"),
        right="One of the nine",
    ),
    Preset(
        "The most confident mistake",
        "A blossom taken for a mammal, with a probability of over one half: of all mistakes the "
        "one that the head is most sure of. A high probability is no proof.",
        State(view=PICTURE, example=119),
        question="Which held-out drawing is the head most wrong about?",
    ),
)

OF_FEATURES = (
    Preset(
        "No training at all",
        "For over three quarters of the held-out drawings the most similar one is of the same "
        "class, though nothing was trained. By raw pixels it is about a third.",
        State(view=FEATURES, example=3),
        question="Nothing is trained, features are only compared. For how many drawings is the "
        "most similar one of the same class?",
        answers=("About a third", "About half", "Over three quarters"),
        right="Over three quarters",
    ),
    Preset(
        "Why the blossom is a mammal",
        "The three drawings that are most similar to the blossom are mammals. The head, a flat cut "
        "through these features, can hardly answer otherwise.",
        State(view=FEATURES, example=119),
        question="A blossom was taken for a mammal. Which drawings does the network find most "
        "similar to it?",
        answers=("Plants", "Mammals", "Fruit"),
        right="Mammals",
    ),
    Preset(
        "Search with a photograph",
        "A drawing of a plant is the most similar, well ahead of the next. That is how a search by "
        "picture works: no words, no training, only features.",
        State(view=FEATURES, source=OURS),
        question="323 drawings, searched with a photograph of a sunflower: what is most similar?",
        answers=("Plants", "Fruit", "Birds"),
        right="Plants",
    ),
)

OF_CLASSES = (
    Preset(
        "What the head learns from",
        "Nine classes with 31 to 40 drawings each, and half as many held out. At the right you can "
        "make classes of your own, with ten pictures or so of each.",
        State(view=CLASSES),
        question="What do the drawings look like that the head learns from?",
    ),
)

OF_WAYS = (
    Preset(
        "The head alone",
        "11,529 of 3.4 million: 1,280 weights and a bias for each of the nine classes.",
        State(view=WAYS, stages=0),
        question="The network has 3.4 million parameters. How many of them learn if only a new "
        "head for nine classes does?",
        answers=("About 11,500", "About 115,000", "About a million"),
        right="About 11,500",
    ),
    Preset(
        "The head and two stages",
        "30 % of all parameters: the last two of its nine stages have more than the first six "
        "together.",
        State(view=WAYS),
        question="Two of its nine stages learn too. What share of all parameters learns now?",
        answers=("About 3 %", "About 30 %", "Over 80 %"),
        right="About 30 %",
    ),
)

OF_NORMS = (
    Preset(
        "In train mode by mistake",
        "All 147 of them: mean, variance and a counter of 49 layers. Within a few batches the "
        "accuracy falls, though not one parameter changes.",
        State(view=NORMS),
        question="Nothing learns, but batch norm is in train mode. One batch goes through. How "
        "many of the running statistics of 49 layers change?",
        answers=("None", "About half", "All"),
        right="All",
    ),
    Preset(
        "In eval mode, as it should be",
        "None. In eval mode batch norm reads its running statistics and does not write them.",
        State(view=NORMS, frozen_norms="eval"),
        question="And in eval mode?",
        answers=("None", "About half", "All"),
        right="None",
    ),
)

PRESETS = OF_HEADS + OF_PICTURES + OF_FEATURES + OF_CLASSES + OF_WAYS + OF_NORMS
