"""What a case takes beyond its way: decisions by its value, things to state again, minutes."""
