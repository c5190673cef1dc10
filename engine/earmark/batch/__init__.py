"""Many orders: what the law cannot tell apart is judged once, and joined back to every row."""
