"""What every test may ask for."""

import pytest
from hypothesis import settings

from tests.office import OfficeWorkbooks, recalculate_registered

# The same examples in every run, and no clock: a slow machine fails no law.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> OfficeWorkbooks:
    """Return every workbook registered with `tests.office.register_workbook`, recalculated by LibreOffice."""
    return recalculate_registered(tmp_path_factory.mktemp("office"))


@pytest.hookimpl(tryfirst=True)  # before the group becomes part of a test's name
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep together, where the tests run in several processes, what shares a server or LibreOffice's one call."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.xdist_group("browser"))
        elif "office" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("office"))
