"""One file per kind of row: how its rows become ours."""
