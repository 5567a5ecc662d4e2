"""The engine of the 2-D playground: data, features, networks and their training, with no screen."""
