"""What the law asks of a policy, for people, programs and calendars."""
