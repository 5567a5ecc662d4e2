"""What keeps the server small: the system's allocator gives back what is free, and a package that
the server has no use for stays out.

With every page opened the server has some 980 MB in memory in place of 1,600: see the row of
`python -m tests.benchmarks load`. A page with torch alone has 580. `pages.ui.compiler` has its part
in it.
"""

import ctypes
import sys

TRIM_THRESHOLD, MMAP_THRESHOLD, ARENA_MAX = -1, -3, -8
"""Names of settings of glibc's `mallopt`, as in its malloc.h."""

SETTINGS = {ARENA_MAX: 2, MMAP_THRESHOLD: 2**18, TRIM_THRESHOLD: 2**18}
"""The number of arenas, and bytes: what is as large goes back to the system at once."""


def return_what_is_free() -> bool:
    """Has glibc give free memory back to the system; whether it could.

    Sessions are threads, and glibc would give each of up to eight per core an arena of its own,
    which keeps the most that it ever held: 300 MB.
    """
    try:
        library = ctypes.CDLL(None)
        return all(library.mallopt(name, value) for name, value in SETTINGS.items())
    except (AttributeError, OSError, TypeError):  # another system, or another C library
        return False


def leave_out_triton() -> None:
    """Keeps Triton out of this process, which never compiles for a graphics card: 70 MB.

    The first step of an optimizer imports torch's compiler, and that imports Triton if it can.
    """
    sys.modules.setdefault("triton", None)
