"""The tasks of a BPMN process with which people approve, and who decides at each."""
