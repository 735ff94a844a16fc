"""`list`: everything that can be run, for a person or for a program."""

from __future__ import annotations

import json
from collections.abc import Sequence

from editor.cli.arguments import Parser, option
from editor.models import suggestions
from ml.api.params import ParamField, describe
from ml.api.spec import GeneratorSpec, Port
from ml.catalog import CATALOG
from ml.store.store import ModelStore


def main(words: Sequence[str]) -> int:
    parser = Parser("list", "Everything that can be run, with its inputs and parameters.")
    parser.add_argument("--json", action="store_true", help="one JSON array")
    found = parser.read(words)
    if found.json:
        print(json.dumps([entry(spec) for spec in CATALOG], ensure_ascii=False))
    else:
        print("\n\n".join(_shown(spec) for spec in CATALOG))
    return 0


def entry(spec: GeneratorSpec) -> dict[str, object]:
    """One object of the JSON array."""
    return {
        "id": spec.id,
        "kind": spec.kind,
        "title": spec.title,
        "summary": spec.summary,
        "ports": {
            "inputs": [_port(port) for port in spec.inputs],
            "outputs": [_port(port) for port in spec.outputs],
        },
        "parameters": [_field(field) for field in describe(spec.params)],
        "models": {"required": list(spec.weights), "optional": list(spec.optional_weights)},
    }


def _field(field: ParamField) -> dict[str, object]:
    """`suggestions` are the models that this machine has, for a parameter that names one."""
    return {**field.model_dump(mode="json"), "suggestions": suggestions(field, ModelStore())}


def _port(port: Port) -> dict[str, object]:
    return port.model_dump(mode="json")


def _shown(spec: GeneratorSpec) -> str:
    lines = [f"{spec.id} ({spec.kind}): {spec.title}. {spec.summary}"]
    for port in spec.inputs:
        need = "" if port.required else ", not required"
        lines.append(f"  {option(port.name):14} {port.kind.value}{need}: {port.help}")
    lines += [f"  {option(field.name):14} {_param(field)}" for field in describe(spec.params)]
    return "\n".join(lines)


def _param(field: ParamField) -> str:
    unit = f" {field.unit}" if field.unit else ""
    span = (
        f"{field.low:.10g} to {field.high:.10g}{unit}" if field.high is not None else field.control
    )
    choices = field.choices or suggestions(field, ModelStore())
    kind = ", ".join(choices) if choices else span
    default = str(field.default).lower() if field.control == "check" else field.default
    return f"{kind}; default {default}. {field.help}"
