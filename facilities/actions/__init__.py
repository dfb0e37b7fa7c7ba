"""What may be done to agreements, meetings and reviews."""
