"""The pages in the browser. They read through repositories; what they do is typed into the inbox like any command."""
