"""The three language roots and the site, so that `migrate` alone gives a site that answers."""

import uuid

from django.db import migrations

TITLES = [
    ("fr", "Forum franco-coréen des collectivités territoriales"),
    ("ko", "한불 지방정부 포럼"),
    ("en", "Franco-Korean Forum of Local Authorities"),
]
KEY = uuid.UUID("6b0c1f6e-6a0c-4f6b-9f2e-3a51d1a5b7c1")


def make_roots(apps, schema_editor):
    ContentType = apps.get_model("contenttypes.ContentType")
    HomePage = apps.get_model("home.HomePage")
    Locale = apps.get_model("wagtailcore.Locale")
    Page = apps.get_model("wagtailcore.Page")
    Site = apps.get_model("wagtailcore.Site")

    # Wagtail's welcome page makes room.
    Site.objects.all().delete()
    Page.objects.filter(depth=2).delete()

    content_type, _created = ContentType.objects.get_or_create(model="homepage", app_label="home")
    for place, (code, title) in enumerate(TITLES, start=1):
        locale, _created = Locale.objects.get_or_create(language_code=code)
        home = HomePage.objects.create(
            title=title,
            draft_title=title,
            slug=code,
            url_path=f"/{code}/",
            content_type=content_type,
            path=f"0001{place:04d}",
            depth=2,
            numchild=0,
            locale=locale,
            translation_key=KEY,
            live=True,
        )
        if code == "fr":
            Site.objects.create(
                hostname="localhost",
                port=8000,
                root_page_id=home.pk,
                is_default_site=True,
                site_name=title,
            )
    Page.objects.filter(depth=1).update(numchild=len(TITLES))


def remove_roots(apps, schema_editor):
    apps.get_model("wagtailcore.Site").objects.all().delete()
    apps.get_model("home.HomePage").objects.filter(depth=2).delete()
    apps.get_model("wagtailcore.Page").objects.filter(depth=1).update(numchild=0)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
    ]

    operations = [migrations.RunPython(make_roots, remove_roots)]
