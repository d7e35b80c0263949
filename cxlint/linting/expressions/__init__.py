"""Rules written as expressions (CEL)."""
