"""The look of the pages: colours, type and space as one style sheet, written once a page."""

from typing import Final

import streamlit as st

INK: Final = "#1A2327"
MUTED: Final = "#57636B"
RULE: Final = "#D5DCE0"
TRACK: Final = "#EEF2F4"
PAPER: Final = "#FFFFFF"
GREY_BAR: Final = "#6F7E87"
ACCENT: Final = "#0B4F6C"  # first place, what is chosen, links
PLAY: Final = "#8A5200"  # not for award, and questions
STOP: Final = "#B42318"  # a stop, and nothing else

PAGE: Final = f"""<style>
.stMainBlockContainer {{ max-width: 1120px; padding: 4rem 5rem 6rem; }}
.stMainBlockContainer, .stApp {{ color: {INK}; }}
@media (max-width: 900px) {{ .stMainBlockContainer {{ padding: 4rem 1rem 4rem; }} }}

/* The switch of language stands in the header, right of the navigation. */
.st-key-language {{ position: fixed; top: 0.6rem; right: 1rem; z-index: 999991; width: auto; }}
.st-key-language button {{ min-height: 1.9rem; padding: 0 0.6rem; }}
@media (max-width: 900px) {{
  [data-testid="stTopNav"] {{ padding-left: 8px; }}
  [data-testid="stTopNavLink"] {{ padding: 0 3px; }}
  .st-key-language {{ right: 0.4rem; }}
  .st-key-language button {{ padding: 0 0.3rem; }}
}}

.stMainBlockContainer h1 {{ padding: 0 0 4px; line-height: 1.25; }}
.stMainBlockContainer h2 {{ padding: 24px 0 0; line-height: 1.3; font-weight: 600; }}

.case-line {{ color: {MUTED}; font-size: 15px; line-height: 1.5; border-bottom: 1px solid {RULE};
  padding-bottom: 10px; margin-bottom: 8px; overflow-wrap: anywhere; }}
.case-line b {{ color: {INK}; font-weight: 600; }}
.lead {{ font-size: 18px; line-height: 1.5; max-width: 38em; margin: -2px 0 4px; }}
.help {{ color: {MUTED}; font-size: 16px; line-height: 1.45; max-width: 44em; margin: 0; }}
.answer {{ border-left: 4px solid {ACCENT}; padding: 4px 0 4px 14px; margin: 0; font-size: 17px;
  line-height: 1.5; max-width: 42em; }}
.answer b, .lead b {{ font-weight: 600; }}

/* A link to the next page looks like one. */
[data-testid="stMain"] [data-testid="stPageLink"] a {{ padding-left: 0; background: none; }}
[data-testid="stMain"] [data-testid="stPageLink"] a p {{ color: {ACCENT}; text-decoration: underline;
  font-size: 16px; }}

/* One mark means one thing: hatched is not for award. */
.not-for-award {{ border: 2px dashed {PLAY}; padding: 14px 16px; line-height: 1.6; color: {INK};
  background: repeating-linear-gradient(135deg, #FDF3E1 0 12px, {PAPER} 12px 24px); }}
.not-for-award p {{ margin: 0; font-size: 16px; }}
.not-for-award ul {{ margin: 4px 0 0; padding-left: 20px; }}
.not-for-award li {{ font-size: 15px; margin: 0; }}

.cell {{ font-family: "Source Code Pro", "Liberation Mono", monospace; font-size: 13px; background: {TRACK};
  padding: 1px 5px; border-radius: 3px; overflow-wrap: anywhere; box-decoration-break: clone;
  -webkit-box-decoration-break: clone; }}

.table-region {{ overflow-x: auto; margin: 0; }}
.table-region:focus-visible {{ outline: 2px solid {ACCENT}; outline-offset: 2px; }}
.table-region table {{ border-collapse: collapse; width: 100%; font-size: 15px; line-height: 1.4; margin: 0;
  color: {INK}; border: 0; }}
.table-region caption {{ caption-side: top; text-align: left; color: {MUTED}; font-size: 15px;
  padding: 0 0 8px; }}
.table-region th, .table-region td {{ border: 0; padding: 8px 12px 8px 0; text-align: left;
  vertical-align: top; font-weight: 400; }}
.table-region th:last-child, .table-region td:last-child {{ padding-right: 4px; }}
.table-region thead th {{ font-weight: 600; vertical-align: bottom; border-bottom: 2px solid {INK}; }}
.table-region thead th small {{ display: block; font-weight: 400; color: {MUTED}; font-size: 13px; }}
.table-region tbody tr {{ border-bottom: 1px solid {RULE}; }}
.table-region th.number, .table-region td.number {{ text-align: right; white-space: nowrap;
  font-variant-numeric: tabular-nums; padding-left: 12px; }}
.table-region thead th.number {{ white-space: normal; }}
.table-region .number + :not(.number) {{ padding-left: 20px; }}
.table-region th small.under, .table-region td small.under {{ display: block; color: {MUTED}; font-size: 14px;
  font-weight: 400; overflow-wrap: anywhere; }}
.table-region tr.first th, .table-region tr.first td {{ font-weight: 600; border-top: 2px solid {ACCENT};
  border-bottom: 2px solid {ACCENT}; }}
.table-region thead + tbody tr.first:first-child th, .table-region thead + tbody tr.first:first-child td
  {{ border-top: 0; }}
.table-region tr.first small.under {{ font-weight: 600; }}
.table-region tr.out th, .table-region tr.out td {{ color: {MUTED}; }}
.table-region tr.baseline th, .table-region tr.baseline td {{ color: {MUTED}; font-style: italic;
  border-top: 1px dashed {MUTED}; }}
.table-region tr.group th, .table-region tr.group td {{ font-weight: 600; }}
.table-region .inset {{ padding-left: 18px; display: inline-block; }}

/* What follows a long list of hits stands within reach: the list scrolls in its own region. */
.st-key-factor_hits .table-region {{ max-height: 31rem; overflow-y: auto; }}
.st-key-factor_hits .table-region thead th {{ position: sticky; top: 0; background: {PAPER}; border-bottom: 0;
  box-shadow: inset 0 -2px 0 {INK}; }}

.severity {{ white-space: nowrap; }}
.severity.stop {{ color: {STOP}; font-weight: 600; }}
.severity.question {{ color: {PLAY}; font-weight: 600; }}
.severity.notice {{ color: {MUTED}; font-weight: 600; }}

.remarks {{ margin: 0; padding-left: 20px; }}
.remarks li {{ font-size: 16px; line-height: 1.5; max-width: 44em; margin: 0 0 4px; }}

@media print {{ .st-key-language, header {{ display: none; }}
  .st-key-factor_hits .table-region {{ max-height: none; }} }}
</style>"""


def apply_style() -> None:
    """Give the page its style sheet."""
    st.html(PAGE)
