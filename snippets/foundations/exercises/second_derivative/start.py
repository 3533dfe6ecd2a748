import tensorflow as tf

# Write second_derivative(f, x) here.
