"""Speed and memory, as ratios to their floors measured in the same run (`make bench`)."""
