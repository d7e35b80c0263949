"""Times: what the ways of a case take, against what was promised."""
