"""The process that trains for the app: `python -m core.playground`."""

import os
import sys

from core.playground.process import serve

if __name__ == "__main__":
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr  # nothing else is to come between the messages
    serve(sys.stdin.buffer, out)
