"""Cards: the pictures that networks show beside a link to the site or to a paper."""
