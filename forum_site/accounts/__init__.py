"""Log-in and second factor: what differs from django-allauth."""
