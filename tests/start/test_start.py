"""start.py decides rightly what to do, whatever state the environment was left in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import main as entry
import start
from installation import system_packages, torch_build, wheels
from installation.environment import Environment
from installation.failure import SetupFailed
from installation.lockfile import Requirement
from installation.progress import Progress, duration, megabytes

ROOT = Path(__file__).resolve().parents[2]
GROUPS = ("core", "ml")


def tree(folder: Path) -> Environment:
    """A tree with locks that want nothing, its name as awkward as a folder's may be."""
    root = folder / "Ein Bild ’n’ mehr"
    (root / "requirements").mkdir(parents=True)
    (root / "requirements" / "core.txt").write_text("# nothing\n")
    environment = Environment(root)
    environment.marks.mkdir(parents=True)
    environment.python.parent.mkdir(parents=True)
    environment.python.symlink_to(sys.executable)
    return environment


def test_a_stamp_makes_the_second_start_short(tmp_path: Path) -> None:
    environment = tree(tmp_path)
    assert not environment.is_ready(GROUPS, None)
    environment.finish(GROUPS)
    assert environment.is_ready(GROUPS, None)
    assert not environment.is_ready((*GROUPS, "dev"), None)


def test_tests_being_ready_means_the_editor_is(tmp_path: Path) -> None:
    environment = tree(tmp_path)
    environment.finish((*GROUPS, "dev"))
    assert environment.is_ready(GROUPS, None)


def test_the_community_extra_stays_once_it_was_wanted(tmp_path: Path) -> None:
    environment = tree(tmp_path)
    assert not environment.has_community()
    environment.finish((*GROUPS, "community", "dev"))
    environment.remember_community()
    assert Environment(environment.root).has_community()
    assert environment.is_ready((*GROUPS, "community"), None)
    assert environment.is_ready(GROUPS, None)


def test_a_python_that_has_gone_is_noticed(tmp_path: Path) -> None:
    environment = tree(tmp_path)
    environment.finish(GROUPS)
    environment.python.unlink()
    assert not environment.is_ready(GROUPS, None)


def test_a_changed_lock_is_noticed(tmp_path: Path) -> None:
    environment = tree(tmp_path)
    environment.finish(GROUPS)
    (environment.root / "requirements" / "core.txt").write_text("# another\n")
    assert not environment.is_ready(GROUPS, None)


def test_a_moved_tree_is_noticed(tmp_path: Path) -> None:
    environment = tree(tmp_path)
    environment.finish(GROUPS)
    moved = environment.root.rename(tmp_path / "moved")
    assert not Environment(moved).is_ready(GROUPS, None)


def test_asking_for_the_cpu_build_is_remembered(tmp_path: Path) -> None:
    environment = tree(tmp_path)
    environment.finish(GROUPS)
    environment.remember_build("auto")
    assert not environment.is_ready(GROUPS, "cpu")
    environment.remember_build("cpu")
    assert environment.is_ready(GROUPS, "cpu")


def requirement(name: str, size_bytes: int = 10) -> Requirement:
    return Requirement(name, "1.0", size_bytes, f"{name}==1.0 --hash=sha256:00\n")


class Recorder(Environment):
    """An environment whose pip only writes down what it is asked for."""

    def __init__(self, root: Path, broken: str = "") -> None:
        super().__init__(root)
        self.asked: list[str] = []
        self.broken = broken

    def _run_pip(self, options: list[str], step: str, progress: Progress) -> None:
        wanted = Path(options[-1]).read_text(encoding="utf-8")
        if self.broken and self.broken in wanted:
            raise SetupFailed("the line broke")
        self.asked.append(wanted)


def test_an_interrupted_set_up_goes_on(tmp_path: Path) -> None:
    root = tree(tmp_path).root
    groups = [[requirement("numpy")], [requirement("qt")], [requirement("torch")]]
    first = Recorder(root, broken="qt")
    with pytest.raises(SetupFailed):
        first.install(groups)
    assert [text.split("==")[0] for text in first.asked] == ["numpy"]
    second = Recorder(root)
    second.install(groups)
    assert [text.split("==")[0] for text in second.asked] == ["qt", "torch"]
    third = Recorder(root)
    third.install(groups)
    assert third.asked == []


