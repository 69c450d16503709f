"""Properties say what is true, not how fast: no deadline, and no complaint about a slow machine."""

from hypothesis import HealthCheck, settings

settings.register_profile("properties", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("properties")
