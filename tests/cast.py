"""The fixed cast: Lapas Pekalongan and its centre, everybody who works there, and strangers who must see nothing."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from accounts.models import User
from accounts.permissions import Role
from facilities.models import Agreement, Facility, Field, TrainingCentre, Workshop
from programs.models import Batch, Enrollment, Instructor, Package, Session
from tests import factories as make
from trainees.models import Inmate, Officer


@dataclass
class Place:
    """A prison and a training centre of one region under an agreement for sewing in 2021, with their people."""

    name: str

    def __post_init__(self) -> None:
        region = make.RegionFactory.create(name=f"Jawa {self.name}")
        self.field: Field = make.FieldFactory.create(name=f"Menjahit {self.name}")
        self.facility: Facility = make.FacilityFactory.create(region=region, name=self.name, city=self.name)
        self.centre: TrainingCentre = make.TrainingCentreFactory.create(
            region=region, name=f"UPTD BLK {self.name}", city=self.name
        )
        self.workshop: Workshop = make.WorkshopFactory.create(facility=self.facility, fields=[self.field])
        self.package: Package = make.PackageFactory.create(centre=self.centre, field=self.field)
        self.agreement: Agreement = make.AgreementFactory.create(
            signed=True, between=(self.facility, self.centre), fields=[self.field]
        )
        self.instructor: Instructor = make.InstructorFactory.create(centre=self.centre, fields=[self.field])
        self.assessor: Instructor = make.InstructorFactory.create(centre=self.centre, fields=[self.field])
        make.ReadinessReviewFactory.create(
            confirmed=True,
            workshop=self.workshop,
            field=self.field,
            centre=self.centre,
            valid_until=dt.date(2027, 12, 31),
        )
        make.RuleSetFactory.create()
        make.ScoreSheetFactory.create()

    def person(self, role: Role) -> User:
        places = {
            Role.GIATJA_STAFF: self.facility,
            Role.FACILITY_HEAD: self.facility,
            Role.CENTRE_STAFF: self.centre,
            Role.INSTRUCTOR: self.centre,
            Role.CENTRE_HEAD: self.centre,
            Role.REGIONAL_HEAD: self.facility.region,
        }
        return make.posted(role, places.get(role))

    @cached_property
    def staff(self) -> User:
        return self.person(Role.GIATJA_STAFF)

    @cached_property
    def colleague(self) -> User:
        """A second officer of the work section, because two must score."""
        return self.person(Role.GIATJA_STAFF)

    @cached_property
    def head(self) -> User:
        return self.person(Role.FACILITY_HEAD)

    @cached_property
    def centre_staff(self) -> User:
        return self.person(Role.CENTRE_STAFF)

    @cached_property
    def centre_head(self) -> User:
        return self.person(Role.CENTRE_HEAD)

    @cached_property
    def regional_head(self) -> User:
        return self.person(Role.REGIONAL_HEAD)

    def batch(self, **kwargs: object) -> Batch:
        return make.BatchFactory.create(
            **{
                "package": self.package,
                "facility": self.facility,
                "agreement": self.agreement,
                "workshop": self.workshop,
                **kwargs,
            }
        )

    def inmate(self, **kwargs: object) -> Inmate:
        return make.convict(self.facility, **kwargs)

    def officer(self, **kwargs: object) -> Officer:
        return make.OfficerFactory.create(facility=self.facility, **kwargs)

    def sessions(self, batch: Batch, **kwargs: object) -> list[Session]:
        """Both days of the batch, 8 JP each."""
        days = (batch.starts_on, batch.starts_on + dt.timedelta(days=1))
        return [
            make.SessionFactory.create(batch=batch, day=day, **{"instructor": self.instructor, **kwargs})
            for day in days
        ]

    def enrolled(self, batch: Batch, state: Enrollment.State = Enrollment.State.ACTIVE) -> Enrollment:
        return make.EnrollmentFactory.create(batch=batch, inmate=self.inmate(), state=state)
