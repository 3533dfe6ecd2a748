import numpy as np
from keras import layers

train = np.array([[1.0], [2.0], [3.0], [6.0]])
test = np.array([[100.0], [200.0]])

normalize = layers.Normalization()
normalize.adapt(train)
ready = normalize(test)
print(np.asarray(ready).round(1))
