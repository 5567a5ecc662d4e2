"""The pictures of the feature maps page, a file a view: columns of maps, and charts beside them."""
