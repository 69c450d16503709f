"""Which models there are, where they lie, and whether their files are intact.

`entries` reads the catalogue, `folders` finds and verifies models, `hub` downloads them, `checkpoint` reads MarianMT
weights, and `conversion` keeps what `to_ctranslate2` and `summariser_to_ctranslate2` write.
"""
