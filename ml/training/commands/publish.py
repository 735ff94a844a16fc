"""`publish RUN`: weights to ship, with a card that says what they are and how they were made."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Sequence
from pathlib import Path

from ml.training.commands.arguments import Parser
from ml.training.commands.places import find
from ml.training.commands.terminal import command, say
from ml.training.commands.train import repeatable
from ml.training.experiment_file import read_run
from ml.training.problems import WrongOption
from ml.training.publishing.card import CardFacts, read_facts
from ml.training.publishing.publish import publish
from ml.training.publishing.trained import recipe_of


def main(words: Sequence[str]) -> int:
    parser = Parser("publish", "Write the averaged weights of a run in half precision.")
    parser.add_argument("what", metavar="SYSTEM|RUN", help="the run")
    parser.add_argument("--output", type=Path, metavar="DIR", help="DIR/<id>/ is written")
    parser.add_argument("--facts", type=Path, metavar="FILE", help="TOML with id, title, data, ...")
    for name, text in (
        ("id", "name of the weights: small letters, digits and hyphens"),
        ("title", "what a list shows"),
        ("licence", "of the weights"),
        ("note", "what they are for, one sentence"),
        ("family", "what they are one of several for: inpaint, upscale"),
    ):
        parser.add_argument(f"--{name}", metavar="TEXT", help=text)
    told = parser.read(words)
    if told.output is None:
        raise WrongOption(f"Say where they go: {command()} publish {told.what} --output DIR")
    run = find(told.what)
    if not run.is_dir():
        raise WrongOption(f"{run} is published already; name the run that it came from.")
    for path in publish(run, told.output, facts_of(run, told)):
        say(f"{path}  {path.stat().st_size / 1e6:.3g} MB")
    return 0


def facts_of(run: Path, told: argparse.Namespace) -> CardFacts:
    """What the file and the options say; the rest comes from the run."""
    described = read_run(run)
    recipe = recipe_of(described)
    facts = read_facts(told.facts) if told.facts else CardFacts(id="", title="")
    stated = {
        name: getattr(told, name)
        for name in ("id", "title", "licence", "note", "family")
        if getattr(told, name) is not None
    }
    facts = dataclasses.replace(facts, **stated)
    return dataclasses.replace(
        facts,
        id=facts.id or recipe.system.replace("_", "-"),
        title=facts.title or recipe.title,
        command=facts.command or repeatable(recipe, described.experiment),
    )
