"""`python -m ml.training COMMAND ...`: training in a process of its own."""

import sys
import time

from ml.training.commands import terminal
from ml.training.commands.command import main

if __name__ == "__main__":
    # Before torch is loaded, which can take longer than a short limit has to spare.
    terminal.process_began_s = time.monotonic()
    raise SystemExit(main(sys.argv[1:]))
