"""Text to data with the place of everything: YAML, JSON, XML and HCL."""
