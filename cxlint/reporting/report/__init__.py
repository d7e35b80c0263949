"""The report that people open: one document of data, and pages made of it."""
