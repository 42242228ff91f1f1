"""Bad news: whom it reaches, how it reads, and how it is followed up until it is over."""
