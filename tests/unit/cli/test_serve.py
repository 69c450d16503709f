import pytest

from mujaz.cli.main import main


@pytest.mark.parametrize(
    ("flags", "says"),
    [
        (["--http", "127.0.0.1:0", "--log-format", "console"], "The page: http://127.0.0.1:8080/\n"),
        (["--http", "127.0.0.1:0"], ""),
        (["--log-format", "console"], ""),
    ],
)
def test_people_are_told_the_address_of_the_page_once_it_serves(monkeypatch, capsys, flags, says):
    def run_server(settings, *, ready):
        assert not capsys.readouterr().out
        if ready is not None:
            ready("127.0.0.1:50051", "http://127.0.0.1:8080/")

    monkeypatch.setattr("mujaz.server.run_server", run_server)
    assert main(["serve", *flags]) == 0
    assert capsys.readouterr().out == says
