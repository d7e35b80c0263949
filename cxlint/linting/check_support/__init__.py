"""What many checks share."""
