"""How a cell of the scoring matrix looks: one role, one look. Yellow may be changed, grey may not."""

from typing import Literal

Role = Literal[
    "title", "lead", "note", "banner", "section", "heading", "heading_right", "text", "wrap", "label", "bid",
    "number", "total", "helper", "helper_text", "input", "sample_input", "locked", "locked_text", "word",
]  # fmt: skip

INK, MUTED, DARK, ACCENT, WHITE = "#1A2327", "#57636B", "#12394F", "#0B4F6C", "#FFFFFF"
YELLOW, WARM_RULE, GREY, RULE, PANEL = "#FFF8DC", "#DCCB8A", "#EEF2F4", "#D5DCE0", "#F5F7F8"
NOT_FOR_AWARD = "#8A5200"

BASE: dict[str, object] = {"font_name": "Calibri", "font_size": 11, "font_color": INK, "valign": "top"}
LOOKS: dict[Role, dict[str, object]] = {
    "title": {"bold": True, "font_size": 16, "font_color": DARK},
    "lead": {"font_color": INK},
    "note": {"font_color": MUTED, "italic": True},
    "banner": {"bold": True, "font_color": NOT_FOR_AWARD},
    "section": {"bold": True, "font_size": 13, "font_color": ACCENT, "bottom": 2, "bottom_color": ACCENT},
    "heading": {"bold": True, "font_color": WHITE, "bg_color": DARK, "text_wrap": True},
    "heading_right": {
        "bold": True, "font_color": WHITE, "bg_color": DARK, "text_wrap": True, "align": "right",
    },
    "text": {},
    "wrap": {"text_wrap": True},
    "label": {"bold": True, "text_wrap": True},
    "bid": {"bold": True, "text_wrap": True, "align": "right"},
    "word": {"align": "right", "text_wrap": True},
    "number": {"align": "right"},
    "total": {"align": "right", "bold": True, "top": 1, "top_color": INK},
    "helper": {"align": "right", "font_color": MUTED, "italic": True, "font_size": 9},
    "helper_text": {"font_color": MUTED, "italic": True, "font_size": 9},
    "input": {"align": "right", "bg_color": YELLOW, "border": 1, "border_color": WARM_RULE, "locked": False},
    "sample_input": {"align": "right", "bg_color": YELLOW, "border": 1, "border_color": WARM_RULE},
    "locked": {"align": "right", "bg_color": GREY, "border": 1, "border_color": RULE},
    "locked_text": {"bg_color": GREY, "border": 1, "border_color": RULE, "text_wrap": True},
}  # fmt: skip

# What is shown is rounded for the eye; the cell holds every digit.
MONEY, PRICE, POINTS, KILOGRAMS = "#,##0", "#,##0.00", "0.00", "#,##0.0"
YEARS, SHARE, RATE, FACTOR, WHOLE, PLAIN = "0.0", "0.0 %", "0.00 %", "0.0000", "0", "General"
COMPARED = "#,##0.000000000"
