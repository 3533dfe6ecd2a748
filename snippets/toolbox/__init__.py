"""Small functions that the pages show and reuse; importing runs nothing."""
