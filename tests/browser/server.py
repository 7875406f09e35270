"""The tool as a person meets it: a Streamlit server on a port of its own."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECONDS_TO_START = 60.0


@contextmanager
def running_app(script: Path, log: Path) -> Iterator[str]:
    """Run a Streamlit script until the context ends, and yield its address.

    Parameters
    ----------
    script : Path
        What `streamlit run` runs, with the configuration of the project.
    log : Path
        File that takes what the server prints.

    Raises
    ------
    RuntimeError
        The server ended, or did not answer in time; the message holds what it printed.
    """
    port = _free_port()
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(script)),
        *("--server.address=127.0.0.1", f"--server.port={port}", "--server.headless=true"),
    ]
    with log.open("wb") as sink:
        server = subprocess.Popen(command, cwd=ROOT, stdout=sink, stderr=subprocess.STDOUT)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_healthy(url, server, log)
        yield url
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            # A session that is still being served can hold the server back.
            server.kill()
            server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_healthy(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError(f"Streamlit ended with {server.returncode}:\n{log.read_text()}")
        if _is_healthy(url):
            return
        time.sleep(0.05)
    raise RuntimeError(f"No answer from {url} in {SECONDS_TO_START} s:\n{log.read_text()}")


def _is_healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1) as reply:
            return bool(reply.read() == b"ok")
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
