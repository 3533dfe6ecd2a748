"""What nox calls: the command line, the live preview, measurements."""
