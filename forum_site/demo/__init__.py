"""The sample site: real past meetings, and one coming edition that is all example.

It is loaded through the services that editors use, from the texts in `content/`.
"""
