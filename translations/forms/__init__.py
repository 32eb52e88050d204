"""What is typed on the screens of translators."""
