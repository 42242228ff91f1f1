"""What a teammate is about to send by hand: to whom, in which words, when, and who is left out and why."""
