from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programme', '0003_desk'),
    ]

    operations = [
        migrations.AddField(
            model_name='schedule',
            name='announced',
            field=models.BooleanField(default=False, verbose_name='announced by mail'),
        ),
    ]
