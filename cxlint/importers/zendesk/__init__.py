"""Business rules of Zendesk."""
