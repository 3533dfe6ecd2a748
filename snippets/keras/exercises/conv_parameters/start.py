def conv_parameters(kernel_size, channels, filters):
    height, width = kernel_size
    return height * width
