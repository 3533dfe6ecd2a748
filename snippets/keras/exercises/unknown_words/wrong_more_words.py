from keras import layers

lookup = layers.StringLookup(
    vocabulary=["red", "green", "mauve"],
    num_oov_indices=0,
    output_mode="one_hot",
)
print(lookup(["green", "mauve", "red"]))
