import pytest

from content.names import called


@pytest.mark.parametrize(
    ("name", "said"),
    [("Priya Nair", "Priya"), ("  Dana  Whitfield", "Dana"), ("Cher", "Cher"), ("山田 太郎", "山田 太郎"), ("", "")],
)
def test_people_are_called_by_their_first_name_where_they_have_one(name: str, said: str) -> None:
    assert called(name) == said
