"""What each person chose: how often a digest comes, how many rows a page has."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_row_history"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="digest",
            field=models.CharField(
                choices=[("NEVER", "never"), ("DAILY", "every day"), ("WEEKLY", "once a week")],
                default="NEVER",
                help_text="Figures and a link, no names: what happened and what waits is read here.",
                max_length=6,
                verbose_name="digest by e-mail",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="page_size",
            field=models.PositiveSmallIntegerField(
                choices=[(25, "25"), (50, "50"), (100, "100"), (200, "200")], default=25, verbose_name="rows on a page"
            ),
        ),
    ]
