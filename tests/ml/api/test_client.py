"""A job goes through a real worker process and comes back, however it ends."""

from __future__ import annotations

import time
from collections.abc import Generator
from pathlib import Path

import numpy as np
import pytest
from worker_jobs import client_of, job, options, picture, square, until, until_over

from ml.api.client import Job, WorkerClient
from ml.api.errors import (
    BadInput,
    Cancelled,
    GeneratorError,
    OutOfMemory,
    WeightsMissing,
    WorkerDied,
)
from ml.api.messages import (
    Beat,
    Done,
    Failed,
    Lane,
    Noted,
    Previewed,
    Progressed,
    Started,
)


@pytest.fixture(scope="module")
def client() -> Generator[WorkerClient]:
    with client_of() as started:
        yield started


@pytest.mark.parametrize("depth", ["uint8", "uint16", "float32"])
def test_a_result_comes_back_in_the_depth_asked_for(client: WorkerClient, depth: str) -> None:
    given = Job(
        "fake",
        {"colour": 1.0},
        {"image": [picture()], "mask": [square()]},
        output_depth=depth,
    )
    result = client.run(given)
    top = 1 if depth == "float32" else np.iinfo(depth).max
    assert result.image.dtype == np.dtype(depth)
    assert result.image.shape == (32, 32, 3)
    assert (result.image[8:16, 8:20] == top).all()
    np.testing.assert_array_equal(result.coverage, square())


def test_pixels_outside_the_mask_make_the_round_trip_exactly(client: WorkerClient) -> None:
    for depth in ("uint8", "uint16"):
        image = picture(channels=4, depth=depth)
        given = Job("fake", {}, {"image": [image], "mask": [square()]}, output_depth=depth)
        result = client.run(given)
        outside = square() == 0
        np.testing.assert_array_equal(result.image[outside], image[outside])


def test_a_mask_of_truth_values_is_understood(client: WorkerClient) -> None:
    given = Job("fake", {"colour": 0.0}, {"image": [picture()], "mask": [square() > 0]})
    assert (client.run(given).image[8:16, 8:20] == 0).all()


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ({"generator": "fakr"}, BadInput, "did you mean 'fake'"),
        ({"params": {"colur": 0.5}}, BadInput, "did you mean 'colour'"),
        ({"params": {"colour": 1.5}}, BadInput, "Colour must be a number from 0 to 1; 1.5"),
        ({"params": {"act": "dance"}}, BadInput, "Act must be one of paint, wait"),
        ({"params": {"count": 1.5}}, BadInput, "Count must be a whole number"),
        ({"device": "cuda:7"}, BadInput, "no device 'cuda:7' here"),
        ({"mask": None}, BadInput, "needs an input 'mask'"),
        ({"mask": np.zeros((32, 32), np.uint8)}, BadInput, "Mask is empty"),
        ({"mask": np.full((32, 32), 255, np.uint8)}, BadInput, "covers the whole picture"),
        ({"mask": square(64)}, BadInput, "64 × 64 px but the picture is 32 × 32 px"),
        ({"image": picture()[:3]}, BadInput, "32 × 3 px; Fake needs at least 4 px"),
        ({"image": picture().astype(np.int32)}, BadInput, "8-bit, 16-bit or float32"),
        ({"generator": "weighty"}, WeightsMissing, "pentimento models install heavy"),
        ({"generator": "absent"}, GeneratorError, "not foreseen"),
        ({"params": {"act": "raise"}}, GeneratorError, "not foreseen (ZeroDivisionError)"),
        ({"params": {"act": "nan"}}, GeneratorError, "no picture"),
    ],
)
def test_bad_input_is_one_sentence_and_the_next_job_works(
    client: WorkerClient, changes: dict[str, object], error: type[GeneratorError], words: str
) -> None:
    arrays = {"image": picture(), "mask": square()}
    arrays = {name: changes.get(name, array) for name, array in arrays.items()}
    given = Job(
        str(changes.get("generator", "fake")),
        changes.get("params", {}),
        {name: [array] for name, array in arrays.items() if array is not None},
        device=str(changes.get("device", "")),
    )
    with pytest.raises(error) as caught:
        client.run(given)
    assert type(caught.value) is error
    assert words in caught.value.message
    assert "\n" not in caught.value.message
    assert client.run(job()).seconds >= 0


def test_an_unknown_port_names_the_nearest(client: WorkerClient) -> None:
    given = Job("fake", {}, {"image": [picture()], "mask": [square()], "extr": [square()]})
    with pytest.raises(BadInput, match="did you mean 'extra'"):
        client.run(given)


