"""Mutants that change nothing that can be measured: a pattern of their name, and the reason."""

OVERLEVERS: list[tuple[str, str]] = []
