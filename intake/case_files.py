"""The files of a case by their path inside it, from a folder or from a zip."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from intake.container import DAMAGES

MOST_FILES = 5_000
MOST_BYTES = 200 * 1024**2
MOST_RATIO = 200
# A small file of equal lines packs better than any limit and harms nobody.
RATIO_FROM_BYTES = 10 * 1024**2
# What operating systems and open office programs leave in folders.
LEFT_BEHIND = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini", "~$", ".~lock")


class NotACase(Exception):
    """The folder or zip cannot be opened as a case: ``code`` and ``values`` say why."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values: Mapping[str, object] = values


def files_of_case(given: str | Path | bytes) -> dict[str, bytes]:
    """Return the files of a case, path inside it to content, in the order of their paths.

    Parameters
    ----------
    given : a folder, a zip, or the bytes of a zip. A zip may hold the case in one folder.

    Raises
    ------
    NotACase
        ``not_a_case``, ``case_too_large``, ``case_path_refused``.
    """
    if isinstance(given, bytes):
        return _without_top_folder(_unpacked(given))
    path = Path(given)
    if path.is_dir():
        return _of_folder(path)
    if not path.is_file():
        raise NotACase("not_a_case", found=path.name)
    return _without_top_folder(_unpacked(path.read_bytes()))


def _of_folder(folder: Path) -> dict[str, bytes]:
    paths = {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        # A link could lead out of the folder.
        if path.is_file() and not path.is_symlink()
    }
    wanted = {name: path for name, path in paths.items() if not _is_left_behind(name)}
    size = sum(path.stat().st_size for path in wanted.values())
    _demand_size(len(wanted), size)
    return {name: path.read_bytes() for name, path in wanted.items()}


def _unpacked(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [m for m in archive.infolist() if not m.is_dir() and not _is_left_behind(m.filename)]
            unpacked = sum(member.file_size for member in members)
            _demand_size(len(members), unpacked)
            if unpacked > RATIO_FROM_BYTES and unpacked > MOST_RATIO * len(content):
                raise NotACase("case_too_large", found_bytes=unpacked, most_bytes=MOST_RATIO * len(content))
            return _streamed(archive, members)
    except DAMAGES as fault:
        raise NotACase("not_a_case") from fault


def _streamed(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    """Unpack within the limit, whatever sizes the directory of the zip states."""
    found: dict[str, bytes] = {}
    left = MOST_BYTES
    for member in sorted(members, key=lambda each: each.filename):
        name = _safe(member.filename)
        if name in found:
            raise NotACase("case_path_refused", found=member.filename)
        with archive.open(member) as packed:
            found[name] = packed.read(left + 1)
        left -= len(found[name])
        if left < 0:
            raise NotACase("case_too_large", most_bytes=MOST_BYTES)
    return found


def _demand_size(count: int, size: int) -> None:
    if count > MOST_FILES or size > MOST_BYTES:
        raise NotACase("case_too_large", found_files=count, found_bytes=size, most_bytes=MOST_BYTES)


def _safe(name: str) -> str:
    """Return the path of a member, which may not lead out of the case."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in name or "\0" in name:
        raise NotACase("case_path_refused", found=name[:100])
    return path.as_posix()


def _is_left_behind(name: str) -> bool:
    parts = name.replace("\\", "/").casefold().split("/")
    return any(part.startswith(LEFT_BEHIND) or f"{part}/" in LEFT_BEHIND for part in parts)


def _without_top_folder(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files without the one folder that holds them all."""
    tops = {name.partition("/")[0] for name in files}
    if len(tops) == 1 and all("/" in name for name in files):
        return {name.partition("/")[2]: content for name, content in files.items()}
    return files
