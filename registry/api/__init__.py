"""The register for other systems: what an official may see in the admin, as JSON, and the exchange.

Persons' numbers are always masked; a number is looked up by POST, because addresses end up in
logs. What comes in (`push`, `incoming`) becomes drafts that officials decide about.
"""
