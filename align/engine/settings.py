"""What a person chose once and wants again next time, on this machine. Nothing of any workshop."""

import msgspec

from align.engine.seat import home, replace_private
from align.errors import UserError
from align.system import reason


class Settings(msgspec.Struct, frozen=True):
    """The choices; empty: align's own."""

    theme: str = ""
    language: str = ""
    toured: tuple[str, ...] = ()
    """Whose first-run tours were shown: "participant", "facilitator"."""


def load_settings() -> Settings:
    """Return what was chosen; align's own choices where nothing was, or where it cannot be read."""
    place = home() / "settings.json"
    try:
        if not place.is_file():  # to read a pipe would wait for somebody to write into it
            return Settings()
        return msgspec.json.decode(place.read_bytes(), type=Settings)
    except (OSError, msgspec.DecodeError):
        return Settings()


def save_settings(settings: Settings) -> None:
    """Keep the choices; raises UserError when they cannot be kept."""
    try:
        replace_private(home() / "settings.json", msgspec.json.encode(settings), durable=False)
    except OSError as error:
        raise UserError(f"Your choice cannot be kept in {home()}: {reason(error)}. It holds for now.") from None
