"""What differs in law between two standpoints, and a sale that shows each difference."""
