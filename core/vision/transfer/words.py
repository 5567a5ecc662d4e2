"""What the page of transfer learning says of its pictures, in sentences with their numbers."""

from collections.abc import Mapping, Sequence

from core.models.imagenet import PRETRAINED
from core.plots.numbers import percent, probability
from core.plots.words import counted, plain
from core.vision.transfer.alike import Map, Neighbour
from core.vision.transfer.classes import Shown, counts
from core.vision.transfer.drift import Drift
from core.vision.transfer.heads import Heads, Reading
from core.vision.transfer.norms import NormChoice
from core.vision.transfer.seen import UPLOAD
from core.vision.transfer.state import CLASSES, FEATURES, HEAD, NORMS, PICTURE, WAYS
from core.vision.transfer.task import Task
from core.vision.transfer.ways import Course, WayChoice

QUICK = 0.1
"""Seconds below which a training is told as taking less."""

PRIVATE = (
    "Your picture goes no further than the computer that this app runs on, which keeps it in "
    "memory only."
)

REQUEST = "**Your picture comes here.** {how} under Picture."


def request(source: str) -> str:
    """What to do where there is no picture yet."""
    how = "Upload one" if source == UPLOAD else "Take one with your camera"
    return REQUEST.format(how=how)


def heads_sentence(task: Task, trained: Heads) -> str:
    """How often both heads are right."""
    count = len(trained.labels)
    took = f"in {trained.seconds:.1f} s" if trained.seconds >= QUICK else "in less than 0.1 s"
    return (
        f"A new head on the {PRETRAINED[task.network].features:,} features of {task.network} gets "
        f"**{percent(trained.right / count)}** of {count} held-out pictures right. It learned "
        f"{took} from {counted(trained.learned, 'picture')}. The same head on raw pixels gets "
        f"**{percent(trained.raw_right / count)}** right."
    )


def cell_words(trained: Heads, cell: tuple[int, int], count: int) -> str:
    """What is in a cell of the confusion matrix."""
    truth, answer = (trained.classes[index] for index in cell)
    if truth == answer:
        return f"{truth}, rightly told: {count}"
    return f"{truth} taken for {answer}: {count}"


def reading_sentence(trained: Heads, reading: Reading, truth: str) -> str:
    """What both heads make of a picture; where it is known what it shows, who is right."""
    answer, raw = (
        trained.classes[int(each.argmax())] for each in (reading.probabilities, reading.raw)
    )
    sure, raw_sure = (
        probability(float(each.max())) for each in (reading.probabilities, reading.raw)
    )
    told = (
        f"The head on features answers **{answer}** ({sure}), the head on raw pixels **{raw}** "
        f"({raw_sure})."
    )
    if not truth:
        return told
    return f"{told} The true class is **{truth}**."


def alike_sentence(plane: Map, close: Sequence[Neighbour], truth: str) -> str:
    """How far classes lie apart, and what is nearest to the picture that is looked at."""
    own = f"this picture of {truth}" if truth else "this picture"
    same = sum(each.label == close[0].label for each in close)
    count = "all" if same == len(close) > 1 else same
    return (
        f"Each point is a held-out picture; the one nearest by features has the same class for "
        f"**{percent(plane.own_class)}**. Most similar to {own} is one of **{close[0].label}**, "
        f"as are {count} of the nearest {len(close)}."
    )


def dataset_sentence(dataset: str, shown: Sequence[Shown], held_out: int) -> str:
    """What a data set holds."""
    return (
        f"**{dataset}** has {len(shown)} classes, with "
        f"{counts(shown):,} pictures to learn from and {held_out:,} held out."
    )


def draft_sentence(shown: Sequence[Shown], lines: Sequence[str]) -> str:
    """How far a reader's own classes are, and what has still to be done."""
    told = f"Your classes have {counted(counts(shown), 'picture')} so far."
    if lines:
        return f"{told} {plain(lines[0])}"
    return f"{told} That is enough: every fifth is held out, and the head learns from the others."


