"""What every test may ask for."""

from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from tests.office import OfficeWorkbooks

# The same examples in every run, and no clock: a slow machine fails no law.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> OfficeWorkbooks:
    """Return the workbooks registered with `tests.office.register_workbook`, recalculated when they are asked for."""
    return OfficeWorkbooks(tmp_path_factory.mktemp("office"))


class Together(LoadScopeScheduling):
    """Where the tests run in several processes: a file in one, and so what shares a server or a call of LibreOffice."""

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        return "browser" if path.startswith("tests/browser/") else path


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:  # noqa: ANN401  (xdist's own)
    """Return the scheduler of `pytest --numprocesses`."""
    return Together(config, log)
