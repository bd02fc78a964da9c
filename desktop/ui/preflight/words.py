"""How the state of a check looks."""

from desktop.services.preflight import State

STATES = {State.READY: "admitted", State.LOOK: "already_in", State.STOP: "refused"}
