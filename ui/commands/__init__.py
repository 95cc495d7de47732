"""The commands of `qa`, by what they are for; `ui.cli` puts them together."""