def test_progress_tells_stage_and_time_left_at_most_twenty_times_a_second(
    client: WorkerClient,
) -> None:
    client.poll()
    number = client.submit(job("wait", seconds=1.2))
    heard = until_over(client, number)
    told = [message for message in heard if isinstance(message, Progressed)]
    fractions = [message.fraction for message in told]
    assert told[0].stage == "waiting"
    assert fractions == sorted(fractions)
    assert 3 <= len(told) <= 1.2 * 20 + 2
    left = [message.left_s for message in told if message.left_s is not None]
    assert left
    assert all(0.0 <= value < 30.0 for value in left)
    assert left[-1] < left[0]
    done = heard[-1]
    assert isinstance(done, Done)
    assert done.device == "cpu"


def test_notes_and_previews_arrive_and_floods_are_thinned(client: WorkerClient) -> None:
    client.poll()
    number = client.submit(job("speak", count=2000))
    heard = until_over(client, number)
    assert [message.sentence for message in heard if isinstance(message, Noted)] == [
        "This is a note."
    ]
    previews = [message for message in heard if isinstance(message, Previewed)]
    seconds = heard[-1].seconds
    assert 1 <= len(previews) <= 4 * seconds + 1
    assert sum(isinstance(message, Progressed) for message in heard) <= 20 * seconds + 1


@pytest.mark.parametrize("act", ["wait", "native"])
def test_a_cancel_is_felt_by_the_same_worker(client: WorkerClient, act: str) -> None:
    before = client.run(job()).info["process"]
    client.poll()
    number = client.submit(job(act, seconds=600.0))
    until(client, Progressed, number)
    asked_s = time.monotonic()
    client.cancel(number)
    last = until_over(client, number)[-1]
    assert isinstance(last, Failed)
    assert last.code == "cancelled"
    assert client.run(job()).info["process"] == before
    # Not a race against the clock: the job itself would have gone on for ten minutes.
    assert time.monotonic() - asked_s < 200


def test_a_deaf_job_is_killed_after_the_grace(client: WorkerClient) -> None:
    before = client.run(job()).info["process"]
    client.poll()
    number = client.submit(job("swallow", seconds=120.0))
    until(client, Progressed, number)
    client.cancel(number)
    last = until_over(client, number)[-1]
    assert isinstance(last, Failed)
    assert last.code == "cancelled"
    assert client.run(job()).info["process"] != before


def test_a_waiting_job_is_cancelled_without_the_worker(client: WorkerClient) -> None:
    client.poll()
    running = client.submit(job("wait", seconds=60.0))
    until(client, Progressed, running)
    waiting = client.submit(job())
    client.cancel(waiting)
    heard = until_over(client, waiting)
    assert heard[-1].code == "cancelled"
    client.cancel(running)
    until_over(client, running)


def test_a_job_that_is_told_that_it_is_enough_ends_with_what_it_has(client: WorkerClient) -> None:
    client.poll()
    number = client.submit(job("improve", seconds=600.0))
    until(client, Progressed, number)
    client.finish(number)
    assert isinstance(until_over(client, number)[-1], Done)
    assert client.run(job()).device == "cpu"


def test_a_waiting_job_that_is_enough_is_cancelled(client: WorkerClient) -> None:
    client.poll()
    running = client.submit(job("wait", seconds=600.0))
    until(client, Progressed, running)
    waiting = client.submit(job())
    client.finish(waiting)
    assert until_over(client, waiting)[-1].code == "cancelled"
    client.cancel(running)
    until_over(client, running)


def test_a_cancel_of_nothing_is_no_error(client: WorkerClient) -> None:
    client.cancel(987_654)
    assert client.run(job()).device == "cpu"


def test_an_interactive_job_goes_before_a_running_batch_job(client: WorkerClient) -> None:
    client.poll()
    slow = Job(
        "fake",
        {"act": "wait", "seconds": 1.5},
        {"image": [picture()], "mask": [square()]},
        lane=Lane.BATCH,
    )
    batch = client.submit(slow)
    until(client, Progressed, batch)
    urgent = client.submit(job())
    heard = until_over(client, batch)
    ends = [message.job for message in heard if isinstance(message, Done | Failed)]
    assert ends == [urgent, batch]
    assert isinstance(heard[-1], Done)
    starts = [message.job for message in heard if isinstance(message, Started)]
    assert starts == [urgent, batch]


def test_lanes_are_served_in_order(client: WorkerClient) -> None:
    client.poll()
    running = client.submit(job("wait", seconds=60.0))
    until(client, Progressed, running)

    def queued(lane: Lane) -> int:
        arrays = {"image": [picture()], "mask": [square()]}
        return client.submit(Job("fake", {}, arrays, lane=lane))

    batch, preview, urgent = (queued(lane) for lane in (Lane.BATCH, Lane.PREVIEW, Lane.INTERACTIVE))
    client.cancel(running)
    heard = until_over(client, batch)
    done = [message.job for message in heard if isinstance(message, Done)]
    assert done == [urgent, preview, batch]


