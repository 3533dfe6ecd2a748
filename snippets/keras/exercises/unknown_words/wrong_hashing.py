from keras import layers

lookup = layers.Hashing(3, output_mode="one_hot")
print(lookup(["green", "mauve", "red"]))
