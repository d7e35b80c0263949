"""Flows of Twilio Studio."""
