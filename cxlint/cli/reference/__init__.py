"""The commands that explain: rules, words of the language, formats, law."""
