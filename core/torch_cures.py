"""What to do about the messages of torch that learners meet most, a sentence each.

The texts move between versions, so a few words that stay find the cure. To add one, add an entry.
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
        "`view` never moves a number, and these are not stored in the order that it needs. Use "
        "`reshape`, which copies if it must, or `.contiguous().view(...)`.",
    ),
    "Number of elements": Cure(
        ("shape", "invalid for input of size"),
        "The sizes of the new shape, multiplied, must give the number of elements. Write `-1` for "
        "one of them, and PyTorch works it out.",
    ),
    "Expanding": Cure(
        ("expanded size", "must match"),
        "Only a dimension of size 1 can be expanded. For other sizes, `repeat` makes copies.",
    ),
    "Too few sizes": Cure(
        ("number of sizes provided", "dimensions"),
        "Give a size for every dimension. `-1` keeps a size as it is.",
    ),
    "Order of dimensions": Cure(
        ("number of dimensions", "desired ordering"),
        "`permute` needs each dimension once. With 2 dimensions, write `permute(1, 0)`.",
    ),
    "Joining": Cure(
        ("sizes of tensors must match", "dimension"),
        "Tensors are joined along one dimension; all their other sizes must be equal.",
    ),
    "Stacking": Cure(
        ("stack expects", "equal size"),
        "`stack` needs tensors of the same shape. Pad or crop them first, or use `cat`.",
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
        "The equation needs a group of letters per tensor, with commas between.",
    ),
    "Mask": Cure(
        ("shape of the mask", "does not match"),
        "A mask must have the shape of the dimensions it selects from.",
    ),
    "Uneven lists": Cure(
        ("expected sequence of length", "dim"),
        "All rows of a tensor must have the same length. Pad the short ones.",
    ),
    "Truth of many numbers": Cure(
        ("boolean value", "ambiguous"),
        "An `if` needs one True or False: `.any()` or `.all()`; for masks `&`, `|` and `~`.",
    ),
    "One number": Cure(
        ("elements cannot be converted", "scalar"),
        "`item` needs exactly one element. Index or reduce first; `tolist` takes them all.",
    ),
    "Batch size": Cure(
        ("expected input batch_size", "target batch_size"),
        "Each input needs one label. Check whether you reshaped the batch along the way.",
    ),
    "Size of the target": Cure(
        ("target size", "input size"),
        "Use `squeeze(1)` or `unsqueeze(1)`: (n,) against (n, 1) compares every pair.",
    ),
    # indices
    "Index too large": Cure(
        ("out of bounds", "index"),
        "Indices count from 0, so the last is the size minus 1; -1 means the last too.",
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
        "This dimension does not have that many elements.",
    ),
    # dtypes
    "Different dtypes": Cure(
        ("same dtype", "got"),
        "A matrix product does not convert: give both the same dtype, for example with `.float()`. "
        "NumPy's default is float64, torch's is float32.",
    ),
    "Different dtypes, before torch 2.12": Cure(
        ("expected scalar type", "but found"),
        "This does not convert: give both the same dtype, for example with `.float()`. NumPy's "
        "default is float64, torch's is float32.",
    ),
    "Mean of integers": Cure(
        ("could not infer output dtype", "mean"),
        "A mean of integers can be a fraction: convert first with `.float()`.",
    ),
    "Fraction into integers": Cure(
        ("result type", "can't be cast"),
        "An in-place operation keeps the dtype. Convert first, or write `x = x + ...`.",
    ),
    "Overflow": Cure(
        ("cannot be converted", "overflow"),
        "The number is out of the dtype's range: choose a wider dtype, such as int64.",
    ),
    "Bool is no number": Cure(
        ("bool tensor", "not supported"),
        "Combine masks with `&`, `|` and `^`, and invert them with `~`. To calculate with them, "
        "convert first with `.int()`.",
    ),
    "Not made for this dtype": Cure(
        ("not implemented for", "'"),
        "PyTorch lacks this operation for this dtype: convert first, often with `.float()`.",
    ),
    "Condition": Cure(
        ("condition", "boolean tensor"),
        "The condition of `where` must be a mask: write a comparison, such as `x > 0`.",
    ),
    "Class labels": Cure(
        ("target", "dtype"),
        "`cross_entropy` takes class numbers as int64: convert them with `.long()`.",
    ),
    # devices and NumPy
    "Devices": Cure(("same device", "found"), "Bring both to one device: `x.to(y.device)`."),
    "Device meta": Cure(
        ("not on the expected device", "device"),
        "Move both to one device: `x.to(y.device)`. On `meta` there are no numbers.",
    ),
    "No data": Cure(
        ("meta tensor", "no data"),
        "A tensor on `meta` has a shape but no numbers, so there is nothing to copy. "
        "`torch.empty_like(x, device='cpu')` makes a new one with memory.",
    ),
    "NumPy from a device": Cure(
        ("to numpy", "device type"),
        "NumPy reads only the CPU's memory: `x.cpu().numpy()`. On `meta` there is none.",
    ),
    "No such device": Cure(
        ("nvidia", "driver"),
        "This machine has no CUDA device: check `torch.cuda.is_available()` first.",
    ),
    "Not built for the device": Cure(
        ("not compiled", "enabled"),
        "This build of PyTorch lacks the device: check first whether it is available.",
    ),
    "NumPy's steps back": Cure(
        ("stride", "numpy array"),
        "PyTorch has no negative strides: copy first, with `array.copy()`.",
    ),
    "Read-only array": Cure(
        ("not writable", "numpy"),
        "The array is read-only, a tensor is not: copy first, with `array.copy()`.",
    ),
    "Shared cells": Cure(
        ("single memory location", "written-to"),
        "Elements of an expanded tensor share memory: `clone` it before you write into it.",
    ),
    # autograd
    "Backward twice": Cure(
        ("backward through the graph", "second time"),
        "The first backward freed what the graph had saved: compute the value again, or call the "
        "first one as `backward(retain_graph=True)`.",
    ),
    "Not a scalar": Cure(
        ("grad can be implicitly created", "scalar"),
        "Reduce it to one number with `.sum()` or `.mean()`, or pass a vector: `y.backward(v)`.",
    ),
    "Vector of another shape": Cure(
        ("mismatch in shape", "grad_output"),
        "The vector in `backward(v)` must have the shape of the output.",
    ),
    "No graph": Cure(
        ("does not require grad", "grad_fn"),
        "Nothing here requires a gradient. Look for `no_grad`, `detach`, `argmax`, frozen layers.",
    ),
    "View of a leaf": Cure(
        ("view of a leaf", "in-place"),
        "Change a leaf only inside `torch.no_grad()`, as optimizers do.",
    ),
    "Leaf in place": Cure(
        ("leaf variable", "in-place"),
        "Change a leaf inside `torch.no_grad()` only, or make a new tensor: `x = x + 1`.",
    ),
    "Changed after it was saved": Cure(
        ("modified by an inplace operation", "version"),
        "Backward needs the old value, but it was overwritten. Write `y = y + 1` instead of `y += "
        "1`, and call `optimizer.step()` after `backward()`.",
    ),
    "Integers have no gradient": Cure(
        ("floating point", "require gradients"),
        "Only floats can have a gradient: `x.float().requires_grad_()`.",
    ),
    "Gradient of what is no leaf": Cure(
        (".grad attribute", "not a leaf"),
        "Only leaves keep their gradient. Call `retain_grad()` on this tensor before `backward`.",
    ),
    "NumPy of what needs a gradient": Cure(
        ("can't call numpy()", "requires grad"),
        "NumPy has no graph: `x.detach().numpy()` gives just the numbers.",
    ),
    "Inference tensor": Cure(
        ("inference tensor", "backward"),
        "A tensor of `inference_mode` has no gradient: use `no_grad`, or `clone` it outside.",
    ),
    "Unused in the graph": Cure(
        ("differentiated tensor", "not", "been used"),
        "The output does not depend on this input; `allow_unused=True` returns None for it.",
    ),
    "Nan on the way back": Cure(
        ("returned nan values", "backward"),
        "Somewhere a derivative was NaN, often from 0 times infinity. Keep the input away from "
        "that point: use `clamp`, or add a small number.",
    ),
    "Gradcheck": Cure(("jacobian mismatch", "numerical"), "Fix the `backward` of your Function."),
    # modules
    "Nothing to optimize": Cure(
        ("optimizer got an empty parameter list", "parameter"),
        "Layers in a plain list are hidden: use `nn.ModuleList` or `nn.Sequential`.",
    ),
    "Only leaves are optimized": Cure(
        ("can't optimize", "non-leaf"),
        "Give the optimizer the parameters themselves, not results computed from them.",
    ),
    "Super first": Cure(
        ("before module.__init__", "cannot assign"),
        "Call `super().__init__()` first in the module's own `__init__`.",
    ),
    # warnings
    "Copy of a tensor": Cure(
        ("copy construct", "detach"),
        "`x.clone()` copies a tensor; `x.detach().clone()` copies only its numbers.",
    ),
    "Softmax over which dimension": Cure(
        ("implicit dimension", "softmax"),
        "Say over which dimension the outputs add up to 1: `dim=-1` for the classes.",
    ),
    "Spread of one number": Cure(
        ("degrees of freedom", "std"),
        "The spread of a single number is NaN: it divides by n - 1. Take more numbers.",
    ),
}
"""By name. The first that fits counts."""
