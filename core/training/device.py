"""Where networks are trained and run: an accelerator if there is one (CUDA, MPS, XPU), else the
CPU.
"""

import os

import torch

VARIABLE = "TORCH_PLAYGROUND_DEVICE"


def choose(name: str | torch.device | None = None) -> torch.device:
    """The named device, else that of TORCH_PLAYGROUND_DEVICE, else the accelerator, else the CPU.

    Raises:
        ValueError: torch knows no such device, or this machine has none.
    """
    name = name or os.environ.get(VARIABLE)
    if not name:
        return (
            torch.accelerator.current_accelerator()
            if torch.accelerator.is_available()
            else torch.device("cpu")
        )
    try:
        device = torch.device(name)
        torch.empty(1, device=device)
    except (RuntimeError, AssertionError, NotImplementedError) as error:
        reason = f"cannot be used here ({str(error).splitlines()[0][:120]})"
        raise ValueError(
            f"device={str(name)!r} {reason}; choose from {', '.join(known())}"
        ) from None
    return device


def known() -> list[str]:
    """The kinds of device that this machine has."""
    return [
        "cpu",
        *(
            [torch.accelerator.current_accelerator().type]
            if torch.accelerator.is_available()
            else []
        ),
    ]


def describe(device: torch.device) -> str:
    """One line for the page: "CPU, 2 threads" or "NVIDIA H200 (cuda)"."""
    if device.type == "cpu":
        threads = torch.get_num_threads()
        return f"CPU, {threads} thread{'s' if threads > 1 else ''}"
    module = getattr(torch, device.type, None)
    name = module.get_device_name(device) if hasattr(module, "get_device_name") else "Apple GPU"
    return f"{name} ({device.type})"


def precision(device: torch.device) -> torch.dtype | None:
    """The number format for mixed precision where it is faster, or None: float32 throughout."""
    if device.type != "cuda":
        return None
    return (
        torch.bfloat16 if torch.cuda.is_bf16_supported(including_emulation=False) else torch.float16
    )
