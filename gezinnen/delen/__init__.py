"""Sharing under professional secrecy: one gate, no second path (R132-R137)."""
