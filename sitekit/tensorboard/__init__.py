"""TensorBoard: photographed in a browser, and frozen."""
