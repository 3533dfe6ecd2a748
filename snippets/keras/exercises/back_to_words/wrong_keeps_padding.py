import numpy as np
from keras import layers

vectorize = layers.TextVectorization(output_sequence_length=5)
vectorize.adapt(["open the file", "close the file"])


def sentence(numbers):
    words = vectorize.get_vocabulary()
    return " ".join(str(words[number]) for number in numbers)


print(sentence(np.asarray(vectorize(["Open the window!"]))[0]))
