"""Front door for the browser: language, page set-up and navigation only."""

import streamlit as st

from texts import t
from ui.language import choose_language
from ui.style import apply_style

# The language comes first: everything after it, the title of the page too, is in that language.
lang = choose_language()
st.set_page_config(page_title=t("ui.app.title", lang), page_icon="ui/icon.png", layout="wide")
apply_style()
st.navigation(
    [
        st.Page("ui/pages/case.py", title=t("ui.nav.case", lang), url_path="case", default=True),
        st.Page("ui/pages/weights.py", title=t("ui.nav.weights", lang), url_path="weights"),
        st.Page("ui/pages/rehearsal.py", title=t("ui.nav.rehearsal", lang), url_path="rehearsal"),
        st.Page("ui/pages/bids.py", title=t("ui.nav.bids", lang), url_path="bids"),
        st.Page("ui/pages/compare.py", title=t("ui.nav.compare", lang), url_path="compare"),
        st.Page("ui/pages/points.py", title=t("ui.nav.points", lang), url_path="points"),
        st.Page("ui/pages/two_bids.py", title=t("ui.nav.two_bids", lang), url_path="two_bids"),
        st.Page("ui/pages/play.py", title=t("ui.nav.play", lang), url_path="play"),
        st.Page("ui/pages/download.py", title=t("ui.nav.download", lang), url_path="download"),
        st.Page("ui/pages/factors.py", title=t("ui.nav.factors", lang), url_path="factors"),
    ],
    position="top",
).run()
