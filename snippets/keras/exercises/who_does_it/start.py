import keras
import tensorflow as tf

# Write `build(texts, labels)` here.
