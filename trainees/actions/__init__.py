"""What changes people's records, a file for each topic."""
