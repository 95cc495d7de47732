"""The faces of the assistant: the command line (`qa`), the terminal chat, the web page and REST."""
