"""The records of linting: rule, hit, finding, report."""
