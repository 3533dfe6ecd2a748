from keras import layers

vectorize = layers.TextVectorization(output_sequence_length=5)
vectorize.adapt(["open the file", "close the file"])


def sentence(numbers):
    return " ".join(str(number) for number in numbers)
