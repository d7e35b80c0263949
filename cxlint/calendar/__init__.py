"""Opening hours, holidays, deadlines: when something is open, and by when something is due."""
