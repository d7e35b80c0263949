"""Process models in BPMN."""
