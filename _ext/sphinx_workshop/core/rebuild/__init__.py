"""What a build makes anew, so that its output is what a build from nothing gives."""
