"""How the reader that ships with newsroom-qa was made: data, made negatives, training, export."""
