"""What reads a rare kind of file is imported before the file's time begins, and only for it."""

from __future__ import annotations

import pytest

from editor.files import decoder_process
from editor.files.decoder import Decoder
from editor.files.decoder_messages import Request


@pytest.mark.parametrize(("start", "imported"), [(b"8BPS", True), (b"\x89PNG", False)])
def test_only_a_psd_imports_its_reader(tmp_path, monkeypatch, start, imported):
    path = tmp_path / "a"
    path.write_bytes(start + bytes(20))
    modules: list[str] = []
    monkeypatch.setattr(decoder_process.importlib, "import_module", modules.append)
    monkeypatch.setattr(decoder_process, "limit_more_cpu", lambda seconds: None)
    monkeypatch.delitem(decoder_process.sys.modules, "editor.files.psd.reader", raising=False)
    decoder_process._import_for(Request(path=str(path), name="a", outputs=()))
    assert modules == (["editor.files.psd.reader"] if imported else [])


def test_the_time_of_a_file_begins_when_the_decoder_says_so(monkeypatch):
    waited: list[float] = []

    class Line:
        """A decoder that says what it should, in its order."""

        says = iter(({"kind": "ready"}, {"kind": "begun"}, {"kind": "picture"}))

        def send_bytes(self, data: bytes) -> None:
            pass

    def received(connection: Line, limit_s: float) -> dict[str, object]:
        waited.append(limit_s)
        return next(connection.says)

    decoder = Decoder()
    monkeypatch.setattr(decoder, "_receive", received)
    monkeypatch.setattr(decoder, "_connection", Line())
    answer = decoder._exchange(Request(path="a", name="a", outputs=()))
    assert answer == {"kind": "picture"}
    assert waited[0] == waited[1] == 60.0
    assert waited[2] <= 20.0
    decoder._connection = None
