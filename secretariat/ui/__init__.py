"""Les fenêtres Qt. Ce paquet est le seul à connaître Qt."""
