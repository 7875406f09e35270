"""The open case of one browser tab: where it came from, what was read, and its evaluation.

Nothing is shared between tabs. A sample stands in the address and survives a reload; an uploaded case
lives in the tab only, and the pages say so. What reads and evaluates is loaded with the first case: the
first page of a fresh server does without.
"""

import io
import zipfile
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

if TYPE_CHECKING:
    from evaluation import Evaluation, Seal
    from evaluation.award_run import Obstacle
    from evaluation.problems import Problem
    from intake import Case

SAMPLES = Path(__file__).parent.parent / "sample_tenders"
CASE = "case"
OPEN = "open_case"
MOST_KEPT = 60
Kept = TypeVar("Kept")
FILES_OF_A_CASE = ("tender", "decisions", "seal", "fork", "basket")


@dataclass(frozen=True)
class OpenCase:
    """A case as it was opened.

    Parameters
    ----------
    name : of the sample or the file; names downloads.
    sample : the sample it is, None for an upload.
    files : what was opened, by path inside the case.
    case, result : what was read, and its evaluation; None where the tender cannot be used.
    against : what forbids an award; nothing, and the result is an award run.
    refused : why the tender cannot be used.
    """

    name: str
    sample: str | None
    files: Mapping[str, bytes]
    case: "Case | None"
    result: "Evaluation | None"
    against: "tuple[Obstacle, ...]" = ()
    refused: "tuple[Problem, ...]" = ()
    _kept: dict[object, object] = field(default_factory=dict, init=False, compare=False, repr=False)

    def keep(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """Return what pages show of this case under a key; made once, and the oldest is given up for the newest.

        A case never changes once it is open, so that the lot, the language and what is chosen are all that a
        section hangs on.
        """
        if key not in self._kept:
            self._kept[key] = make()
            while len(self._kept) > MOST_KEPT:
                del self._kept[next(iter(self._kept))]
        return cast("Kept", self._kept[key])

    @property
    def problems(self) -> "tuple[Problem, ...]":
        """Every problem of the case."""
        return self.refused if self.case is None else tuple(self.case.problems)

    @property
    def seal(self) -> "Seal | None":
        """The seal, where it is of this tender as it stands."""
        is_sealed = self.result is not None and self.result.sealed
        return self.case.seal if self.case is not None and is_sealed else None


class Opening:
    """Holds the open case of a tab.

    Streamlit breaks off a run at any access to its state once the reader has asked for another page. What
    is put in here after a file has been read is not lost that way.
    """

    def __init__(self) -> None:
        self.case: OpenCase | None = None


def opening() -> Opening:
    """Return what holds this tab's case."""
    found: Opening = st.session_state.setdefault(OPEN, Opening())
    return found


def sample_names() -> tuple[str, ...]:
    """Return the samples that come with the tool."""
    return tuple(sorted(folder.parent.name for folder in SAMPLES.glob("*/tender.xlsx")))


def open_case() -> OpenCase | None:
    """Return the open case of this tab; one named in the address is opened."""
    asked = st.query_params.get(CASE)
    tab = opening()
    if tab.case is None and asked in sample_names():
        open_sample(tab, str(asked))
    if tab.case is not None and tab.case.sample is not None:
        st.query_params[CASE] = tab.case.sample
    return tab.case


def open_sample(tab: Opening, name: str) -> None:
    """Open a sample and make it the tab's case."""
    folder = SAMPLES / name
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in (".xlsx", ".json")
    }
    tab.case = _opened(name, name, files)


def open_upload(tab: Opening, uploads: Sequence[UploadedFile]) -> None:
    """Open uploaded files: one zip of a case, or its workbooks one by one."""
    first = uploads[0].name
    is_zip = len(uploads) == 1 and first.lower().endswith(".zip")
    files = {file.name if is_zip else _place(file.name): file.getvalue() for file in uploads}
    tab.case = _opened(Path(first).stem, None, files)


def case_zip(files: Mapping[str, bytes]) -> bytes:
    """Return the files of a case as one zip, the same bytes for the same files."""
    if len(files) == 1 and next(iter(files)).lower().endswith(".zip"):
        return next(iter(files.values()))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), files[name])
    return packed.getvalue()


def _place(name: str) -> str:
    """Return where an uploaded file belongs in the folder of a case.

    >>> _place("Tender.xlsx"), _place("nord.xlsx")
    ('tender.xlsx', 'bids/nord.xlsx')
    """
    plain = Path(name).name
    return plain.lower() if Path(plain).stem.lower() in FILES_OF_A_CASE else f"bids/{plain}"


def _opened(name: str, sample: str | None, files: Mapping[str, bytes]) -> OpenCase:
    return replace(_evaluated(case_zip(files)), name=name, sample=sample, files=files)


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _evaluated(packed: bytes) -> OpenCase:
    """Read and evaluate the bytes of a case; kept for the tab, so that no page does it again."""
    from evaluation import evaluate, for_award  # noqa: PLC0415  (see the first lines of this module)
    from evaluation.award_run import held_against, obstacles  # noqa: PLC0415
    from evaluation.problems import Problem, UnusableTender  # noqa: PLC0415
    from evaluation.scoring.unusable import UnusableModelError  # noqa: PLC0415
    from intake import read_case  # noqa: PLC0415

    try:
        case = read_case(packed)
        done = evaluate(case.tender, case.reading.bids, case.decisions, case.baskets)
        done = held_against(done, case.seal, case.fork)
    except UnusableTender as unusable:
        return OpenCase("", None, {}, None, None, refused=unusable.problems)
    except UnusableModelError as unusable:
        refused = (Problem("stop", unusable.code, values=unusable.values),)
        return OpenCase("", None, {}, None, None, refused=refused)
    against = obstacles(done, case.problems, case.seal, case.fork)
    return OpenCase("", None, {}, case, done if against else for_award(done), against)
