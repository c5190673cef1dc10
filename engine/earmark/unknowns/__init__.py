"""What is not known: doubts opened where a judge asks, folded by what they come to, combined."""
