"""The ways customers take before and after: where they part, what is met, how far a person is."""
