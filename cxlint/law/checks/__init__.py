"""What an obligation can ask, one function for each kind; the word in its file is its name."""
