"""Speed, as ratios in one run (docs/snelheid.md)."""
