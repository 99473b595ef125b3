"""From YAML files on disk to nodes that know their place; knows no record type."""
