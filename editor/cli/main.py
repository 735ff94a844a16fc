"""Finds the command that the words name, and turns every failure into one sentence."""

from __future__ import annotations

import importlib
import logging
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from editor.cli.problems import DETAILS, FAILED, INTERRUPTED, UsageProblem, judge
from ml.api.validation import suggestion


@dataclass(frozen=True)
class Command:
    """One word of the command line; `entry` is "module:function", imported when it is called."""

    word: str
    help: str
    entry: str

    def load(self) -> Callable[[Sequence[str]], int]:
        module, _, name = self.entry.partition(":")
        return getattr(importlib.import_module(module), name)


COMMANDS = (
    Command("run", "run a generator on a picture", "editor.cli.run:main"),
    Command("convert", "write a picture in another format", "editor.cli.convert:main"),
    Command("list", "everything that can be run, with its parameters", "editor.cli.list:main"),
    Command("models", "list, install, verify or remove models", "editor.cli.models:main"),
    Command("bench", "measure the program on this machine", "editor.cli.bench:main"),
    Command("demo", "run every generator on sample photographs", "editor.cli.demo:main"),
    Command("train", "train a system, go on with it, or pack its data", "editor.cli.train:train"),
    Command("sample", "let a trained system make pictures", "editor.cli.train:sample"),
    Command("evaluate", "measure a trained system on held-out data", "editor.cli.train:evaluate"),
    Command("measure", "judge folders of pictures by many measures", "editor.cli.train:measure"),
    Command("publish", "make weights to ship of a training run", "editor.cli.train:publish"),
)


def main(argv: Sequence[str]) -> int:
    """The exit code: 0 done, 2 bad input, 1 failed, 130 interrupted; never raises."""
    words = [word for word in argv if word != DETAILS]
    if not words or words[0] in ("-h", "--help", "help"):
        print(_help())
        return 0
    # A library's warning is no sentence for the person at the terminal.
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        return _command(words[0]).load()(words[1:])
    except SystemExit as ended:
        # Only the help of a command ends so.
        return int(ended.code or 0)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone, as `head` does; there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:
        return _report(error, with_details=DETAILS in argv)


def _command(word: str) -> Command:
    for command in COMMANDS:
        if command.word == word:
            return command
    known = [command.word for command in COMMANDS]
    raise UsageProblem(f"There is no command {word!r}{suggestion(word, known)}")


def _help() -> str:
    lines = ["usage: pentimento COMMAND ...", "", "without a command the window opens", ""]
    lines += [f"  {command.word:10}{command.help}" for command in COMMANDS]
    lines += ["", "pentimento COMMAND --help tells more; --details says more when something fails"]
    return "\n".join(lines)


def _report(error: Exception, *, with_details: bool) -> int:
    sentence, code = judge(error)
    print(" ".join(sentence.split()), file=sys.stderr)
    if with_details:
        print(getattr(error, "details", "") or "", file=sys.stderr)
        traceback.print_exception(error)
    return code
