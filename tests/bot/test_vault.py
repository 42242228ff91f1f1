import pytest

from bot.vault import CannotOpen, Vault


def test_what_was_sealed_can_be_opened_with_the_same_secret_only() -> None:
    sealed = Vault("k" * 32).seal("xoxb-1")
    assert "xoxb" not in sealed
    assert Vault("k" * 32).open(sealed) == "xoxb-1"
    with pytest.raises(CannotOpen, match="SECRET_KEY"):
        Vault("j" * 32).open(sealed)


def test_damage_is_found() -> None:
    vault = Vault("k" * 32)
    with pytest.raises(CannotOpen):
        vault.open(vault.seal("xoxb-1")[:-2] + "A=")