def test_going_back_to_an_older_lock_installs_it_again(tmp_path: Path) -> None:
    root = tree(tmp_path).root
    old, new = [[requirement("numpy")]], [[requirement("numpy", 11)]]
    for groups, lock in ((old, "# old"), (new, "# new"), (old, "# old")):
        (root / "requirements" / "core.txt").write_text(lock)
        environment = Recorder(root)
        environment.install(groups)
        assert len(environment.asked) == 1


def test_half_installed_packages_are_taken_away(tmp_path: Path) -> None:
    environment = Recorder(tree(tmp_path).root)
    for name, files in (("whole", ("INSTALLER", "RECORD")), ("half", ("RECORD",))):
        folder = environment.site_packages / f"{name}-1.0.dist-info"
        folder.mkdir(parents=True)
        for file in files:
            (folder / file).touch()
    environment.install([[requirement("numpy")]])
    assert [path.name for path in environment.site_packages.iterdir()] == ["whole-1.0.dist-info"]


def test_a_full_disk_is_said_before_anything_is_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = Recorder(tree(tmp_path).root)
    usage = shutil.disk_usage(tmp_path)._replace(free=10_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    with pytest.raises(SetupFailed, match=r"needs 400 MB .* there are 10 MB"):
        environment.install([[requirement("torch", 100_000_000)]])
    assert environment.asked == []


def test_pip_failing_is_a_sentence(tmp_path: Path) -> None:
    environment = tree(tmp_path)
    with pytest.raises(SetupFailed, match=r"Installing numpy 1.0 .* failed. Check the network"):
        environment.install([[requirement("numpy")]])


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_the_installed_command_starts_the_program(tmp_path: Path) -> None:
    environment = tree(tmp_path)
    environment.site_packages.mkdir(parents=True)
    (environment.root / "main.py").write_text("import sys; print(sys.argv[1:])")
    environment.connect()
    link = tmp_path / "link"
    link.symlink_to(environment.command)
    answer = subprocess.run([link, "run", "a b"], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "['run', 'a b']"


@pytest.fixture
def on_linux(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(sys, "platform", "linux")
    return monkeypatch


def chosen(*, cpu: bool) -> dict[str, str]:
    picked = torch_build.choose(Path("python"), ROOT / "requirements", cpu=cpu)
    return {item.name: item.lines.split(" ")[0] for item in picked}


@pytest.mark.parametrize("cpu", [True, False])
def test_no_card_means_the_small_torch(on_linux: pytest.MonkeyPatch, cpu: bool) -> None:
    on_linux.setattr(torch_build, "has_nvidia_card", lambda: cpu)
    on_linux.setattr(torch_build, "is_available", lambda python, wanted: True)
    picked = chosen(cpu=cpu)
    assert picked["torch"].endswith("+cpu")
    assert "nvidia-cudnn-cu13" not in picked


def test_no_small_torch_means_the_large_one(
    on_linux: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    on_linux.setattr(torch_build, "has_nvidia_card", lambda: False)
    on_linux.setattr(torch_build, "is_available", lambda python, wanted: False)
    picked = chosen(cpu=True)
    assert picked["torch"].startswith("torch===")
    assert "nvidia-cudnn-cu13" in picked
    assert "no CPU build" in capsys.readouterr().out


def test_a_card_means_the_large_torch(on_linux: pytest.MonkeyPatch) -> None:
    on_linux.setattr(torch_build, "has_nvidia_card", lambda: True)
    assert chosen(cpu=False)["torch"].startswith("torch===")


def test_only_locked_wheels_are_taken(tmp_path: Path) -> None:
    wheel = tmp_path / "t.whl"
    wheel.write_bytes(b"abc")
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    remote = wheels.transfer.Remote(wheel.as_uri())
    locked = Requirement("t", "1", 3, f"t==1 --hash=sha256:{digest}")
    assert wheels.is_locked(remote, locked)
    assert not wheels.is_locked(remote, requirement("t"))
    assert not wheels.is_locked(wheels.transfer.Remote("https://host/t.whl"), locked)


def test_missing_libraries_are_named_by_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(
        system_packages,
        "missing_libraries",
        lambda folder, displays: {"libEGL.so.1", "libxcb-cursor.so.0"},
    )
    with pytest.raises(SetupFailed, match="sudo apt-get install libegl1 libxcb-cursor0"):
        system_packages.install_for_qt(Path())


def test_qt_misses_nothing_here() -> None:
    import PySide6

    assert system_packages.missing_libraries(Path(PySide6.__file__).parents[1], set()) == set()


@pytest.mark.skipif(sys.platform != "linux", reason="ldd and shared objects")
def test_a_library_that_is_nowhere_is_found_missing(tmp_path: Path) -> None:
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("no compiler to make a library with a missing part")
    folder = tmp_path / "PySide6" / "Qt" / "plugins" / "platforms"
    folder.mkdir(parents=True)
    gone = tmp_path / "libgone.so.1"
    build = [compiler, "-shared", "-x", "c", "/dev/null", "-x", "none", "-Wl,--no-as-needed"]
    subprocess.run([*build, "-Wl,-soname,libgone.so.1", "-o", str(gone)], check=True)
    subprocess.run([*build, str(gone), "-o", str(folder / "libqxcb.so")], check=True)
    gone.unlink()
    assert system_packages.missing_libraries(tmp_path, {"xcb"}) == {"libgone.so.1"}
    assert system_packages.missing_libraries(tmp_path, {"wayland"}) == set()


@pytest.mark.parametrize(
    ("argv", "options", "words"),
    [
        ([], set(), []),
        (["--cpu", "test", "--cpu"], {"--cpu"}, ["test", "--cpu"]),
        (["run", "inpaint", "--seed", "3"], set(), ["run", "inpaint", "--seed", "3"]),
        (["--help"], set(), ["--help"]),
    ],
)
def test_options_end_at_the_first_word(
    argv: list[str], options: set[str], words: list[str]
) -> None:
    assert start.split(argv) == (options, words)


def test_an_unknown_option_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert start.main(["--gpu"]) == 2
    assert "--cpu" in capsys.readouterr().err


def test_an_old_python_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert start.main([]) == 2
    assert "needs Python 3.11" in capsys.readouterr().err


def test_no_display_and_no_word_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(variable, raising=False)
    assert entry.main([]) == 2
    told = capsys.readouterr().err
    assert all(word in told for word in ("run", "demo", "list", "models", "bench", "start.py"))


def test_sizes_and_times_are_said_as_people_do() -> None:
    assert [megabytes(size) for size in (1, 5e6, 2.5e9)] == ["1 MB", "5 MB", "2.5 GB"]
    assert [duration(s) for s in (3, 41, 300)] == [
        "a few seconds",
        "about 40 seconds",
        "about 5 minutes",
    ]


def test_time_left_shrinks_with_the_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    progress = Progress(600_000_000)
    before_s = progress.seconds_left()
    progress.done_bytes = 300_000_000
    assert progress.seconds_left() < before_s / 2
    assert progress.seconds_left(300_000_000) == 0


@pytest.mark.parametrize("words", [["-n", "1"], ["-n0"], ["--numprocesses=3"], ["--pdb"]])
def test_who_says_how_tests_run_is_not_overruled(words: list[str]) -> None:
    assert start.in_processes(["-q", *words]) == []


def test_tests_take_the_cores_there_are_and_not_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    said = {}
    for cores in (1, 2, 64):
        monkeypatch.setattr(os, "cpu_count", lambda cores=cores: cores)
        said[cores] = start.in_processes(["-q"])
    assert said == {1: [], 2: ["-n", "2"], 64: ["-n", str(start.MOST_TEST_PROCESSES)]}
