"""Reading processes kept alive for many files, and ended where a file takes too long.

A file that ends its process costs itself alone: it is answered with ``file_killed_reader``, a new process
takes the next file, and no other file notices. Nothing of what a bid holds is logged.
"""

import atexit
import contextlib
import hashlib
import marshal
import os
import queue
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from intake.raw import Cell, Finding, Moment, RawSheet, RawWorkbook

WORKER = Path(__file__).with_name("worker.py")
SECONDS_A_FILE = 20.0
FILES_A_PROCESS = 500
# As received from the reading process; in memory it is some four times that.
MOST_KEPT_BYTES = 32 * 1024**2
_LENGTH = 8
# What one file needs passes in one go, where the system can (Linux).
_PIPE_BYTES = 1024**2
# What an operating system needs to start a program; the rest (passwords, addresses) is not the reader's.
_ENVIRONMENT = ("SYSTEMROOT", "PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
# Memory freed after one file is kept for the next instead of given back page by page (glibc): a tenth faster.
_KEEP_MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(2**25), "MALLOC_TRIM_THRESHOLD_": str(2**27)}


class Reader(Protocol):
    """Something that reads one file after another, until one of them ends it."""

    files_read: int
    was_ended: bool

    def is_usable(self) -> bool:
        """Say whether it takes another file."""

    def ask(self, received: bytes, seconds: float) -> bytes | None:
        """Return the answer to one file, None where it died of it or had to be ended after some seconds."""

    def close(self) -> None:
        """End it and give back what it holds."""


