"""What a batch cost, as far as the reader may see budgets."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from accounts.permissions import Permission
from programs.models import Batch, Enrollment, Expense


@dataclass(frozen=True, slots=True)
class Costs:
    """Expenses of a batch in whole rupiah. Costs per head are rounded; None where there is no head."""

    expenses: list[Expense]
    seats: int
    graduates: int

    @property
    def total(self) -> int:
        return sum(expense.amount for expense in self.expenses)

    @property
    def per_seat(self) -> int | None:
        return round(self.total / self.seats) if self.seats else None

    @property
    def per_graduate(self) -> int | None:
        """Per person who completed."""
        return round(self.total / self.graduates) if self.graduates else None


def costs_of(batch: Batch, user: User) -> Costs | None:
    """The expenses from budgets that the reader may see; None for who sees no budgets at all."""
    if not user.has(Permission.SEE_BUDGETS):
        return None
    expenses = batch.expenses.visible_to(user).select_related("line__facility", "line__centre")
    graduates = batch.enrollments.filter(state=Enrollment.State.COMPLETED).count()
    return Costs(list(expenses), batch.seats, graduates)