def ways_sentence(choice: WayChoice, shown: Mapping[str, float]) -> str:
    """How much learns."""
    trainable, parameters = shown["trainable parameters"], shown["parameters"]
    with_stages = f" and {counted(choice.stages, 'stage')}" if choice.stages else ""
    buffers = shown["buffers"]
    rest = f"No gradient changes its {buffers:,} buffers, the running statistics of batch norm."
    return (
        f"If the head{with_stages} of {choice.network} learn{'' if choice.stages else 's'}, "
        f"**{trainable:,}** of {parameters:,} parameters change "
        f"({percent(trainable / parameters)}). {rest if buffers else 'It has no batch norm.'}"
    )


def course_words(courses: Sequence[Course]) -> str:
    """How many trainings are done, wait or failed."""
    trained = sum(course.state == "trained" for course in courses)
    waiting = sum(course.state == "queued" for course in courses)
    told = [
        f"{course.name}: {plain(course.note)}." for course in courses if course.state == "failed"
    ]
    if any(course.is_active for course in courses):
        told.append(f"{trained} of {len(courses)} are trained, {waiting} waiting.")
    if told:
        return " ".join(told)
    if trained == len(courses):
        return "All are trained, one after the other, each on one core."
    return (
        "Train them all to compare them: each goes on in a process of its own, one after the "
        f"other, and all are kept, also if you stop. {trained} of {len(courses)} are trained."
    )


def running_words(course: Course) -> str:
    """What a training that runs does just now."""
    what = plain(course.note) if course.note else f"{percent(course.share, 0)} done"
    return f"{course.name}: {what}"


def norms_sentence(choice: NormChoice, shown: Mapping[str, float]) -> str:
    """What a batch has changed in a frozen network."""
    if not shown["layers of batch norm"]:
        return f"{choice.network} has no batch norm: nothing in it changes unless it learns."
    changed, moved = shown["changed by one batch"], shown["parameters changed"]
    most = percent(shown["largest change of running variances"])
    by = f" In the layer that changed most, the running variances moved by **{most}** on average."
    return (
        f"{choice.network} is frozen, and its {shown['layers of batch norm']:,} layers of batch "
        f"norm are in **{choice.frozen_norms} mode**. After one batch of pictures, without a step, "
        f"**{changed:,} of {shown['running statistics']:,}** running statistics have changed, and "
        f"{moved or 'no'} parameter{'s' if moved else ''}.{by if changed else ''}"
    )


def drift_sentence(drift: Drift) -> str:
    """What batches that went through have done to the answers."""
    return (
        f"**{percent(drift.accuracies[0])}** of the held-out pictures were right before, "
        f"**{percent(drift.accuracies[-1])}** are right after {drift.batches[-1]} batches. Not one "
        "parameter has changed."
    )


STAYS = (
    "Your pictures stay on the computer that this app runs on. It keeps the data set until you "
    "delete it, under Your data sets."
)

