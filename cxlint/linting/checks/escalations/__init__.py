"""Checks on escalations: whom they call, when, and for which cases."""
