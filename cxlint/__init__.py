"""cxlint: a linter for customer-experience policy written as YAML."""

__version__ = "0.1.0"
