"""From an article in its own language to English, sentence by sentence."""
