"""The conditions and questions that rule files may state."""
