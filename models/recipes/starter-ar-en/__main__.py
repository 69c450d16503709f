"""The recipe as a program: `python models/recipes/starter-ar-en COMMAND --help` says what each command does."""

from starter.cli import main

if __name__ == "__main__":
    main()
