"""The lock is complete, hashed, free of addresses, and read as pip would read it."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest

from installation import lockfile

ROOT = Path(__file__).resolve().parents[2]
GROUPS = ("core", "ml", "community", "cuda", "dev", "build")


def names(*groups: str) -> set[str]:
    return {
        requirement.name
        for group in groups
        for requirement in lockfile.read(ROOT / "requirements" / f"{group}.txt")
    }


@pytest.mark.parametrize("group", GROUPS)
def test_every_package_is_pinned_sized_and_hashed(group: str) -> None:
    requirements = lockfile.read(ROOT / "requirements" / f"{group}.txt")
    for requirement in requirements:
        assert requirement.size_bytes > 0, requirement.name
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", requirement.lines), requirement.name
    assert len({requirement.name for requirement in requirements}) == len(requirements)


@pytest.mark.parametrize("group", GROUPS)
def test_no_address_is_locked(group: str) -> None:
    text = (ROOT / "requirements" / f"{group}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text


def test_groups_share_nothing() -> None:
    assert sum(len(names(group)) for group in GROUPS) == len(names(*GROUPS))


def test_all_that_is_wanted_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"]]
    for extra in ("ml", "community"):
        wanted += project["project"]["optional-dependencies"][extra]
    wanted += project["dependency-groups"]["dev"] + project["dependency-groups"]["build"]
    asked = {re.split(r"[<>=!~ ]", line)[0].lower() for line in wanted}
    assert asked <= names(*GROUPS)


@pytest.mark.skipif(sys.platform != "linux", reason="two builds of torch exist on Linux only")
def test_both_builds_of_torch_are_locked() -> None:
    backend = lockfile.read(ROOT / "requirements" / "ml.txt")
    torch = next(item for item in backend if item.name == "torch")
    text = (ROOT / "requirements" / "ml.txt").read_text(encoding="utf-8")
    small = re.search(rf"# cpu-only {re.escape(torch.version)}:\n#   ([0-9a-f]{{64}})", text)
    assert small is not None
    assert f"--hash=sha256:{small.group(1)}" in torch.lines
    assert torch.lines.count("--hash") > 10
    assert any(name.startswith("nvidia-") for name in names("cuda"))


def test_no_full_opencv_and_no_second_qt() -> None:
    assert not names(*GROUPS) & {"opencv-python", "pyside6", "pyqt6", "qtpy"}


@pytest.mark.parametrize(
    ("marker", "expected"),
    [
        ("", True),
        ("sys_platform == 'atari'", False),
        ("sys_platform != 'atari'", True),
        (f"sys_platform == '{sys.platform}'", True),
        ("python_full_version >= '3.11'", True),
        ("python_full_version < '3.11'", False),
        ("python_full_version == '2.7.*'", False),
        (f"python_full_version == '{sys.version_info[0]}.{sys.version_info[1]}.*'", True),
        ("python_full_version >= '3.11' and (sys_platform == 'x' or os_name != 'x')", True),
    ],
)
def test_markers(marker: str, expected: bool) -> None:
    assert lockfile.applies(marker) is expected


@pytest.mark.parametrize("marker", ["__import__('os')", "extra == 'x' and exit()", "1"])
def test_other_markers_are_refused(marker: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        lockfile.applies(marker)


def test_another_pin_keeps_the_hashes() -> None:
    lines = "torch==2.13.0 \\\n    --hash=sha256:aa\n"
    torch = lockfile.Requirement("torch", "2.13.0", 400, lines)
    small = torch.pinned("torch==2.13.0+cpu", size_bytes=190)
    assert small.lines == "torch==2.13.0+cpu \\\n    --hash=sha256:aa\n"
    assert (small.pinned_version, small.size_bytes) == ("2.13.0+cpu", 190)
    assert torch.pinned("torch===2.13.0").pinned_version == "2.13.0"


def test_batches_lose_nothing_and_keep_the_large_apart() -> None:
    sizes = [1, 5, 100, 30, 50, 2]
    wanted = [lockfile.Requirement(f"p{size}", "1", size, "") for size in sizes]
    batches = lockfile.batches(wanted, largest_bytes=40)
    assert sorted(item.size_bytes for batch in batches for item in batch) == sorted(sizes)
    assert [[item.size_bytes for item in batch] for batch in batches] == [
        [1, 2, 5, 30],
        [50],
        [100],
    ]


def test_torchvision_is_the_one_for_the_locked_torch() -> None:
    """Both come from one release, and their minor versions run side by side since 0.1."""
    locks = [*lockfile.read(ROOT / "requirements" / "ml.txt")]
    locks += lockfile.read(ROOT / "requirements" / "community.txt")
    version = {item.name: item.version.split(".") for item in locks}
    torch, torchvision = version["torch"], version["torchvision"]
    assert int(torchvision[1]) - int(torch[1]) == 15


def test_the_binding_that_eats_references_is_not_locked() -> None:
    """See decision 15."""
    locks = lockfile.read(ROOT / "requirements" / "core.txt")
    assert next(item.version for item in locks if item.name == "pyside6-essentials") != "6.12.0"
