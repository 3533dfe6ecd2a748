"""Drawings: padding diagrams, boxes with arrows, lines between lanes."""
