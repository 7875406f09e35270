"""The language of the page: the browser's at first, then what the reader chose; kept in the address."""

import streamlit as st

from texts import LANGUAGES, t

KEY = "lang"
# Streamlit gives the field for files a name and says at once that it has none (role="presentation"). A group
# may have a name. The field comes later than this script, so that it waits for it.
UPLOAD_IS_A_GROUP = """
(() => {
  const mend = () => document.querySelectorAll("[data-testid=stFileUploaderDropzone][role=presentation]")
    .forEach((field) => field.setAttribute("role", "group"));
  window.uploadMender ??= new MutationObserver(mend);
  window.uploadMender.observe(document.body, { childList: true, subtree: true });
  mend();
})()
"""


def browser_language() -> str:
    """Return the language to begin with: English for an English browser, Danish for any other."""
    return "en" if (st.context.locale or "da").lower().startswith("en") else "da"


def choose_language() -> str:
    """Draw the language switch and return the language; drawn before everything else on a page."""
    asked = st.query_params.get(KEY)
    first = asked if asked in LANGUAGES else browser_language()
    with st.container(key="language"):
        lang = st.segmented_control(
            t("ui.language.label", str(st.session_state.get(KEY) or first)),
            LANGUAGES,
            format_func=lambda each: t("ui.language.name", each),
            default=first,
            required=True,
            key=KEY,
            label_visibility="collapsed",
        )
    st.query_params[KEY] = lang
    # Streamlit writes lang="en" on every page; a screen reader needs the language that is shown.
    st.html(
        f"<script>document.documentElement.lang='{lang}';{UPLOAD_IS_A_GROUP}</script>",
        unsafe_allow_javascript=True,
    )
    return lang


def language() -> str:
    """Return the language that was chosen in this run of the page."""
    return str(st.session_state[KEY])
