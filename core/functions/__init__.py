"""The functions that networks are made of and trained with."""
