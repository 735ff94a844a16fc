"""Finds the training command that the words name, and turns every failure into one sentence."""

from __future__ import annotations

import importlib
import sys
import traceback
from collections.abc import Sequence

from ml.training.commands.terminal import command, say
from ml.training.problems import TrainingProblem, WrongOption, nearest

BAD_INPUT, FAILED, INTERRUPTED = 2, 1, 130
DETAILS = "--details"
COMMANDS = {
    "train": ("train a system, or go on with it", "ml.training.commands.train:main"),
    "pack": ("make one compact file of a data set", "ml.training.commands.pack:main"),
    "unpack": ("make folders of pictures of MNIST's files", "ml.training.commands.unpack:main"),
    "sample": ("let a trained system make pictures", "ml.training.commands.sampling:main"),
    "evaluate": (
        "measure a trained system on held-out data",
        "ml.training.commands.evaluation:main",
    ),
    "measure": ("judge folders of pictures by many measures", "ml.training.metrics.command:main"),
    "publish": ("make weights to ship of a run", "ml.training.commands.publish:main"),
    "queue": (
        "train what comes next on a machine with a GPU",
        "ml.training.queue.command:main",
    ),
}

# Failures of ours that are not about what was given.
_NO_INPUT = {"Diverged", "CheckpointFailed", "ExampleFailed", "NothingToLearn"}
_OURS = ("ml.training.", "ml.systems.", "ml.layers.", "ml.losses.")


def main(words: Sequence[str]) -> int:
    """The exit code: 0 done, 2 bad input, 1 failed, 130 interrupted; never raises."""
    wanted = [word for word in words if word != DETAILS]
    if not wanted or wanted[0] in ("-h", "--help", "help"):
        say(_help())
        return 0
    try:
        if wanted[0] not in COMMANDS:
            raise WrongOption(f"There is no command {wanted[0]!r}{nearest(wanted[0], COMMANDS)}")
        module, _, name = COMMANDS[wanted[0]][1].partition(":")
        return getattr(importlib.import_module(module), name)(wanted[1:])
    except SystemExit as ended:
        # Only the help of a command ends so.
        return int(ended.code or 0)
    except KeyboardInterrupt:
        say("Stopped.", sys.stderr)
        return INTERRUPTED
    except Exception as error:
        sentence, code = judge(error)
        say(" ".join(sentence.split()), sys.stderr)
        if DETAILS in words:
            traceback.print_exception(error)
        return code


def judge(error: Exception) -> tuple[str, int]:
    """The sentence for a failure, and the exit code."""
    kind = type(error)
    is_input = kind.__name__ not in _NO_INPUT
    if isinstance(error, TrainingProblem):
        return str(error), BAD_INPUT if is_input else FAILED
    if kind.__name__ == "OutOfMemoryError":
        advice = "Make --batch smaller, or give the same batch in parts with --accumulate 2."
        return f"The device has too little memory for this. {advice}", FAILED
    if f"{kind.__module__}.".startswith(_OURS):
        return str(error), BAD_INPUT if is_input else FAILED
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}.", BAD_INPUT
    return (
        f"It failed in a way that was not foreseen ({kind.__name__}: {error}); what was trained so "
        f"far is kept. Add {DETAILS} to see more.",
        FAILED,
    )


def _help() -> str:
    lines = [f"usage: {command()} COMMAND ...", ""]
    lines += [f"  {word:10}{text}" for word, (text, _) in COMMANDS.items()]
    return "\n".join([*lines, "", f"{command()} COMMAND --help tells more"])
