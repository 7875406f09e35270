"""Files out: bid sheets, the scoring matrix, reports and letters."""
