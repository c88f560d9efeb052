"""Views, one module per subject: urls import them from there."""
