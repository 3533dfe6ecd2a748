from keras import layers

lookup = layers.StringLookup(
    vocabulary=["red", "green"], num_oov_indices=1, output_mode="one_hot"
)
print(lookup(["green", "mauve", "red"]))
