"""What happens to a personal account and the services on it."""

from __future__ import annotations

from typing import Final

from reconciler.model.settings import NotificationType
from reconciler.settings.catalogue.entry import BALANCE, EVERYONE, MOMENT, MONEY, TEXT, choice, entry, event

ACCOUNT: Final[tuple[NotificationType, ...]] = (
    entry(
        "account-balance",
        ru=("Состояние и изменение баланса лицевого счёта", "Информация о состоянии лицевого счёта и изменении баланса"),
        en=("Account balance", "State of the personal account and balance changes"),
        category="account",
        audience=EVERYONE,
        channels=("email", "inapp"),
        link="the account statement",
        events={"account.balance_changed": event(account_number=TEXT, old_balance=BALANCE, balance=BALANCE)},
    ),
    entry(
        "account-accrual",
        ru=("Начисления", "Информация о начислениях, в том числе за новые услуги"),
        en=("Accruals", "Charges accrued, including for new services"),
        category="account",
        audience=EVERYONE,
        channels=("email", "inapp"),
        link="the charge",
        events={"account.accrued": event(account_number=TEXT, service=TEXT, amount=MONEY, period=TEXT)},
    ),
    entry(
        "account-debit",
        ru=("Снятия со счёта", "Информация о списаниях средств с лицевого счёта"),
        en=("Debits", "Money taken from the personal account"),
        category="account",
        audience=EVERYONE,
        channels=("email", "sms"),
        link="the operation",
        events={"account.debited": event(account_number=TEXT, amount=MONEY, balance=BALANCE, purpose=TEXT)},
    ),
    entry(
        "services",
        ru=("События по услугам", "Подключение, изменение, приостановка и отключение услуг"),
        en=("Service events", "Services activated, changed, suspended, resumed or terminated"),
        category="account",
        audience=EVERYONE,
        channels=("email", "inapp"),
        link="the service's page",
        events={
            "service.changed": event(service=TEXT, change=choice("activated", "changed", "suspended", "resumed", "terminated"), effective_at=MOMENT),
        },
    ),
)
