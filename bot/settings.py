"""Settings: environment variables that begin with FENJIAN_, each with a default that suits one compound."""

from __future__ import annotations

from datetime import time
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator may turn. Seconds unless the name says otherwise."""

    model_config = SettingsConfigDict(env_prefix="FENJIAN_", extra="ignore")

    database: str = Field(default="", description="URL; empty: SQLite in the data folder")
    home: Path = Field(default=Path("var"), description="data folder: database and key, unless told otherwise")
    key_file: Path | None = Field(default=None, description="where the key lies; default: home/fenjian.key")
    key: SecretStr | None = Field(default=None, description="the key itself, in place of a file")

    pace: float = Field(default=3.0, ge=0, description="between two messages of the account")
    pace_urgent: float = Field(default=1.0, ge=0, description="the same, before an urgent one")
    pace_jitter: float = Field(default=0.3, ge=0, le=1, description="share of the pace that is added at random")
    per_minute: int = Field(default=20, ge=1, description="messages of the account in any minute")
    longest_text: int = Field(default=1800, ge=100, description="characters; longer texts are split at sentence ends")
    send_limit: float = Field(default=20.0, gt=0, description="how long one send may take")
    unknown_wait: float = Field(default=90.0, gt=0, description="wait for an echo before the one retry")

    digest_at: time = Field(default=time(18), description="when staff get the day's digest")
    account_at: time = Field(default=time(19), description="when staff get the draft of the day's account")
    recall_seconds: float = Field(default=115.0, gt=0, description="how long what was said can be taken back")
    file_limit: int = Field(default=20_000_000, gt=0, description="bytes; a larger file is not carried")
    file_hours: int = Field(default=48, gt=0, description="hours for which a file that goes with a message is kept")
    ask_hours: int = Field(default=12, gt=0, description="hours in which a call for help may be answered")

    quiet_from: time = time(22)
    quiet_until: time = time(6)
    preview_minutes: int = 30
    late_hours: int = 12
    repeat_minutes: int = 10
    chatter_hours: int = 48
    history_days: int = 30
    sensitive_days: int = Field(default=30, ge=0, description="what is known of an illness, after the matter is closed")
    replies: int = Field(default=3, description="replies to one sender in two minutes")

    console: bool = Field(default=True, description="whether the pages in the browser are served")
    console_host: str = Field(default="127.0.0.1", description="address that they are served at")
    console_port: int = Field(default=8642, ge=0, le=65535, description="0: any that is free")
    console_names: str = Field(default="", description="names of this host behind a reverse proxy, by comma")
    console_hours: float = Field(default=12.0, gt=0, description="hours after which one has to log in again")
    console_idle: float = Field(default=120.0, gt=0, description="minutes without a sign after which that is so, too")

    adviser_url: str = Field(
        default="", description="of a language model that may propose (…/v1); empty: none is asked"
    )
    adviser_model: str = Field(default="", description="its name there")
    adviser_key: SecretStr | None = Field(default=None, description="its key, where it wants one")
    adviser_seconds: float = Field(default=8.0, gt=0, description="how long its whole answer may take")

    log_level: str = "INFO"
    log_json: bool = False
