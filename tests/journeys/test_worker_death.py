"""The worker is killed and hung in mid job, again and again; nothing is lost but that job."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from worker_jobs import client_of, job, until, until_over

from ml.api.messages import Done, Failed, Progressed

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills with POSIX signals")


def shared_segments(owner: int) -> set[str]:
    """Those of the client process `owner`; other programs on the machine have their own."""
    mine = f"pentimento-{owner}-"
    names = os.listdir("/dev/shm") if os.path.isdir("/dev/shm") else []
    return {name for name in names if name.startswith(mine)}


def test_ten_kills_in_mid_job_cost_ten_jobs_and_nothing_else() -> None:
    with client_of(spare=True) as client:
        process = client.run(job()).info["process"]
        assert shared_segments(os.getpid()) or not os.path.isdir("/dev/shm")
        for _ in range(10):
            client.poll()
            number = client.submit(job("wait", seconds=60.0))
            until(client, Progressed, number)
            os.kill(int(process), signal.SIGKILL)
            last = until_over(client, number)[-1]
            assert isinstance(last, Failed)
            assert last.code == "worker_died"
            assert "document is untouched" in last.message
            result = client.run(job(colour=1.0))
            assert (result.image[8:16, 8:20] == 65535).all()
            assert result.info["process"] != process
            process = result.info["process"]
    assert not shared_segments(os.getpid())


def test_a_worker_that_kills_itself_is_replaced() -> None:
    with client_of() as client:
        number = client.submit(job("die"))
        last = until_over(client, number)[-1]
        assert isinstance(last, Failed)
        assert last.code == "worker_died"
        assert "exit code -9" in last.details
        assert isinstance(until_over(client, client.submit(job()))[-1], Done)


@pytest.mark.parametrize("spare", [True, False])
def test_a_stopped_worker_is_noticed_and_replaced(spare: bool) -> None:
    with client_of(spare=spare) as client:
        number = client.submit(job("stop"))
        last = until_over(client, number)[-1]
        assert isinstance(last, Failed)
        assert last.code == "worker_died"
        assert "did not answer" in last.message
        assert isinstance(until_over(client, client.submit(job()))[-1], Done)


def test_a_worker_stopped_while_it_rests_is_noticed_by_the_next_job() -> None:
    with client_of() as client:
        process = int(client.run(job()).info["process"])
        os.kill(process, signal.SIGSTOP)
        # The job had not begun, so it is given to the next worker without a word.
        assert client.run(job()).info["process"] != process


def test_a_worker_killed_while_it_rests_is_not_missed() -> None:
    with client_of() as client:
        process = int(client.run(job()).info["process"])
        os.kill(process, signal.SIGKILL)
        assert client.run(job()).info["process"] != process


CLIENT = """
import time
from worker_jobs import client_of, job
from ml.api.messages import Progressed
if __name__ == "__main__":
    with client_of(spare=True) as client:
        print(client.run(job()).info["process"], flush=True)
        number = client.submit(job("swallow", seconds=120.0))
        while not any(isinstance(message, Progressed) for message in client.poll(1.0)):
            pass
        print("running", flush=True)
        time.sleep(120)
"""


def test_a_killed_client_takes_its_workers_and_its_memory_with_it() -> None:
    client = subprocess.Popen(
        [sys.executable, "-c", CLIENT],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert client.stdout is not None
    process = int(client.stdout.readline())
    assert client.stdout.readline().strip() == "running"
    assert is_alive(process)
    client.kill()
    client.wait()
    client.stdout.close()
    assert eventually(lambda: not is_alive(process))
    assert eventually(lambda: not shared_segments(client.pid))


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def eventually(holds: Callable[[], bool]) -> bool:
    """Whether it comes true; the bound only ends a failing test."""
    end_s = time.monotonic() + 120
    while time.monotonic() < end_s:
        if holds():
            return True
        time.sleep(0.05)
    return False


def test_the_worker_ends_with_its_client() -> None:
    with client_of(spare=True) as client:
        processes = [int(client.run(job()).info["process"])]
        number = client.submit(job("swallow", seconds=60.0))
        until(client, Progressed, number)
    for process in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)
