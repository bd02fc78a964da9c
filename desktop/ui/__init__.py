"""The window: Qt, over the services and nothing below them."""
