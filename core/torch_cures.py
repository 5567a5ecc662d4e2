"""What to do about the messages of torch that learners meet most, a sentence each.

The texts are torch's and move between its versions. So a cure is looked up by a few of the words
that stay. To add one, add an entry.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cure:
    """A sentence on what to do about a message.

    Args:
        words: all of them are in the message, in any order; capitals do not count.
        sentence: what to do, for a beginner.
    """

    words: tuple[str, ...]
    sentence: str

    def fits(self, text: str) -> bool:
        """Whether it is a cure for this message."""
        return all(word.lower() in text.lower() for word in self.words)


CURES: dict[str, Cure] = {
    # shapes
    "Broadcasting": Cure(
        ("size of tensor", "must match"),
        "Compare the shapes from the right: two sizes fit if they are equal or if one of them is "
        "1. `unsqueeze` or `None` in the index adds a size of 1 where you need it.",
    ),
    "Matrix product": Cure(
        ("shapes cannot be multiplied", "mat"),
        "The inner sizes must be equal: (n, **k**) @ (**k**, m). Transpose one of the two with "
        "`.T`, or change the size of the layer.",
    ),
    "Batched product": Cure(
        ("batch2", "expected size"),
        "Both need the same batch size, and the inner sizes must be equal: (b, n, k), (b, k, m).",
    ),
    "Dot product": Cure(
        ("inconsistent tensor size", "elements"),
        "A dot product takes two vectors of the same length.",
    ),
    "View of what does not lie in a row": Cure(
        ("view size", "stride"),
        "`view` never moves a number, and these do not lie in memory in the order that it needs. "
        "Use `reshape`, which copies where it must, or `.contiguous().view(...)`.",
    ),
    "Number of elements": Cure(
        ("shape", "invalid for input of size"),
        "The sizes of the new shape, multiplied, must give the number of elements. Write `-1` for "
        "one of them, and torch works it out.",
    ),
    "Expanding": Cure(
        ("expanded size", "must match"),
        "Only a dimension of size 1 can be expanded. `repeat` makes real copies of other sizes.",
    ),
    "Too few sizes": Cure(
        ("number of sizes provided", "dimensions"),
        "Give a size for each dimension; -1 leaves it as it is.",
    ),
    "Order of dimensions": Cure(
        ("number of dimensions", "desired ordering"),
        "`permute` takes each dimension once: for a tensor with 2 dimensions `permute(1, 0)`.",
    ),
    "Joining": Cure(
        ("sizes of tensors must match", "dimension"),
        "Tensors are joined along one dimension; all their other sizes must be equal.",
    ),
    "Stacking": Cure(
        ("stack expects", "equal size"),
        "`stack` needs the same shape from each. Pad or crop them first, or use `cat`.",
    ),
    "Splitting": Cure(
        ("split_sizes", "sum exactly"),
        "The sizes of the parts must add up to the size of the dimension.",
    ),
    "Window": Cure(
        ("maximum size for tensor", "dimension"),
        "The window is longer than the dimension that it slides over.",
    ),
    "Einsum": Cure(
        ("einsum", "does not broadcast"),
        "The same letter stands for the same size in every operand.",
    ),
    "Operands of einsum": Cure(
        ("einsum", "operands"),
        "The text needs one group of letters for each tensor, with commas between them.",
    ),
    "Mask": Cure(
        ("shape of the mask", "does not match"),
        "A mask needs the shape of the dimensions that it chooses from.",
    ),
    "Uneven lists": Cure(
        ("expected sequence of length", "dim"),
        "All rows of a tensor have the same length. Pad the short ones.",
    ),
    "Truth of many numbers": Cure(
        ("boolean value", "ambiguous"),
        "An `if` needs a single truth: use `.any()` or `.all()`; for masks `&`, `|` and `~`.",
    ),
    "One number": Cure(
        ("elements cannot be converted", "scalar"),
        "`item` needs exactly one element. Index or reduce first; `tolist` takes them all.",
    ),
    "Batch size": Cure(
        ("expected input batch_size", "target batch_size"),
        "Each input needs one label: check where the batch was reshaped.",
    ),
    "Size of the target": Cure(
        ("target size", "input size"),
        "Give both the same shape, with `squeeze(1)` or `unsqueeze(1)`: (n,) against (n, 1) would "
        "compare each with each.",
    ),
    # indices
    "Index too large": Cure(
        ("out of bounds", "index"),
        "Indices count from 0, so the last one is the size minus 1; -1 is the last too.",
    ),
    "Label too large": Cure(
        ("target", "out of bounds"),
        "Labels count from 0: with k classes they go from 0 to k - 1.",
    ),
    "Dimension too large": Cure(
        ("dimension out of range", "expected"),
        "Dimensions count from 0. Negative ones count from the end: -1 is the last.",
    ),
    "Kind of index": Cure(
        ("tensors used as indices", "long"),
        "An index is a whole number: convert it with `.long()`, or use a bool mask.",
    ),
    "Index of gather": Cure(
        ("expected dtype", "for index"),
        "An index is a whole number: convert it with `.long()`.",
    ),
    "Too many of them": Cure(
        ("selected index", "out of range"),
        "There are not as many elements along this dimension.",
    ),
    # dtypes
    "Different dtypes": Cure(
        ("same dtype", "got"),
        "A product does not convert: bring both to one dtype with `.float()`. NumPy's "
        "default is float64, torch's is float32.",
    ),
    "Mean of integers": Cure(
        ("could not infer output dtype", "mean"),
        "A mean of whole numbers is a fraction: convert first with `.float()`.",
    ),
    "Fraction into integers": Cure(
        ("result type", "can't be cast"),
        "An operation in place keeps the dtype. Convert first, or write `x = x + ...`.",
    ),
    "Overflow": Cure(
        ("cannot be converted", "overflow"),
        "The number lies outside of the range of the dtype: choose a wider one, such as int64.",
    ),
    "Bool is no number": Cure(
        ("bool tensor", "not supported"),
        "Masks are joined with `&`, `|`, `^` and turned round with `~`. To count, convert first "
        "with `.int()`.",
    ),
    "Not made for this dtype": Cure(
        ("not implemented for", "'"),
        "torch has no such operation for this dtype: convert first, often with `.float()`.",
    ),
    "Condition": Cure(
        ("condition", "boolean tensor"),
        "The condition of `where` is a mask: write a comparison, such as `x > 0`.",
    ),
    "Class labels": Cure(
        ("target", "dtype"),
        "`cross_entropy` takes class numbers as int64: convert them with `.long()`.",
    ),
    # devices and NumPy
    "Devices": Cure(
        ("same device", "found"),
        "Bring both to one device: `x.to(y.device)`.",
    ),
    "Device meta": Cure(
        ("not on the expected device", "device"),
        "Bring both to one device: `x.to(y.device)`. One on `meta` has a shape and no numbers.",
    ),
    "No data": Cure(
        ("meta tensor", "no data"),
        "A tensor on `meta` has a shape and no numbers, so there is nothing to copy. "
        "`torch.empty_like(x, device='cpu')` makes one that has.",
    ),
    "NumPy from a device": Cure(
        ("to numpy", "device type"),
        "NumPy sees the memory of the CPU only: `x.cpu().numpy()`. `meta` has none.",
    ),
    "No such device": Cure(
        ("nvidia", "driver"),
        "This machine has no CUDA device: ask `torch.cuda.is_available()` first.",
    ),
    "Not built for the device": Cure(
        ("not compiled", "enabled"),
        "This build of torch does not know the device: ask first whether it is available.",
    ),
    "NumPy's steps back": Cure(
        ("stride", "numpy array"),
        "torch knows no negative strides: copy first, with `array.copy()`.",
    ),
    "Read-only array": Cure(
        ("not writable", "numpy"),
        "torch would write into memory that NumPy has locked: copy first, with `array.copy()`.",
    ),
    "Shared cells": Cure(
        ("single memory location", "written-to"),
        "Several elements of an expanded tensor are one cell of memory: `clone` it before you "
        "write into it.",
    ),
    # autograd
    "Backward twice": Cure(
        ("backward through the graph", "second time"),
        "The graph frees what it has saved once it was used: compute the value anew, or keep it "
        "with `backward(retain_graph=True)`.",
    ),
    "Not a scalar": Cure(
        ("grad can be implicitly created", "scalar"),
        "Make it one number, with `.sum()` or `.mean()`, or pass a vector: `y.backward(v)`.",
    ),
    "Vector of another shape": Cure(
        ("mismatch in shape", "grad_output"),
        "The vector of `backward(v)` has the shape of the output.",
    ),
    "No graph": Cure(
        ("does not require grad", "grad_fn"),
        "Nothing that leads here asks for a gradient. Look for `no_grad`, `detach`, `argmax`, or "
        "parameters that are all frozen.",
    ),
    "View of a leaf": Cure(
        ("view of a leaf", "in-place"),
        "Change a leaf only within `torch.no_grad()`, as optimizers do.",
    ),
    "Leaf in place": Cure(
        ("leaf variable", "in-place"),
        "Change a leaf only within `torch.no_grad()`, as optimizers do, or write `x = x + 1`, "
        "which makes a new tensor.",
    ),
    "Changed after it was saved": Cure(
        ("modified by an inplace operation", "version"),
        "Backward needs the old value, and it was overwritten. Write `y = y + 1` in place of "
        "`y += 1`, and step the optimizer after `backward`.",
    ),
    "Integers have no gradient": Cure(
        ("floating point", "require gradients"),
        "A gradient needs a dtype with fractions: `x.float().requires_grad_()`.",
    ),
    "Gradient of what is no leaf": Cure(
        (".grad attribute", "not a leaf"),
        "Only leaves keep their gradient. Call `retain_grad()` on this tensor before `backward`.",
    ),
    "NumPy of what needs a gradient": Cure(
        ("can't call numpy()", "requires grad"),
        "NumPy keeps no graph: `x.detach().numpy()` gives the numbers alone.",
    ),
    "Inference tensor": Cure(
        ("inference tensor", "backward"),
        "What is made within `inference_mode` never gets a gradient: use `no_grad`, or `clone` it "
        "outside.",
    ),
    "Unused in the graph": Cure(
        ("differentiated tensor", "not", "been used"),
        "The output does not depend on this input; `allow_unused=True` gives None for it.",
    ),
    "Nan on the way back": Cure(
        ("returned nan values", "backward"),
        "A derivative was infinite or 0 times infinity: keep the input away from that point, with "
        "`clamp` or with a small number added.",
    ),
    "Gradcheck": Cure(("jacobian mismatch", "numerical"), "Mend `backward` of the Function."),
    # modules
    "Nothing to optimize": Cure(
        ("optimizer got an empty parameter list", "parameter"),
        "A plain list hides its layers: use `nn.ModuleList` or `nn.Sequential`.",
    ),
    "Only leaves are optimized": Cure(
        ("can't optimize", "non-leaf"),
        "Give the optimizer the parameters themselves, not something computed from them.",
    ),
    "Super first": Cure(
        ("before module.__init__", "cannot assign"),
        "Call `super().__init__()` first in the module's own `__init__`.",
    ),
    # warnings
    "Copy of a tensor": Cure(
        ("copy construct", "detach"),
        "`x.clone()` copies a tensor; `x.detach().clone()` copies its numbers and not its graph.",
    ),
    "Softmax over which dimension": Cure(
        ("implicit dimension", "softmax"),
        "Say over which dimension the outputs add up to 1: `dim=-1` for the classes.",
    ),
}
"""By name. The first that fits counts."""
