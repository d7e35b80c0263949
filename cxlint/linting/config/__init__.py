"""Configuration: files, profiles, settings of rules, thresholds."""
