"""TensorBoard at build time: served, photographed, frozen."""
