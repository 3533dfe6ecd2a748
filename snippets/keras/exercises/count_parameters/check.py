import keras

for inputs, units in [(64, [10]), (64, [64, 10]), (20, [8, 4, 1])]:
    got = count_parameters(inputs, units)
    layers = [keras.layers.Dense(size) for size in units]
    stack = keras.Sequential([keras.Input((inputs,)), *layers])
    counted = stack.count_params()
    assert got == counted, (
        f"{inputs} inputs, units {units}: you count {got}, Keras {counted}"
    )
