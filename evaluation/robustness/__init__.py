"""How firm a result is: rehearsal and internal analysis only. Nothing here is read by an award run."""
