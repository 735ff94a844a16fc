"""The rings: who may import whom, checked in the source and in real processes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("editor", "ml", "plugins")
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"

# What a machine for training has.
BARE = {"numpy", "torch", "safetensors", "PIL"}

# What a ring may import at all, besides the standard library and itself.
ALLOWED = {
    "ml.api": {"numpy", "pydantic", "pydantic_core", "annotated_types"},
    "editor.document": {
        *("numpy", "numba", "psygnal", "pydantic", "PIL"),
        *("ml.api.regions", "ml.api.images", "ml.api.labels", "ml.api.params", "ml.vector"),
    },
    "ml.vector": {"numpy", "numba", "ml.api.regions"},
    "plugins.api": {"numpy", "pydantic", "ml.api"},
    "plugins.builtin": {"numpy", "pydantic", "plugins.api", "plugins.manifest"},
    "ml.training": {*BARE, "ml", "ml.layers", "ml.losses"},
    "ml.layers": {*BARE, "ml.training.teachers"},
    "ml.losses": {*BARE, "ml.layers"},
}

# Of a research system only the recipe may know training, and only networks and recipes must run
# on a machine that has torch and little else.
TRAINED = {"network": {*BARE, "ml.layers"}, "recipe": {*BARE, "ml.layers", "ml.losses"}}

# One violation for each contract: file, the line planted there, what must be reported broken.
PLANTED = (
    ("ml/catalog.py", "import PySide6", "knows neither Qt"),
    ("editor/document/tiles.py", "import torch", "never imports torch"),
    ("editor/actions.py", "import ml.patch.fill", "front door"),
    ("editor/tools/tool.py", "import editor.widgets.slider", "never import Qt"),
    ("editor/widgets/slider.py", "import ml.api.client", "talk to the worker"),
    ("editor/widgets/theme.py", "import editor.docks", "built in layers"),
    ("plugins/loader.py", "import editor.actions", "Plugins never import the editor"),
    ("ml/engine/memory.py", "import ml.training.experiment", "an artist runs imports training"),
    ("ml/training/recipe.py", "import ml.training.publishing.card", "Training is built in layers"),
    ("ml/training/noise.py", "import ml.store.folders", "Training runs on a bare machine"),
)


def run(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of Python in a process of its own, offscreen, with `folder` as the tree."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return run(f"import sys; sys.argv[1:] = ['--no-cache']; {LINT}", folder)


def test_all_contracts_are_kept() -> None:
    answer = lint(ROOT)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert " 0 broken" in answer.stdout


def test_a_planted_violation_is_caught(tmp_path: Path) -> None:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name, line, _ in PLANTED:
        path = tmp_path / name
        head, future, tail = path.read_text(encoding="utf-8").partition(
            "from __future__ import annotations\n"
        )
        path.write_text(f"{head}{future}{line}\n{tail}", encoding="utf-8")
    answer = lint(tmp_path)
    assert answer.returncode != 0
    broken = [row for row in answer.stdout.splitlines() if " BROKEN" in row]
    for _, line, contract in PLANTED:
        assert any(contract in row for row in broken), f"{line}: {broken}"


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(*PACKAGES, include_external_packages=True, cache_dir=None)


@pytest.mark.parametrize("ring", ALLOWED)
def test_a_ring_imports_only_what_it_may(graph: grimp.ImportGraph, ring: str) -> None:
    allowed = ALLOWED[ring] | {ring}
    wrong = [
        f"{module} -> {imported}"
        for module in graph.find_descendants(ring) | {ring}
        for imported in graph.find_modules_directly_imported_by(module)
        if not is_standard(imported)
        and not any(imported == name or imported.startswith(f"{name}.") for name in allowed)
    ]
    assert wrong == []


def test_networks_and_recipes_import_only_what_they_may(graph: grimp.ImportGraph) -> None:
    wrong, seen = list[str](), 0
    for module in graph.find_descendants("ml.systems"):
        system, kind = module.rpartition(".")[0], module.rpartition(".")[2]
        if kind not in TRAINED:
            continue
        seen += 1
        allowed = TRAINED[kind] | {system} | ({"ml.training"} if kind == "recipe" else set())
        wrong += [
            f"{module} -> {imported}"
            for imported in graph.find_modules_directly_imported_by(module)
            if not is_standard(imported)
            and not any(imported == name or imported.startswith(f"{name}.") for name in allowed)
        ]
    assert wrong == []
    assert seen > 1


def test_training_needs_only_what_a_bare_machine_has() -> None:
    """Every command is imported with all else of the program's libraries out of reach."""
    missing = ("pydantic", "tyro", "platformdirs", "filelock", "numba", "cv2", "psygnal", "PySide6")
    statement = (
        f"sys.modules.update(dict.fromkeys({missing!r}));"
        "import importlib; from ml.training import catalog;"
        "from ml.training.commands.command import COMMANDS;"
        "[importlib.import_module(entry.partition(':')[0]) for _, entry in COMMANDS.values()];"
        "[catalog.recipe_class(system) for system in catalog.RECIPES]"
    )
    assert {"torch", "safetensors", "PIL"} <= loaded_after(statement)


def is_standard(module: str) -> bool:
    return module.partition(".")[0] in sys.stdlib_module_names


def loaded_after(statement: str) -> set[str]:
    """Top-level modules that a fresh process has after a statement."""
    code = f"import sys; {statement}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    answer = run(code, ROOT)
    assert answer.returncode == 0, answer.stderr
    return set(answer.stdout.split())


@pytest.mark.parametrize(
    "module", ["editor.application", "editor.cli.main", "editor.cli.train", "ml.catalog"]
)
def test_the_editor_process_never_holds_torch(module: str) -> None:
    loaded = loaded_after(f"import {module}")
    assert not loaded & {"torch", "onnxruntime"}


@pytest.mark.parametrize("module", ["editor.cli.main", "editor.document.document", "ml.catalog"])
def test_no_window_library_without_a_window(module: str) -> None:
    assert "PySide6" not in loaded_after(f"import {module}")


def test_the_worker_never_holds_qt() -> None:
    loaded = loaded_after("import ml.engine.worker, ml.generators.inpaint.generator, torch")
    assert "torch" in loaded
    assert not loaded & {"PySide6", "editor", "plugins"}


def test_the_store_is_light() -> None:
    assert not loaded_after("import ml.store.store") & {"torch", "PySide6", "onnxruntime"}


def test_the_entry_point_is_light() -> None:
    assert not loaded_after("import main") & {"numpy", "pydantic", "PySide6", "torch"}
