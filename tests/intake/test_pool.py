"""Reading processes: alive for many files, ended by one, never in the way of another."""

import hashlib
import io
import marshal
import resource
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from intake import pool as pool_module
from intake.pool import WORKER, Reader, ReaderPool, ReadingProcess, forget_workbooks, read_workbooks
from intake.raw import SEVERITIES, Finding, RawSheet, RawWorkbook
from intake.worker import MOST_MEMORY_BYTES, answer_requests
from tests.intake.workbooks import prices, sheet_file

EMPTY = marshal.dumps({"findings": [], "sheets": []})


@pytest.fixture
def pool() -> Iterator[ReaderPool]:
    pool = ReaderPool(2)
    yield pool
    pool.close()


class Scripted:
    """A reader in place of a process, that does with a file what the file's content says."""

    started = 0
    closed = 0
    asked: list[bytes] = []  # noqa: RUF012 - emptied before each test

    def __init__(self) -> None:
        type(self).started += 1
        self.files_read = 0
        self.was_ended = False
        self.is_dead = False

    def is_usable(self) -> bool:
        return not self.is_dead

    def ask(self, received: bytes, seconds: float) -> bytes | None:
        type(self).asked.append(received)
        is_fresh = self.files_read == 0
        self.files_read += 1
        if received == b"dies" or (received == b"dies in an old process" and not is_fresh):
            return None
        if received == b"too long":
            self.was_ended = True
            return None
        if received == b"idle death":
            self.is_dead = True
        return b"no data" if received == b"nonsense" else EMPTY

    def close(self) -> None:
        type(self).closed += 1


@pytest.fixture
def scripted() -> Iterator[ReaderPool]:
    Scripted.started = Scripted.closed = 0
    Scripted.asked = []
    pool = ReaderPool(1, seconds=7.0, reader=Scripted)
    yield pool
    pool.close()
    assert Scripted.closed == Scripted.started


def read(pool: ReaderPool, *contents: bytes) -> list[list[str]]:
    return [[f.code for f in each.findings] for each in pool.read_workbooks([("f", c) for c in contents])]


def test_answers_stand_in_the_order_asked(pool: ReaderPool) -> None:
    files = [(f"bid {n}.xlsx", prices(rows)) for n, rows in enumerate((3000, 1, 2000, 2, 10, 500))]
    answers = pool.read_workbooks(files)
    assert [each.name for each in answers] == [name for name, _ in files]
    assert [len(each.sheets[0].rows) for each in answers] == [3001, 2, 2001, 3, 11, 501]
    assert [each.sha256 for each in answers] == [hashlib.sha256(content).hexdigest() for _, content in files]


