"""One run: rules over a policy, hits to findings."""
