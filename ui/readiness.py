"""Loading what the other pages need behind the first one, so that neither waits for the other."""

import importlib
import threading
from functools import cache

# By their names, as they are loaded after this module and not with it.
LATER = ("intake", "ui.page", "ui.overview", "ui.reading", "ui.charts", "ui.factor_list")
SECONDS_AFTER = 1.0  # the browser still fetches parts of the first page


@cache
def load_the_rest() -> None:
    """Load once a server, in a thread of its own and a moment from now, what a page with a case needs.

    A page that is asked for before has loaded it itself, or waits here for what is on its way.
    """
    later = threading.Timer(SECONDS_AFTER, _load)
    later.daemon = True
    later.start()


def _load() -> None:
    for name in LATER:
        importlib.import_module(name)
