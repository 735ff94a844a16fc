"""`run GENERATOR`: one picture in, one picture out; for a folder, each picture in it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from editor.cli.arguments import RunWords, read_run
from editor.cli.batch import is_batch, run_batch
from editor.cli.problems import UsageProblem
from editor.cli.progress_line import ProgressLine
from editor.cli.studio import Order, Studio, check_drawing, check_output, write_result
from ml.api.client import Result
from ml.api.params import to_scalars
from ml.api.validation import find_spec
from ml.catalog import CATALOG


def main(words: Sequence[str]) -> int:
    if not words or words[0] in ("-h", "--help"):
        print("usage: pentimento run GENERATOR --output FILE ...\n")
        print("\n".join(f"  {spec.id:10} {spec.summary}" for spec in CATALOG))
        print(
            "\npentimento run GENERATOR --help tells its inputs and parameters; where --image and"
        )
        print("--output are folders, every picture of the one is made into one of the other")
        return 0
    if words[0].startswith("-"):
        raise UsageProblem("Name the generator first: pentimento run GENERATOR --output FILE ...")
    told = read_run(find_spec(CATALOG, words[0]), words[1:])
    if is_batch(told):
        return run_batch(told)
    check_output(told.output)
    check_drawing(told.spec, told.output)
    order = Order(told.spec, told.params, told.files, told.texts, told.margins)
    line = ProgressLine(told.spec.title, quiet=told.quiet)
    try:
        with Studio(told.device) as studio:
            document, result = studio.make(order, line)
            for notice in document.notices:
                line.say(notice)
            write_result(told.spec, document, told.output, line.say)
    finally:
        line.end()
    if told.as_json:
        print(json.dumps(report(told, result, line.notes), ensure_ascii=False))
    else:
        line.say(f"{told.output}: {result.seconds:.1f} s on {result.device}")
    return 0


def report(told: RunWords, result: Result, notes: Sequence[str]) -> dict[str, object]:
    """What `--json` prints."""
    return {
        "generator": told.spec.id,
        "output": str(told.output),
        "seconds": round(result.seconds, 3),
        "device": result.device,
        "parameters": to_scalars(told.params),
        "info": dict(result.info),
        "notes": list(notes),
    }
