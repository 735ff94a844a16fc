"""`python -m ml.training COMMAND ...`: training in a process of its own."""

import sys

from ml.training.command import main

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
