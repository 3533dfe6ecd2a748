import keras
from keras.layers import Dense

keras.utils.set_random_seed(0)
model = keras.Sequential()  # its layers are missing, and `compile`
