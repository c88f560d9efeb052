"""What support sees: how the application runs. Never a family, a person helped, or a colleague's work."""
