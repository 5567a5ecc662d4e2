"""What a reader deletes, and has back."""

from pages.ui import deleting


def test_a_second_click_deletes_nothing_and_leaves_the_way_back(monkeypatch):
    held, things = {}, {"one", "two"}
    monkeypatch.setattr(deleting.st, "session_state", held)

    def delete() -> str:
        if "one" not in things:
            raise ValueError("one is gone")
        things.remove("one")
        return "one"

    deleting._ask("key", "one")
    deleting._delete("key", "one", delete)
    deleting._delete("key", "one", delete)
    assert things == {"two"} and held["key.deleted"] == ("one", "one")
    deleting._restore("key", things.add, "one")
    assert things == {"one", "two"} and "key.deleted" not in held
