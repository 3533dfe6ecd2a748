"""Study aids: questions, exercises and cards, and how each is proved."""
