"""Rule mutation: change one thing in the rule data at a time, and see that a case notices."""
