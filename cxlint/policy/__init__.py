"""From files to one policy of typed values, with the place of everything."""
