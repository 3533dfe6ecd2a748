# Write the program here, beginning with its imports.
