"""Which models exist, where they are, whether they are what they claim to be.

`entries` reads the catalogue, `folders` finds and verifies, `hub` downloads, `checkpoint` reads MarianMT weights,
`conversion` keeps what `to_ctranslate2` makes of them.
"""
