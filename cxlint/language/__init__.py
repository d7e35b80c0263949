"""The policy language: its schema, sections, field types and entities."""
