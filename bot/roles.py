"""Who somebody is, and what a chat group is for. A role belongs to a contact, never to a nickname."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The field's roles; their Chinese names are in data/lexicon/commands.yaml."""

    SECRETARY = "secretary"
    STAFF = "staff"
    RELAY = "relay"
    HEAD = "head"
    ZONE = "zone"
    PROPERTY = "property"
    OWNERS = "owners"
    VOLUNTEER = "volunteer"
    RUNNER = "runner"
    RESIDENT = "resident"


class GroupKind(StrEnum):
    """What a chat group is for: told by the community file or by /bind, never by its topic alone."""

    OFFICIAL = "official"
    VOLUNTEER = "volunteer"
    RELAY = "relay"
    STAFF = "staff"
    JOB = "job"
    MEDICINE = "medicine"
    PROPERTY = "property"
    OWNERS = "owners"


ACTS_AS: dict[Role, frozenset[Role]] = {
    Role.SECRETARY: frozenset({Role.SECRETARY, Role.STAFF, Role.RESIDENT}),
    Role.STAFF: frozenset({Role.STAFF, Role.RESIDENT}),
    Role.RELAY: frozenset({Role.RELAY, Role.RESIDENT}),
    Role.HEAD: frozenset({Role.HEAD, Role.RELAY, Role.RESIDENT}),
    Role.ZONE: frozenset({Role.ZONE, Role.RELAY, Role.RESIDENT}),
    Role.PROPERTY: frozenset({Role.PROPERTY, Role.RESIDENT}),
    Role.OWNERS: frozenset({Role.OWNERS, Role.RESIDENT}),
    Role.VOLUNTEER: frozenset({Role.VOLUNTEER, Role.RESIDENT}),
    Role.RUNNER: frozenset({Role.RUNNER, Role.RESIDENT}),
    Role.RESIDENT: frozenset({Role.RESIDENT}),
}
"""What each role may also do: a head what a relay may, the secretary what staff may."""
