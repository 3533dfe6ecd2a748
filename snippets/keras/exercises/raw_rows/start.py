import keras
import tensorflow as tf

# Write `build(table, labels)` here.