INTUITION = {
    HEAD: "**What a network knows already.** A network that was trained on a million photographs "
    "of a thousand kinds of things ends in one linear layer, its head. All that comes before the "
    "head turns a picture into a few hundred numbers, its **features**, in which things that look "
    "alike lie close to each other. Your classes are not among the thousand. But edges, textures, "
    "wheels, eyes and leaves are in them as well, so the features serve your classes "
    "too.\n\n**What is trained.** Only a new head: one linear layer with a row of weights for "
    "each of your classes. Everything before it is **frozen**. So each picture has to go through "
    "the network only once; its features are kept, and the head is trained on them in a fraction "
    "of a second. Its loss is convex, so there is one minimum, and no learning rate to "
    "find.\n\n**Is it the network, or is it the head?** The same linear layer on the raw pixels "
    "tells you: it learns from the same pictures. What it lacks is everything that was learned "
    "before.\n\n**Held-out pictures** are those that no training has seen. With few of them an "
    "accuracy is known only roughly: the thin lines are 95 % intervals.",
    PICTURE: "**It must choose.** The head gives each of its classes a score, and softmax makes "
    "them add up to 1. A picture that shows none of them still gets an answer. Look at how the "
    "probability is spread before you trust it.\n\n**From drawings to photographs.** The head has "
    "seen clip art only, with white around it. Photographs of the same things often work all the "
    "same, because the network before the head has learned from photographs, and gives both "
    "similar features. The head on raw pixels cannot know that a sunflower in a photograph and a "
    "drawn one are the same: its pixels have hardly anything in common with those of the "
    "drawings.\n\n**What happens to your picture.** It is cropped to a square, made as small as "
    "the pictures of the set, and then shown to the network as those are.\n\n**Where it looks.** "
    "Grad-CAM takes the last maps of the network, weights each by how much the score of the "
    "answer would rise with it, and adds them up. Orange is where the sum is large. It is coarse: "
    "the maps have only a few rows and columns.",
    FEATURES: "**What features are good for.** Each picture is a point with as many coordinates "
    "as the network has features. Pictures of one kind lie in about the same direction, which is "
    "why a flat cut, the linear head, can tell them apart. It is also why you can search with "
    "them: the pictures most similar to one are those with the largest **cosine**, the cosine of "
    "the angle between their features. No training is needed for that.\n\n**What the plane "
    "shows.** Of all directions these are the two in which the pictures vary most (principal "
    "component analysis). They hold only a small part of the variance, so classes that overlap "
    "here may well be apart in other directions. The head has all of them.\n\n**What the network "
    "had no reason to learn.** Its features are what helped to tell a thousand kinds of "
    "photographs apart. What was no help for that, the network may have thrown away.",
    CLASSES: "**Your own classifier in a minute.** Think of two or more things that you want to "
    "tell apart: two mugs, three plants, thumbs up and thumbs down. Give each class a name, and "
    "add ten pictures or so of each, as files or with the camera. The network before the head "
    "stays as it is, so there is hardly anything to train.\n\n**What makes good pictures.** Vary "
    "what you do not mean: the background, the light, the side from which it is seen. If all "
    "pictures of one class have the same wall behind them, the head will learn the wall. Then try "
    "it with pictures that it has not seen, in **Your picture**.\n\n**Few pictures, rough "
    "numbers.** Every fifth picture of a class is held out. With ten pictures of each class two "
    "are, so the accuracy moves in large steps.",
    WAYS: "**Four ways, one axis.** With the **head only**, features are computed once and all "
    "else is frozen: seconds. With some **stages** from the back the network can change the "
    "features that are most its own, those of its last layers; edges and textures at the front "
    "serve everybody. **Everything** can learn as well, but so many weights and so few pictures "
    "may lead it astray: use a small learning rate. **From scratch** the same network begins with "
    "random weights, and a few hundred pictures are nowhere near enough.\n\n**In which order?** "
    "The head is fitted first, while all else is frozen. A head of random weights would send "
    "large, meaningless gradients into weights that were good.\n\n**Buffers** are numbers that no "
    "gradient changes: the running mean and variance of batch norm. They change whenever a layer "
    "of batch norm is in train mode, even if its parameters are frozen. So frozen stages stay in "
    "eval mode here.",
    NORMS: "**What batch norm remembers.** In training, batch norm subtracts the mean of the batch "
    "and divides by its deviation. On the way it keeps running averages of both, its **running "
    "statistics**. In eval mode it uses these, so that a picture gets the same answer whatever "
    "else is in its batch.\n\n**The mistake.** `requires_grad_(False)` freezes parameters. Running "
    "statistics are not parameters but buffers, and no gradient changes them: they change in the "
    "forward pass, whenever the layer is in train mode. `model.train()` puts all layers there, "
    "those of a frozen network too. With every batch the statistics then move from those of a "
    "million photographs to those of your few pictures, while the weights around them still expect "
    "the old ones.\n\n**What to do.** Keep what is frozen in eval mode: call `model.train()`, then "
    "`.eval()` on the frozen stages.\n\n**What the charts show.** At the left pictures go through, "
    "batch after batch, and no step is taken: the accuracy falls although not one parameter "
    "changes. At the right is what one batch did to the running variances: each goes a tenth of "
    "the way (`momentum=0.1`) to the variance of the batch.",
}
"""What each view is about."""
