"""Files that wait to be fetched."""

from mujaz.web.downloads import Downloads, Made


def made(size: int) -> Made:
    return Made(data=bytes(size), content_type="text/plain", name="a.txt")


def test_a_file_is_kept_for_half_an_hour_under_a_name_of_its_own():
    now_s = 0.0
    downloads = Downloads(1000, clock=lambda: now_s)
    first, second = downloads.keep(made(10)), downloads.keep(made(10))
    assert first != second
    assert len(first) > 30
    now_s = 1799.0
    assert downloads.find(first) is not None
    now_s = 1801.0
    assert downloads.find(first) is None


def test_the_oldest_go_where_there_is_no_room():
    downloads = Downloads(100)
    names = [downloads.keep(made(40)) for _ in range(4)]
    assert [downloads.find(name) is not None for name in names] == [False, False, True, True]
    assert downloads.find(downloads.keep(made(1000))) is None
