def conv_parameters(kernel_size, channels, filters):
    height, width = kernel_size
    return (height * width * channels + 1) * filters


print(conv_parameters((3, 3), 3, 8))
