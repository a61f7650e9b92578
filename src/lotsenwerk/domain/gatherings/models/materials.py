"""What is handed out with a date: slides, a sheet, a form, as PDF."""

from django.db import models

from lotsenwerk.domain.gatherings.models.series import Series
from lotsenwerk.kit.tenancy import Tenanted


class Material(Tenanted):
    """A file of a date. What is not ``is_public`` is read by those who are signed up alone."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="materials")
    ref = models.CharField(max_length=10)
    title = models.CharField(max_length=120)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    is_public = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation_id", "ref"], name="gatherings_material_ref")]
