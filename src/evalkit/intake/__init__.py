"""Intake: files as received become sheets of typed cells, or a refusal that says why; nothing is changed."""
