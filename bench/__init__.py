"""How fast and how small, in ratios that hold on any machine: `./run bench`."""
