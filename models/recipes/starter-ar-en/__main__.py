"""The recipe as a program: `python models/recipes/starter-ar-en COMMAND --help` says what each command does."""

from starter.cli import main
from starter.smoke import add_arguments, smoke

if __name__ == "__main__":
    main(more=((smoke, add_arguments),))
