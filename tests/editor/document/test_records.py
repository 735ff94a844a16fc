"""Records: every byte comes back, and bytes that are no record are refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.document.document import Document
from editor.document.errors import BadRecord, DocumentError
from editor.document.record import Record, decode, encode, pack
from editor.document.replay import from_record

scalars = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text() | st.floats(0, 1)
facts = st.dictionaries(st.text(max_size=9), scalars | st.lists(scalars, max_size=3), max_size=5)


def tile(kind, seed):
    random = np.random.default_rng(seed)
    if kind == "noise":
        return random.integers(0, 256, (256, 256, 4), dtype=np.uint8)
    if kind == "flat":
        return np.full((256, 256), seed % 256, np.uint8)
    return np.repeat(random.integers(0, 65536, (256, 1, 4), dtype=np.uint16), 256, axis=1)


@settings(max_examples=30, deadline=None)
@given(
    st.text(),
    facts,
    st.dictionaries(
        st.text(max_size=5),
        st.tuples(st.sampled_from(["noise", "flat", "lines"]), st.integers(0, 99)),
        max_size=3,
    ),
)
def test_a_record_comes_back_from_its_bytes(kind, fields, tiles) -> None:
    record = Record(kind, fields, {name: tile(*which) for name, which in tiles.items()})
    inner, arrays = pack({"one": record, "two": Record("empty")})
    back = decode(encode(Record("outer", inner, arrays)))
    one = back.nested("one")
    assert (one.kind, one.fields) == (kind, fields)
    assert one.tiles.keys() == record.tiles.keys()
    for name, array in record.tiles.items():
        assert one.tiles[name].dtype == array.dtype
        assert np.array_equal(one.tiles[name], array)
    assert back.nested("two") == Record("empty")


def test_flat_tiles_are_small_and_noise_is_not_packed_in_vain() -> None:
    assert len(encode(Record("x", {}, {"a": tile("flat", 7)}))) < 1000
    noise = tile("noise", 7)
    assert noise.nbytes < len(encode(Record("x", {}, {"a": noise}))) < noise.nbytes + 200


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 400), st.binary(max_size=30))
def test_other_bytes_are_refused_with_a_sentence(cut, tail) -> None:
    data = encode(Record("tiles", {"title": "x"}, {"0,0": tile("flat", 3)}))
    wrong = data[: min(cut, len(data) - 1)] + tail
    if wrong != data:
        with pytest.raises(BadRecord, match="cannot be read"):
            decode(wrong)


@pytest.mark.parametrize(
    "record",
    [
        Record("brew coffee"),
        Record("tiles", {"target": "selection", "places": ["a,b"], "title": "x"}),
        Record("tiles", {"target": "moon", "places": [], "title": "x"}),
        Record("tiles", {"target": "selection", "title": "x"}),
        Record(
            "tiles",
            {"target": "selection", "places": ["0,0"], "title": "x"},
            {"0,0": np.ones((2, 2), np.uint8)},
        ),
        Record("set", {"layer_id": "nobody", "name": "opacity", "value": 0.5}),
        Record("set", {"layer_id": "nobody", "name": "blend", "value": "svg:melt"}),
        Record("resize canvas", {"size": [1, 2, 3], "shift": [0, 0]}),
        Record("add layer", {"title": "x", "index": None}),
        Record("compound", {"title": "x"}),
    ],
    ids=lambda record: record.kind,
)
def test_a_record_without_sense_is_refused(record) -> None:
    document = Document(10, 10)
    with pytest.raises(DocumentError):
        from_record(record, document)
    assert document.digest() == Document(10, 10).digest()
