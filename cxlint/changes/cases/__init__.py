"""What happens to a case behind the scenes, so far as customers notice it."""
