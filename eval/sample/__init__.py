"""The sample corpus: short articles written for this project, and gold questions; all in them is invented."""
