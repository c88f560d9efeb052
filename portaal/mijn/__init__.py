"""The family's own place (/mijn/): logging in with a card, and what concerns the person who logs in."""
