"""Two states of a policy judged: where they come from, what is declared, and what fails."""
