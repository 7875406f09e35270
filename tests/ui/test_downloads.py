"""What the page of downloads offers: the annex of each lot to publish, and after an award run of each supplier."""

import pytest
from streamlit.testing.v1 import AppTest

from evaluation import evaluate, for_award
from intake import read_case
from tests.samples import FOLDER
from texts import LANGUAGES, t
from ui.state import OPEN, OpenCase, Opening

ROOT = FOLDER.parent


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_annex_is_offered_of_each_lot_and_of_each_supplier(lang: str) -> None:
    case = read_case(FOLDER / "office_furniture")
    done = for_award(evaluate(case.tender, case.reading.bids, case.decisions))
    tab = Opening()
    tab.case = OpenCase("office_furniture", None, {}, case, done)
    page = AppTest.from_file(str(ROOT / "ui/pages/download.py"), default_timeout=60)
    page.session_state["lang"], page.session_state[OPEN] = lang, tab
    page.run()
    assert not page.exception
    assert t("ui.download.annex.heading", lang) in [header.value for header in page.header]
    offered = [button.proto.label for button in page.get("download_button")]
    assert t("ui.download.model.plain", lang) in offered
    for lot in done.lots.values():
        assert t("ui.download.annex.before", lang, lot=lot.title) in offered
        for bid, _ in lot.awarded:
            assert t("ui.download.annex.after", lang, lot=lot.title, name=lot.name_of(bid)) in offered
    assert sum(".docx" in label for label in offered) == 3 + 4 + 2
