import tensorflow as tf

# Write channel_means(images) here.