class ReadingProcess:
    """One process that runs ``worker.py``."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own program by its path, no argument from outside
            [sys.executable, "-I", str(WORKER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pipesize=_PIPE_BYTES,
            env=_KEEP_MEMORY | {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            start_new_session=True,
        )
        self.files_read = 0
        self.was_ended = False

    def is_usable(self) -> bool:
        """Say whether it takes another file."""
        return not self.was_ended and self.files_read < FILES_A_PROCESS and self._process.poll() is None

    def ask(self, received: bytes, seconds: float) -> bytes | None:
        """Return the answer to one file, None where the process died of it or had to be ended."""
        timer = threading.Timer(seconds, self._end)
        timer.start()
        answer = None
        with contextlib.suppress(OSError):
            answer = self._exchange(received)
        timer.cancel()
        timer.join()
        self.files_read += 1
        return answer

    def _exchange(self, received: bytes) -> bytes | None:
        to_reader, from_reader = self._process.stdin, self._process.stdout
        if to_reader is None or from_reader is None:
            return None
        to_reader.write(len(received).to_bytes(_LENGTH, "big"))
        to_reader.write(received)
        to_reader.flush()
        length = int.from_bytes(from_reader.read(_LENGTH), "big")
        answer = from_reader.read(length)
        return answer if length and len(answer) == length else None

    def _end(self) -> None:
        self.was_ended = True
        self._process.kill()

    def close(self) -> None:
        """End the process and give back its pipes."""
        self._end()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                # A part of a request that nobody took cannot be flushed any more.
                with contextlib.suppress(OSError):
                    pipe.close()


class ReaderPool:
    """Reading processes, started when they are first needed. Many threads may use one pool.

    Parameters
    ----------
    processes : how many read at the same time; by default one a core.
    seconds : after which a file is given up [s].
    reader : what starts one reading process.
    """

    def __init__(
        self,
        processes: int | None = None,
        seconds: float = SECONDS_A_FILE,
        reader: type[Reader] = ReadingProcess,
    ) -> None:
        count = processes or os.cpu_count() or 1
        self.seconds = seconds
        self._start = reader
        self._free: queue.LifoQueue[Reader | None] = queue.LifoQueue()
        for _ in range(count):
            self._free.put(None)
        self._count = count
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="reader")
        self._kept: OrderedDict[str, tuple[RawWorkbook, int]] = OrderedDict()
        self._kept_lock = threading.Lock()

    def read_workbooks(self, files: Sequence[tuple[str, bytes]]) -> list[RawWorkbook]:
        """Read files, each given by its name and its bytes, and return them in the order asked.

        No content raises: a file that cannot be read has findings and no sheets. What was read is kept
        by the SHA-256 of its bytes, as much as ``MOST_KEPT_BYTES`` allows, and not read again.
        """
        return list(self._threads.map(self._read, files))

    def forget(self) -> None:
        """Let go of everything that was kept."""
        with self._kept_lock:
            self._kept.clear()

    def close(self) -> None:
        """End all processes; the pool is of no use afterwards."""
        self._threads.shutdown(cancel_futures=True)
        for _ in range(self._count):
            reader = self._free.get()
            if reader is not None:
                reader.close()
        self.forget()

    def _read(self, file: tuple[str, bytes]) -> RawWorkbook:
        name, received = file
        sha256 = hashlib.sha256(received).hexdigest()
        with self._kept_lock:
            if sha256 in self._kept:
                self._kept.move_to_end(sha256)
                return replace(self._kept[sha256][0], name=name)
        answer = self._ask(received)
        if answer is None:
            return RawWorkbook(name, sha256, findings=(_killed(self.seconds),))
        try:
            workbook = _raw_workbook(name, sha256, marshal.loads(answer))  # noqa: S302 - of our own process; data only
        except (EOFError, KeyError, TypeError, ValueError):
            return RawWorkbook(name, sha256, findings=(_killed(self.seconds),))
        self._keep(sha256, workbook, len(answer))
        return workbook

    def _ask(self, received: bytes) -> bytes | None:
        """Have a file read by a process that is free, by a fresh one if an older one died of it.

        What earlier files left behind in its memory may have ended the older one, and no bid is to
        suffer from another. A file that took too long is not tried again.
        """
        reader = self._free.get()
        try:
            while True:
                if reader is not None and not reader.is_usable():
                    reader.close()
                    reader = None
                reader = reader or self._start()
                is_fresh = reader.files_read == 0
                answer = reader.ask(received, self.seconds)
                took_too_long = reader.was_ended
                if answer is not None:
                    return answer
                reader.close()
                reader = None
                if is_fresh or took_too_long:
                    return None
        finally:
            self._free.put(reader)

    def _keep(self, sha256: str, workbook: RawWorkbook, size: int) -> None:
        with self._kept_lock:
            self._kept[sha256] = (workbook, size)
            while sum(each for _, each in self._kept.values()) > MOST_KEPT_BYTES:
                self._kept.popitem(last=False)


def _killed(seconds: float) -> Finding:
    return Finding("file_killed_reader", values={"seconds": seconds})


def _raw_workbook(name: str, sha256: str, answer: Mapping[str, Any]) -> RawWorkbook:
    findings = tuple(Finding(code, sheet, cell, values) for code, sheet, cell, values in answer["findings"])
    return RawWorkbook(name, sha256, tuple(map(_raw_sheet, answer["sheets"])), findings)


def _raw_sheet(answer: Mapping[str, Any]) -> RawSheet:
    rows: list[tuple[Cell, ...]] = list(answer["rows"])
    for row, column, kind, text in answer["moments"]:
        cells = list(rows[row - 1])
        cells[column - 1] = Moment(kind, text)
        rows[row - 1] = tuple(cells)
    return RawSheet(
        name=answer["name"],
        hidden=answer["hidden"],
        rows=tuple(rows),
        errors=answer["errors"],
        formulas_without_value=frozenset(answer["formulas_without_value"]),
        merged=tuple(answer["merged"]),
        hidden_rows=frozenset(answer["hidden_rows"]),
        hidden_columns=frozenset(answer["hidden_columns"]),
        per_cent=frozenset(answer["per_cent"]),
        currencies=answer["currencies"],
    )


@cache
def _shared_pool() -> ReaderPool:
    """Return the pool of this program, started with the first file and closed at its end."""
    pool = ReaderPool()
    atexit.register(pool.close)
    return pool


def read_workbooks(files: Sequence[tuple[str, bytes]]) -> list[RawWorkbook]:
    """Read files, each given by its name and its bytes, with the reading processes of this program.

    The answers stand in the order asked. No content raises: see :class:`ReaderPool`.
    """
    return _shared_pool().read_workbooks(files)


def forget_workbooks() -> None:
    """Let go of every workbook that is kept in memory, as when a tender is deleted."""
    _shared_pool().forget()
