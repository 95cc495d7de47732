"""Measuring: gold questions in, one table out. `python -m eval` is `qa eval`; docs/EVALUATION.md explains it."""