def test_a_process_ended_in_the_middle_of_a_file_costs_that_file_alone(
    pool: ReaderPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process is killed from outside, as a system short of memory does, once it has got its file."""
    exchange = ReadingProcess._exchange  # noqa: SLF001 - the death stands between request and answer
    victim = prices(7)

    def killed_by_the_system(process: ReadingProcess, received: bytes) -> bytes | None:
        if received == victim:
            process._process.kill()  # noqa: SLF001 - as above
            process._process.wait()  # noqa: SLF001 - as above
        return exchange(process, received)

    monkeypatch.setattr(ReadingProcess, "_exchange", killed_by_the_system)
    answers = pool.read_workbooks([("a", prices(1)), ("b", victim), ("c", prices(2)), ("d", prices(3))])
    assert answers[1].findings == (Finding("file_killed_reader", values={"seconds": 20.0}),)
    assert answers[1].sheets == ()
    assert SEVERITIES["file_killed_reader"] == "stop"
    assert [len(each.sheets[0].rows) for each in (answers[0], *answers[2:])] == [2, 3, 4]
    assert read(pool, prices(5)) == [[]]


def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    """Some 40 MB of XML, in a rectangle of legal size, take longer than a twentieth of a second."""
    row = "".join(f'<c r="{letter}{{0}}"><v>{{0}}</v></c>' for letter in "ABCDEFGHIJ")
    slow = sheet_file("".join(f'<row r="{n}">{row.format(n)}</row>' for n in range(1, 150_000)))
    pool = ReaderPool(1, seconds=20.0)
    try:
        assert read(pool, prices(1)) == [[]]
        pool.seconds = 0.05
        assert read(pool, slow) == [["file_killed_reader"]]
        pool.seconds = 20.0
        assert read(pool, prices(2)) == [[]]
    finally:
        pool.close()


def test_more_files_than_processes_and_many_sessions_at_once(pool: ReaderPool) -> None:
    files = {n: [(f"{n}-{k}", prices(n * 10 + k)) for k in range(1, 5)] for n in range(1, 7)}
    answers: dict[int, list[RawWorkbook]] = {}

    def session(number: int) -> None:
        answers[number] = pool.read_workbooks(files[number])

    sessions = [threading.Thread(target=session, args=(number,)) for number in files]
    for each in sessions:
        each.start()
    for each in sessions:
        each.join()
    for number, asked in files.items():
        assert [each.name for each in answers[number]] == [name for name, _ in asked]
        assert [len(each.sheets[0].rows) for each in answers[number]] == [
            number * 10 + k + 1 for k in range(1, 5)
        ]


def test_one_process_reads_many_files(scripted: ReaderPool) -> None:
    assert read(scripted, b"1", b"2", b"3") == [[], [], []]
    assert Scripted.started == 1


def test_a_file_that_ends_a_fresh_process_is_not_tried_again(scripted: ReaderPool) -> None:
    assert read(scripted, b"dies", b"1") == [["file_killed_reader"], []]
    assert Scripted.asked == [b"dies", b"1"]
    assert Scripted.started == 2


def test_a_file_that_ends_an_older_process_gets_a_fresh_one(scripted: ReaderPool) -> None:
    """What other files left behind may be to blame, and no bid is to suffer from another."""
    assert read(scripted, b"1", b"dies in an old process", b"2") == [[], [], []]
    assert Scripted.asked == [b"1", *[b"dies in an old process"] * 2, b"2"]
    assert read(scripted, b"dies") == [["file_killed_reader"]]


def test_a_file_that_took_too_long_once_is_not_waited_for_again(scripted: ReaderPool) -> None:
    assert read(scripted, b"1", b"too long", b"2") == [[], ["file_killed_reader"], []]
    assert Scripted.asked == [b"1", b"too long", b"2"]
    (answer,) = scripted.read_workbooks([("f", b"too long")])
    assert answer.findings[0].values == {"seconds": 7.0}


def test_a_process_that_died_while_idle_costs_no_file(scripted: ReaderPool) -> None:
    assert read(scripted, b"idle death", b"1") == [[], []]
    assert Scripted.started == 2


def test_an_answer_that_is_no_data_is_no_answer(scripted: ReaderPool) -> None:
    assert read(scripted, b"nonsense", b"1") == [["file_killed_reader"], []]


def test_the_same_bytes_are_read_once_whatever_their_name(scripted: ReaderPool) -> None:
    answers = [scripted.read_workbooks([(name, b"same")])[0] for name in ("a.xlsx", "b.xlsx")]
    assert [each.name for each in answers] == ["a.xlsx", "b.xlsx"]
    assert Scripted.asked == [b"same"]
    scripted.forget()
    scripted.read_workbooks([("c.xlsx", b"same")])
    assert Scripted.asked == [b"same", b"same"]


def test_what_is_kept_is_bounded_and_the_longest_unused_goes_first(
    scripted: ReaderPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool_module, "MOST_KEPT_BYTES", 2 * len(EMPTY))
    read(scripted, b"1")
    read(scripted, b"2")
    read(scripted, b"1")
    read(scripted, b"3")
    assert Scripted.asked == [b"1", b"2", b"3"]
    read(scripted, b"1")
    assert Scripted.asked == [b"1", b"2", b"3"]
    read(scripted, b"2")
    assert Scripted.asked == [b"1", b"2", b"3", b"2"]


def test_a_file_that_was_not_answered_is_not_kept(scripted: ReaderPool) -> None:
    read(scripted, b"dies")
    read(scripted, b"dies")
    assert Scripted.asked == [b"dies", b"dies"]


def test_a_process_is_replaced_after_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "FILES_A_PROCESS", 2)
    started = []

    class Counted(ReadingProcess):
        def __init__(self) -> None:
            super().__init__()
            started.append(self)

    pool = ReaderPool(1, reader=Counted)
    assert read(pool, prices(1), prices(2), prices(3)) == [[], [], []]
    pool.close()
    assert len(started) == 2


def test_the_program_has_one_pool_for_everyone() -> None:
    assert [each.name for each in read_workbooks([("a", prices(1)), ("b", prices(2))])] == ["a", "b"]
    assert isinstance(read_workbooks([("a", prices(1))])[0].sheets[0], RawSheet)
    assert read_workbooks([]) == []
    forget_workbooks()


def test_a_scripted_reader_is_a_reader() -> None:
    reader: type[Reader] = Scripted
    assert reader is Scripted


# ------------------------------------------------------------------------------- the process as it is started


# The package without its own start, as the worker makes it for itself.
BARE_PACKAGE = (
    "import sys, types; sys.modules['intake'] = package = types.ModuleType('intake');"
    f"package.__path__ = [{str(WORKER.parent)!r}];"
)


def said_by(script: str) -> list[str]:
    """Return the words that a script prints in an isolated process."""
    command = [sys.executable, "-I", "-c", BARE_PACKAGE + script]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()


def test_the_worker_imports_calamine_and_the_standard_library_alone() -> None:
    loaded = said_by("import intake.worker; print(*{name.partition('.')[0] for name in sys.modules})")
    assert "zipfile" in loaded
    foreign = {name for name in loaded if name not in sys.stdlib_module_names}
    # A virtual environment or an editable install may load parts of its own at the start of every process.
    foreign -= set(said_by("print(*{name.partition('.')[0] for name in sys.modules})"))
    assert foreign == {"python_calamine"}


def test_the_worker_can_open_no_file_and_no_connection() -> None:
    refused = said_by(
        "import socket, intake.worker as worker; worker.limit_itself()\n"
        f"for what, attempt in (('read', lambda: open({str(WORKER)!r})), ('connect', socket.socket)):\n"
        "    try: attempt()\n"
        "    except OSError: print(what)"
    )
    assert refused == ["read", "connect"]


def test_the_worker_limits_its_memory_and_leaves_no_core_behind() -> None:
    process = ReadingProcess()
    try:
        assert process.ask(prices(1), 20.0)
        number = process._process.pid  # noqa: SLF001 - its number is asked
        assert resource.prlimit(number, resource.RLIMIT_AS) == (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES)
        assert resource.prlimit(number, resource.RLIMIT_CORE) == (0, 0)
        assert resource.prlimit(number, resource.RLIMIT_FSIZE) == (0, 0)
    finally:
        process.close()


def test_requests_are_answered_until_they_end() -> None:
    content = prices(2)
    requests = io.BytesIO(b"".join(len(each).to_bytes(8, "big") + each for each in (content, b"", content)))
    answers = io.BytesIO()
    answer_requests(requests, answers)
    answers.seek(0)
    found = []
    while length := answers.read(8):
        found.append(marshal.loads(answers.read(int.from_bytes(length, "big"))))  # noqa: S302 - written above
    assert [[code for code, *_ in each["findings"]] for each in found] == [[], ["empty_file"], []]
    assert found[0] == found[2]


def test_the_worker_gets_none_of_the_secrets_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_PASSWORD", "hemmelig")
    process = ReadingProcess()
    try:
        environment = Path(f"/proc/{process._process.pid}/environ")  # noqa: SLF001 - its number is asked
        assert process.ask(prices(1), 20.0)
        told = environment.read_bytes()
    finally:
        process.close()
    assert b"PATH=" in told
    assert b"hemmelig" not in told
