"""`python -m benchmarks.fuzz`: opens broken files until the time is up; a finding is a decoder that
died, hung or took too much memory, or an error in the editor that is no sentence."""

from __future__ import annotations

import argparse
import json
import math
import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.fuzz.mutate import mutated
from benchmarks.fuzz.seeds import seeds
from editor.files.decoder import Decoder
from editor.files.decoder_messages import Limits
from editor.files.open import open_file
from editor.files.problems import FileProblem

_SECONDS, _QUICK_SECONDS = 300.0, 10.0
_DIED = "made the decoder stop"
_HUNG = "longer than"


@dataclass
class FuzzCount:
    """What came of the files of one importer; `findings` name the files that were kept."""

    files: int = 0
    opened: int = 0
    refused: int = 0
    findings: list[str] = field(default_factory=list)
    slowest_s: float = 0.0


def main(arguments: Sequence[str] | None = None) -> int:
    """0 where nothing was found, 1 where something was."""
    chosen = _parser().parse_args(arguments)
    seconds = _QUICK_SECONDS if chosen.quick else chosen.seconds
    every = seeds()
    wanted = [name for name in every if not chosen.importer or name == chosen.importer]
    counts = {}
    for name in wanted:
        share = seconds / len(wanted)
        files = chosen.files or math.inf
        plan = FuzzPlan(name, tuple(every[name]), share, chosen.seed, chosen.keep, files)
        with Decoder(Limits(time_s=10.0)) as decoder:
            counts[name] = fuzz(plan, decoder)
        count = counts[name]
        print(
            f"{name:12}{count.files:>7} files,{count.opened:>7} opened,{count.refused:>8} refused,"
            f" {len(count.findings)} findings, slowest {count.slowest_s:.1f} s",
            flush=True,
        )
        for finding in count.findings:
            print(f"  {finding}")
    if chosen.json:
        result = {name: asdict(count) for name, count in counts.items()}
        print(json.dumps({"bench": "fuzz", "importers": result}))
    return 1 if any(count.findings for count in counts.values()) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench fuzz", description=__doc__)
    parser.add_argument(
        "--seconds", type=float, default=_SECONDS, help="for all importers together"
    )
    parser.add_argument("--files", type=int, default=0, help="so many for each, at most")
    parser.add_argument("--importer", default="", help="one of them alone, such as psd")
    parser.add_argument("--seed", type=int, default=1, help="another one makes other files")
    parser.add_argument("--keep", type=Path, help="a folder for the files that found something")
    parser.add_argument("--quick", action="store_true", help="ten seconds")
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line")
    return parser


@dataclass(frozen=True)
class FuzzPlan:
    """One importer with its seeds; the same `seed` makes the same files.

    It ends after `seconds` of the clock or after so many `files`, whichever comes first.
    """

    importer: str
    seeds: tuple[bytes, ...]
    seconds: float
    seed: int = 1
    keep: Path | None = None
    files: float = math.inf


def fuzz(plan: FuzzPlan, decoder: Decoder) -> FuzzCount:
    """Mutate and open until the time is up."""
    count = FuzzCount()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fuzzed"
        # The start of the process and its imports are not what is measured.
        path.write_bytes(plan.seeds[0])
        open_file(path, decoder)
        end = time.monotonic() + plan.seconds
        while time.monotonic() < end and count.files < plan.files:
            chance = random.Random(f"{plan.seed} {plan.importer} {count.files}")
            data = mutated(chance.choice(plan.seeds), chance.choice(plan.seeds), chance)
            path.write_bytes(data)
            said = _tried(path, decoder, chance, count)
            if said:
                count.findings.append(_kept(plan, count.files, data, said))
            count.files += 1
    return count


def _tried(path: Path, decoder: Decoder, chance: random.Random, count: FuzzCount) -> str:
    """What is wrong, or nothing."""
    started = time.monotonic()
    try:
        consent = {"partial": chance.random() < 0.2, "pages": chance.random() < 0.2}
        open_file(path, decoder, **consent)
        count.opened += 1
    except FileProblem as problem:
        count.refused += 1
        if _DIED in problem.message or _HUNG in problem.message:
            return f"{problem.message} {problem.details[-200:]}"
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        return repr(error)[:300]
    finally:
        count.slowest_s = max(count.slowest_s, time.monotonic() - started)
    return ""


def _kept(plan: FuzzPlan, number: int, data: bytes, said: str) -> str:
    if plan.keep is not None:
        plan.keep.mkdir(parents=True, exist_ok=True)
        name = f"{plan.importer.replace(' ', '-')}-{plan.seed}-{number}"
        (plan.keep / name).write_bytes(data)
    return f"{plan.importer} {number} of seed {plan.seed}: {said}"
