"""From a file to rows of text: `read` fills a temp table with what the file says, nothing typed yet."""