def test_the_worker_beats_in_mid_job(client: WorkerClient) -> None:
    client.poll()
    number = client.submit(job("swallow", seconds=1.5))
    # A last beat of the job before may still be under way.
    heard = [message for message in until_over(client, number) if isinstance(message, Beat)]
    beats = [beat for beat in heard if beat.job == number]
    assert beats
    assert beats[0].memory_bytes > 1 << 20


def test_a_listener_that_fails_harms_nobody(
    client: WorkerClient, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(message: object) -> None:
        raise ValueError("on purpose")

    unsubscribe = client.subscribe(fail)
    assert client.run(job()).device == "cpu"
    unsubscribe()
    assert "a listener of the worker client failed" in caplog.text


def test_a_result_is_taken_once(client: WorkerClient) -> None:
    number = client.submit(job())
    until_over(client, number)
    assert client.take_result(number).image.shape == (32, 32, 3)
    with pytest.raises(KeyError):
        client.take_result(number)


def test_installed_weights_reach_the_generator(tmp_path: Path) -> None:
    weights = {"heavy": tmp_path / "a", "light": tmp_path / "b", "other": tmp_path / "c"}
    with client_of(weights=lambda: weights) as client:
        assert client.run(job(generator="weighty")).info["weights"] == "heavy,light"


def test_a_poisoned_graphics_card_ends_the_worker_and_the_next_job_has_a_new_one() -> None:
    with client_of() as client:
        before = client.run(job()).info["process"]
        with pytest.raises(GeneratorError, match="graphics card"):
            client.run(job("poison"))
        assert client.run(job()).info["process"] != before


def test_a_worker_that_never_starts_is_told_and_not_tried_for_ever(tmp_path: Path) -> None:
    with client_of(catalog="fake_broken:CATALOG", log_folder=tmp_path) as client:
        with pytest.raises(WorkerDied, match="cannot be started"):
            client.run(job())


def test_closing_ends_waiting_and_running_jobs() -> None:
    with client_of() as client:
        running = client.submit(job("swallow", seconds=60.0))
        until(client, Progressed, running)
        waiting = client.submit(job())
    ends = {m.job: m.code for m in client.poll() if isinstance(m, Failed)}
    assert ends == {running: "cancelled", waiting: "cancelled"}


def test_a_job_for_a_closed_client_ends_at_once() -> None:
    with client_of() as client:
        assert client.run(job()).device == "cpu"
    with pytest.raises(Cancelled):
        client.run(job())
    client.close()


def test_events_that_nobody_polls_are_bounded_and_no_ending_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ml.api.client.EVENTS_KEPT", 20)
    with client_of() as client:
        first = client.submit(job())
        client.run(job())
        client.run(job("wait", seconds=1.6))
        events = client.poll()
    assert len(events) <= 20
    assert any(isinstance(event, Done) and event.job == first for event in events)


def test_a_client_that_never_started_closes() -> None:
    WorkerClient(options()).close()


def test_out_of_memory_names_what_was_tried() -> None:
    with client_of() as client:
        client.poll()
        with pytest.raises(OutOfMemory) as caught:
            client.run(job(generator="hungry", fits_from=99))
        assert "32 × 32 px" in caught.value.message
        assert "tiles of 256 px, half precision" in caught.value.details
        assert client.run(job()).device == "cpu"


@pytest.mark.parametrize(
    ("rung", "note", "tile_px", "half"),
    [
        (0, "", 0, False),
        (1, "tiles of 1024 px", 1024, False),
        (2, "tiles of 512 px", 512, False),
        (3, "tiles of 256 px", 256, False),
        (4, "half precision", 256, True),
    ],
)
def test_each_rung_of_the_memory_ladder_is_tried_and_told(
    rung: int, note: str, tile_px: int, half: bool
) -> None:
    with client_of() as fresh:
        fresh.poll()
        number = fresh.submit(job(generator="hungry", fits_from=rung))
        heard = until_over(fresh, number)
        info = fresh.take_result(number).info
    assert (info["tile_px"], info["half"]) == (tile_px, half)
    notes = [message.sentence for message in heard if isinstance(message, Noted)]
    assert len(notes) == rung
    assert note in (notes[-1] if notes else "")


def test_other_models_are_unloaded_before_tiles_get_smaller() -> None:
    with client_of() as client:
        client.run(job())
        client.poll()
        number = client.submit(job(generator="hungry", fits_from=1))
        heard = until_over(client, number)
        assert client.take_result(number).info["tile_px"] == 0
    notes = [message.sentence for message in heard if isinstance(message, Noted)]
    assert notes == ["Memory ran out: other models were unloaded."]


def test_a_generator_that_forbids_tiles_is_not_asked_for_them() -> None:
    with client_of() as client:
        with pytest.raises(OutOfMemory) as caught:
            client.run(job(generator="whole", fits_from=99))
    assert "px" not in caught.value.details
