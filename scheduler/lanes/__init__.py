"""How messages leave: each lane's own order and pace, nothing twice and nothing lost, whatever dies when."""
