"""Static files under names that say what is in them, so that browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Also modules name each other so: a new part is never run beside an old one."""

    support_js_module_import_aggregation = True
    #: A name follows from the names inside: each step of a chain of imports may take a pass.
    max_post_process_passes = 20
