"""Dataset specifications that applications register."""
