"""The first migration of an app, without what Django does anew for every table."""

from typing import Any

from django.db import migrations
from django.db.migrations.state import ProjectState


class EersteMigratie(migrations.Migration):
    """Makes whole tables, and renders the models once for all of them.

    Django renders every model that hangs together with a new one again, for each new one: a minute for the tables
    of this project. Here the state takes in all tables before the first is made. That is only right for operations
    that look at no state in between; what comes later is an ordinary migration.
    """

    initial = True

    def apply(
        self, project_state: ProjectState, schema_editor: Any, collect_sql: bool = False
    ) -> ProjectState:
        """As a migration does, with the state after all operations for each of them."""
        for operatie in self.operations:
            if not isinstance(operatie, migrations.CreateModel | migrations.RunSQL):
                raise TypeError(f"{self}: {operatie.describe()} does not make a whole table")
        project_state.__dict__.pop("apps", None)  # rendered again as soon as a table asks for it
        for operatie in self.operations:
            operatie.state_forwards(self.app_label, project_state)
        for operatie in self.operations:
            operatie.database_forwards(self.app_label, schema_editor, project_state, project_state)
        return project_state
