from audit.models.downloads import Download
from audit.models.events import AuditEvent, AuditEventQuerySet, Verb
from audit.models.saved_views import SavedView

__all__ = ["AuditEvent", "AuditEventQuerySet", "Download", "SavedView", "Verb"]
