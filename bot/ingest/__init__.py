"""Files in: dataset folders and Amazon's downloads, told apart by content, refused row by row with a reason."""
