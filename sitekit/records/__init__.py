"""What passing runs showed: typed, keyed, and stored whole or not at all."""
