"""Rules tried on their examples, and policies tried by mutation."""
