"""What of two policies is the same thing, whatever it is called, and how two values compare."""
