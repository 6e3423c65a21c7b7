
import datetime
import django.db.models.deletion
import django.db.models.functions.comparison
import lanyard.records.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0002_rosters_and_listed_channels'),
        ('policy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Concern',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('ref', models.CharField(max_length=9, unique=True)),
                ('type', models.CharField(choices=[('content', 'Something harmful that a child has seen online'), ('contact', 'Somebody who contacts a child online'), ('conduct', 'How a child behaves online'), ('commerce', 'Scams, gambling, adverts or spending online'), ('underage', 'A child on a service they are too young for'), ('bullying', 'Bullying online'), ('images', 'Nude or sexual images of a child, AI-made ones included'), ('radicalisation', 'Extreme or violent ideas'), ('staff_conduct', 'How a member of staff behaves online'), ('contact_received', 'A child or parent contacted me on my personal account'), ('about_myself', 'Something I have to tell leaders about myself'), ('fake_account', 'A fake or misused account in the school’s name'), ('data_breach', 'Personal information that got out'), ('complaint', 'A complaint'), ('data_complaint', 'A complaint about how personal information is used'), ('whistleblowing', 'Wrongdoing in the school or trust (whistleblowing)'), ('other', 'Something else')], max_length=20)),
                ('route', models.CharField(choices=[('public', 'Report page'), ('staff', 'Member of staff'), ('child', 'Children’s page'), ('paper', 'On paper, by telephone or in person'), ('transfer', 'Handed over by another school')], max_length=10)),
                ('level', models.CharField(blank=True, max_length=30)),
                ('passed_up', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('new', 'New'), ('open', 'Being dealt with'), ('decided', 'Decided'), ('closed', 'Closed')], default='new', max_length=8)),
                ('received_at', models.DateTimeField(help_text='When the school had it, to the minute.')),
                ('entered_at', models.DateTimeField(help_text='When it was entered here, to the minute.')),
                ('is_anonymous', models.BooleanField(default=False)),
                ('in_danger', models.BooleanField(default=False)),
                ('in_flood', models.BooleanField(default=False)),
                ('risk', models.CharField(blank=True, choices=[('', 'Not yet judged'), ('low', 'Low'), ('medium', 'Medium'), ('high', 'High'), ('danger', 'Immediate danger')], max_length=8)),
                ('place', models.CharField(blank=True, choices=[('', 'Not known'), ('on_site', 'At school'), ('off_site', 'Away from school'), ('both', 'Both')], max_length=8)),
                ('device', models.CharField(blank=True, choices=[('', 'Not known'), ('school', 'A device of the school'), ('own', 'A personal device'), ('both', 'Both')], max_length=8)),
                ('ground', models.CharField(blank=True, choices=[('', 'Not yet decided'), ('in_school', 'It happened at school or on the school’s devices'), ('harm', 'It could harm another child'), ('running', 'It affects the running of the school'), ('reputation', 'It affects the reputation of the school'), ('parents', 'It is for the parents: the school does not act')], max_length=12)),
                ('threshold', models.CharField(blank=True, choices=[('', 'Not yet decided'), ('none', 'Not a concern about conduct'), ('low_level', 'A low-level concern'), ('may_meet', 'It may meet the harm threshold')], max_length=10)),
                ('platform', models.SlugField(blank=True)),
                ('year_group', models.CharField(blank=True, max_length=2)),
                ('outcome', models.CharField(blank=True, choices=[('supported', 'Dealt with: the child is safe and supported'), ('referred', 'Passed to children’s services or the police'), ('parents', 'Left to the parents'), ('no_further', 'Nothing further to be done'), ('substantiated', 'Substantiated'), ('unsubstantiated', 'Unsubstantiated'), ('unfounded', 'Unfounded'), ('false', 'False'), ('malicious', 'Malicious'), ('low_level', 'Recorded as a low-level concern'), ('upheld', 'Upheld'), ('partly_upheld', 'Partly upheld'), ('not_upheld', 'Not upheld'), ('withdrawn', 'Withdrawn'), ('reported', 'Breach: reported to the regulator'), ('not_reported', 'Breach: recorded, need not be reported'), ('no_breach', 'No breach'), ('taken_down', 'The account was taken down'), ('recorded', 'Recorded and answered'), ('handed_over', 'Handed over to another school')], max_length=16)),
                ('acknowledged_at', models.DateTimeField(blank=True, null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('due_at', models.DateTimeField(blank=True, null=True)),
                ('has_news', models.BooleanField(default=False, help_text='The reporter wrote something that nobody has opened yet.')),
                ('on_hold', models.BooleanField(default=False, verbose_name='legal hold')),
                ('sent_once', models.CharField(max_length=64, unique=True)),
                ('receipt', models.CharField(max_length=64, null=True, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('rank', models.GeneratedField(db_persist=True, expression=models.Case(models.When(state='closed', then=models.Value(9)), models.When(models.Q(('risk', 'danger'), models.Q(('in_danger', True), ('risk', '')), _connector='OR'), then=models.Value(0)), models.When(in_flood=True, then=models.Value(2)), default=models.Value(1)), output_field=models.PositiveSmallIntegerField())),
                ('queue_due', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce('due_at', models.Value(datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.timezone.utc))), output_field=models.DateTimeField())),
                ('assigned_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='concerns', to='people.school')),
                ('trust', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.trust')),
            ],
            options={
                'ordering': ['-received_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Clock',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('acknowledge', 'Acknowledge'), ('lado', 'Tell the LADO'), ('regulator', 'Decide whether the regulator has to be told'), ('complaint_acknowledge', 'Acknowledge the complaint'), ('complaint_answer', 'Answer the complaint (stage one)'), ('complaint_review', 'Answer the complaint (stage two)'), ('data_complaint', 'Acknowledge the data-protection complaint'), ('update', 'Tell the reporter how it stands')], max_length=21)),
                ('started_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('met_at', models.DateTimeField(blank=True, null=True)),
                ('stopped_at', models.DateTimeField(blank=True, null=True)),
                ('passed_on', models.PositiveSmallIntegerField(default=0)),
                ('pass_on_at', models.DateTimeField(blank=True, null=True)),
                ('concern', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clocks', to='concerns.concern')),
            ],
            options={
                'ordering': ['due_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Advice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('asked_at', models.DateTimeField()),
                ('asked', lanyard.records.fields.EncryptedTextField()),
                ('with_names', models.BooleanField(default=False)),
                ('reference', lanyard.records.fields.EncryptedTextField(blank=True, default='')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answer', lanyard.records.fields.EncryptedTextField(blank=True, default='')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='policy.agency')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('concern', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='advice', to='concerns.concern')),
            ],
            options={
                'ordering': ['asked_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Debrief',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('happened', lanyard.records.fields.EncryptedTextField(blank=True, default='')),
                ('expected', lanyard.records.fields.EncryptedTextField(blank=True, default='')),
                ('cause', lanyard.records.fields.EncryptedTextField(blank=True, default='')),
                ('clause', models.CharField(blank=True, max_length=10)),
                ('control', models.CharField(blank=True, max_length=60)),
                ('why_none', lanyard.records.fields.EncryptedTextField(blank=True, default='')),
                ('held', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('concern', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='debrief', to='concerns.concern')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('note', 'Note'), ('talk', 'Conversation or meeting'), ('decision', 'Decision'), ('step', 'Step'), ('handed_over', 'From the file that was handed over')], max_length=12)),
                ('text', lanyard.records.fields.EncryptedTextField()),
                ('reason', lanyard.records.fields.EncryptedTextField(blank=True, default='')),
                ('happened_at', models.DateTimeField()),
                ('entered_at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('concern', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='concerns.concern')),
            ],
            options={
                'ordering': ['happened_at', 'entered_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='EntryEdit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('old_text', lanyard.records.fields.EncryptedTextField()),
                ('old_happened_at', models.DateTimeField()),
                ('reason', lanyard.records.fields.EncryptedTextField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='edits', to='concerns.entry')),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('outwards', models.BooleanField()),
                ('other', lanyard.records.fields.EncryptedTextField(help_text='The school or system at the other end.')),
                ('sha256', models.CharField(max_length=64)),
                ('redacted', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('receipt', lanyard.records.fields.EncryptedTextField(blank=True, default='')),
                ('receipt_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('concern', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='handovers', to='concerns.concern')),
            ],
            options={
                'ordering': ['-at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Lesson',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('concern_key', models.CharField(help_text='A keyed digest: leads from the case here, never back.', max_length=64)),
                ('area', models.CharField(choices=[('policy', 'The policy'), ('curriculum', 'What children are taught'), ('filter', 'The filter'), ('training', 'Training of staff'), ('practice', 'How we work')], max_length=10)),
                ('says', models.CharField(max_length=300)),
                ('clause', models.CharField(blank=True, max_length=10)),
                ('due', models.DateField()),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('done_how', models.CharField(blank=True, max_length=500)),
                ('added_at', models.DateTimeField()),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='lessons', to='people.person')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lessons', to='people.school')),
                ('trigger', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='policy.reviewtrigger')),
            ],
            options={
                'ordering': ['due', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('why', lanyard.records.fields.EncryptedTextField(blank=True, default='')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='concerns.concern')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='linked_from', to='concerns.concern')),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', lanyard.records.fields.EncryptedTextField()),
                ('from_reporter', models.BooleanField()),
                ('at', models.DateTimeField(help_text='To the minute.')),
                ('sent_once', models.CharField(max_length=64, unique=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('concern', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='concerns.concern')),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='OutOfHours',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('start', models.DateField()),
                ('end', models.DateField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='out_of_hours', to='people.school')),
            ],
            options={
                'ordering': ['start', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('child', 'Child affected'), ('other_child', 'Other child involved'), ('subject', 'Person the concern is about'), ('witness', 'Witness'), ('conflict', 'Must not handle or see it')], max_length=11)),
                ('name', lanyard.records.fields.EncryptedTextField()),
                ('person', lanyard.records.fields.EncryptedTextField(blank=True, default='')),
                ('person_key', models.CharField(blank=True, max_length=64)),
                ('year_group', models.CharField(blank=True, max_length=2)),
                ('note', lanyard.records.fields.EncryptedTextField(blank=True, default='')),
                ('added_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('concern', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='concerns.concern')),
            ],
            options={
                'ordering': ['added_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ParentTold',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('contact', models.CharField(choices=[('told', 'Told'), ('not_yet', 'Not told yet'), ('risk', 'Not told: it could put the child at risk'), ('advice', 'Not told: an agency advised against it'), ('child_asked', 'Not told: the child asked, and is old enough to decide')], max_length=11)),
                ('note', lanyard.records.fields.EncryptedTextField(blank=True, default='')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('concern', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parents_told', to='concerns.concern')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parents_told', to='concerns.party')),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='CaseAction',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('task', 'Something to do'), ('support', 'Support for a child'), ('sanction', 'Sanction'), ('no_action', 'No action for this child, with the reason'), ('internet', 'Internet access taken away until a day')], max_length=9)),
                ('says', lanyard.records.fields.EncryptedTextField()),
                ('due', models.DateField(blank=True, null=True)),
                ('start', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('appeal', lanyard.records.fields.EncryptedTextField(blank=True, default='')),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('done_how', lanyard.records.fields.EncryptedTextField(blank=True, default='')),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('concern', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='concerns.concern')),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='concerns.party')),
            ],
            options={
                'ordering': ['added_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Poster',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('audience', models.CharField(choices=[('children', 'Children'), ('parents', 'Parents and carers'), ('staff', 'Staff and visitors')], max_length=8)),
                ('says', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('until', models.DateField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posters', to='people.school')),
            ],
            options={
                'ordering': ['-made_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Reader',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('chosen', 'Chosen by the reporter'), ('assigned', 'Deals with it'), ('consulted', 'Asked for advice'), ('escalated', 'Told because nobody answered in time'), ('out_of_hours', 'Named for out of hours')], max_length=12)),
                ('purpose', lanyard.records.fields.EncryptedTextField(blank=True, default='')),
                ('start', models.DateField()),
                ('end', models.DateField(blank=True, null=True)),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('concern', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readers', to='concerns.concern')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['added_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('account', lanyard.records.fields.EncryptedTextField()),
                ('child_words', lanyard.records.fields.EncryptedTextField(blank=True, default='')),
                ('answers', lanyard.records.fields.EncryptedJSONField(default=dict)),
                ('outside_ref', lanyard.records.fields.EncryptedTextField(blank=True, default='')),
                ('ground_note', lanyard.records.fields.EncryptedTextField(blank=True, default='')),
                ('hold_reason', lanyard.records.fields.EncryptedTextField(blank=True, default='')),
                ('concern', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='report', to='concerns.concern')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Reporter',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', lanyard.records.fields.EncryptedTextField()),
                ('contact', lanyard.records.fields.EncryptedTextField(blank=True, default='')),
                ('relation', lanyard.records.fields.EncryptedTextField(blank=True, default='')),
                ('person', lanyard.records.fields.EncryptedTextField(blank=True, default='')),
                ('person_key', models.CharField(blank=True, max_length=64)),
                ('concern', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reporter', to='concerns.concern')),
            ],
        ),
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reason', lanyard.records.fields.EncryptedTextField()),
                ('offered_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('accepted', models.BooleanField(null=True)),
                ('answer', lanyard.records.fields.EncryptedTextField(blank=True, default='')),
                ('concern', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transfers', to='concerns.concern')),
                ('offered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['-offered_at', 'id'],
            },
        ),
        migrations.AddIndex(
            model_name='concern',
            index=models.Index(fields=['school', 'level', 'rank', 'queue_due', 'id'], name='concerns_held_at_a_school'),
        ),
        migrations.AddIndex(
            model_name='concern',
            index=models.Index(fields=['trust', 'level', 'rank', 'queue_due', 'id'], name='concerns_held_at_a_trust'),
        ),
        migrations.AddIndex(
            model_name='concern',
            index=models.Index(fields=['school', 'level', '-closed_at', 'id'], name='concerns_closed_at_a_school'),
        ),
        migrations.AddIndex(
            model_name='concern',
            index=models.Index(fields=['trust', 'level', '-closed_at', 'id'], name='concerns_closed_at_a_trust'),
        ),
        migrations.AddIndex(
            model_name='concern',
            index=models.Index(fields=['school', 'received_at'], name='concerns_received'),
        ),
        migrations.AddIndex(
            model_name='concern',
            index=models.Index(fields=['trust', 'received_at', 'level', 'type', 'route', 'state', 'year_group', 'platform', 'school', 'id'], name='concerns_counted_in_a_trust'),
        ),
        migrations.AddConstraint(
            model_name='concern',
            constraint=models.CheckConstraint(condition=models.Q(('type__in', ['content', 'contact', 'conduct', 'commerce', 'underage', 'bullying', 'images', 'radicalisation', 'staff_conduct', 'contact_received', 'about_myself', 'fake_account', 'data_breach', 'complaint', 'data_complaint', 'whistleblowing', 'other'])), name='concern_type_is_known'),
        ),
        migrations.AddConstraint(
            model_name='concern',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['new', 'open', 'decided', 'closed'])), name='concern_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='concern',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at__isnull', True)), _connector='OR'), name='a_closed_concern_says_when'),
        ),
        migrations.AddConstraint(
            model_name='concern',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['decided', 'closed']), _negated=True), models.Q(('outcome', ''), _negated=True), _connector='OR'), name='a_decided_concern_has_an_outcome'),
        ),
        migrations.AddIndex(
            model_name='clock',
            index=models.Index(condition=models.Q(('pass_on_at__isnull', False)), fields=['pass_on_at'], name='clocks_to_pass_on'),
        ),
        migrations.AddConstraint(
            model_name='clock',
            constraint=models.UniqueConstraint(models.F('concern'), models.F('kind'), condition=models.Q(('met_at__isnull', True), ('stopped_at__isnull', True)), name='one_running_clock_of_a_kind'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['concern', 'happened_at'], name='chronology'),
        ),
        migrations.AddIndex(
            model_name='lesson',
            index=models.Index(fields=['school', 'done_at', 'due'], name='lessons_of_a_school'),
        ),
        migrations.AddIndex(
            model_name='lesson',
            index=models.Index(fields=['concern_key'], name='lessons_of_a_case'),
        ),
        migrations.AddConstraint(
            model_name='lesson',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', True), ('done_how', '')), models.Q(('done_at__isnull', False), models.Q(('done_how', ''), _negated=True)), _connector='OR'), name='a_lesson_done_says_how'),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.UniqueConstraint(models.F('one'), models.F('other'), name='two_concerns_are_linked_once'),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.CheckConstraint(condition=models.Q(('one', models.F('other')), _negated=True), name='no_concern_is_linked_to_itself'),
        ),
        migrations.AddConstraint(
            model_name='outofhours',
            constraint=models.CheckConstraint(condition=models.Q(('end__isnull', True), ('end__gte', models.F('start')), _connector='OR'), name='out_of_hours_ends_after_start'),
        ),
        migrations.AddIndex(
            model_name='party',
            index=models.Index(fields=['person_key', 'role', 'concern'], name='cases_of_a_person'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.UniqueConstraint(models.F('concern'), models.F('person_key'), models.F('role'), condition=models.Q(models.Q(('person_key', ''), _negated=True), ('ended_at__isnull', True)), name='one_open_part_of_a_person_in_a_case'),
        ),
        migrations.AddIndex(
            model_name='caseaction',
            index=models.Index(fields=['owner', 'done_at', 'due'], name='actions_of_an_owner'),
        ),
        migrations.AddIndex(
            model_name='caseaction',
            index=models.Index(fields=['kind', 'until'], name='actions_of_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='caseaction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'internet'), _negated=True), models.Q(('start__isnull', False), ('until__gte', models.F('start'))), _connector='OR'), name='internet_is_taken_away_until_a_day'),
        ),
        migrations.AddIndex(
            model_name='poster',
            index=models.Index(fields=['school', 'audience', '-made_at'], name='posters_of_a_school'),
        ),
        migrations.AddIndex(
            model_name='reader',
            index=models.Index(fields=['person', 'concern', 'end'], name='concerns_read_by_name'),
        ),
        migrations.AddConstraint(
            model_name='reader',
            constraint=models.UniqueConstraint(models.F('concern'), models.F('person'), models.F('kind'), name='one_reading_right_of_a_kind'),
        ),
        migrations.AddIndex(
            model_name='reporter',
            index=models.Index(fields=['person_key'], name='reports_of_a_person'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.UniqueConstraint(models.F('concern'), condition=models.Q(('answered_at__isnull', True)), name='one_open_offer_of_a_case'),
        ),
    ]
