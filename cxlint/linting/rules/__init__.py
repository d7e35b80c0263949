"""Rules and packs, loaded from files and checked."""
