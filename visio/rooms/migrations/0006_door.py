from django.db import migrations, models

import visio.rooms.models


def give_each_room_a_pin(apps, schema_editor):
    rooms, given = apps.get_model('rooms', 'Room').objects, set()
    for room in rooms.only('pk').iterator(chunk_size=1000):
        while (pin := visio.rooms.models.draw_pin()) in given:
            pass
        given.add(pin)
        rooms.filter(pk=room.pk).update(pin=pin)


class Migration(migrations.Migration):

    dependencies = [
        ('rooms', '0005_powers'),
    ]

    operations = [
        migrations.AlterField(
            model_name='room',
            name='access',
            field=models.CharField(choices=[('open', 'Open'), ('signed_in', 'Signed In'), ('knock', 'Knock'), ('members', 'Members')], default='knock', max_length=10),
        ),
        migrations.AddField(
            model_name='room',
            name='pin',
            field=models.CharField(max_length=10, null=True),
        ),
        migrations.RunPython(give_each_room_a_pin, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='room',
            name='pin',
            field=models.CharField(default=visio.rooms.models.draw_pin, max_length=10, unique=True),
        ),
    ]
