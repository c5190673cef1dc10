"""Files that users send, and what each comes to."""
