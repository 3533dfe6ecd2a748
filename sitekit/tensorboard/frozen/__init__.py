"""TensorBoard's own front end on recorded answers."""
