# Make `model` here.
