"""Parts of the data of a report, each of one subject."""
