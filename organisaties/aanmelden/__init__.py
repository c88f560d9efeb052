"""Logging in: the second factor, sessions, the PIN and trusted phones (views: portaal/aanmelden)."""
