"""What the law asks of a policy as of a day: notes on obligations, held as data in `rules/law`."""
