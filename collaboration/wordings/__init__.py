"""What was said, in other languages: translations that stand beside the words, and never for them."""
