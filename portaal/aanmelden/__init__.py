"""Logging in: second factor, lock, sessions, PIN and trusted phones as pages (logic: organisaties/aanmelden)."""
