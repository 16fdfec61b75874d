"""The personal account and its services."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from reconciler.delivering.rendering.wording import Wording

ACCOUNT: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "account.balance_changed": Wording(
            fact=("счёт {{ account_number }}, баланс {{ balance }}", "account {{ account_number }}, balance {{ balance }}"),
            say=(
                "Баланс лицевого счёта {{ account_number }} изменился: было {{ old_balance }}, стало {{ balance }}.",
                "The balance of account {{ account_number }} has changed from {{ old_balance }} to {{ balance }}.",
            ),
            outside=(
                "Баланс вашего лицевого счёта {{ account_number }} изменился: было {{ old_balance }}, стало {{ balance }}.",
                "The balance of your account {{ account_number }} has changed from {{ old_balance }} to {{ balance }}.",
            ),
            brief=(
                "баланс счёта {{ account_number }}: было {{ old_balance }}, стало {{ balance }}.",
                "balance of account {{ account_number }}: from {{ old_balance }} to {{ balance }}.",
            ),
            act=("Откройте выписку по счёту и проверьте изменение.", "Open the account statement and check the change."),
            act_outside=("Все операции видны в выписке по счёту.", "See all operations in the account statement."),
        ),
        "account.accrued": Wording(
            fact=("{{ service }}, {{ amount }}", "{{ service }}, {{ amount }}"),
            say=(
                "На лицевой счёт {{ account_number }} начислено {{ amount }} за услугу «{{ service }}», период: {{ period }}.",
                "{{ amount }} has been charged to account {{ account_number }} for the service “{{ service }}”, period: {{ period }}.",
            ),
            outside=(
                "По вашему лицевому счёту {{ account_number }} начислено {{ amount }} за услугу «{{ service }}», период: {{ period }}.",
                "{{ amount }} has been charged to your account {{ account_number }} for the service “{{ service }}”, period: {{ period }}.",
            ),
            brief=(
                "счёт {{ account_number }}, начислено {{ amount }} за «{{ service }}», {{ period }}.",
                'account {{ account_number }}, {{ amount }} charged for "{{ service }}", {{ period }}.',
            ),
            act=("Откройте начисление и проверьте его.", "Open the charge and check it."),
            act_outside=("Посмотрите, из чего сложилось начисление.", "See what the charge consists of."),
        ),
        "account.debited": Wording(
            fact=("счёт {{ account_number }}, {{ amount }}", "account {{ account_number }}, {{ amount }}"),
            say=(
                "С лицевого счёта {{ account_number }} списано {{ amount }}: {{ purpose }}. Баланс: {{ balance }}.",
                "{{ amount }} has been taken from account {{ account_number }}: {{ purpose }}. Balance: {{ balance }}.",
            ),
            outside=(
                "С вашего лицевого счёта {{ account_number }} списано {{ amount }}: {{ purpose }}. Баланс: {{ balance }}.",
                "{{ amount }} has been taken from your account {{ account_number }}: {{ purpose }}. Balance: {{ balance }}.",
            ),
            brief=(
                "счёт {{ account_number }}, списано {{ amount }}: {{ purpose }}. Баланс: {{ balance }}.",
                "account {{ account_number }}, {{ amount }} taken: {{ purpose }}. Balance: {{ balance }}.",
            ),
            act=("Откройте операцию и проверьте её.", "Open the operation and check it."),
            act_outside=(
                "Откройте операцию. Если вы её не ожидали, обратитесь в поддержку.",
                "Open the operation. If you did not expect it, contact support.",
            ),
        ),
        "service.changed": Wording(
            fact=("{{ service }}, {{ change }}", "{{ service }}, {{ change }}"),
            say=("Услуга «{{ service }}»: {{ change }}, с {{ effective_at }}.", "The service “{{ service }}”: {{ change }}, from {{ effective_at }}."),
            outside=(
                "Ваша услуга «{{ service }}»: {{ change }}, с {{ effective_at }}.",
                "Your service “{{ service }}”: {{ change }}, from {{ effective_at }}.",
            ),
            brief=("услуга «{{ service }}»: {{ change }}, с {{ effective_at }}.", 'service "{{ service }}": {{ change }}, from {{ effective_at }}.'),
            act=("Откройте страницу услуги и проверьте её состояние.", "Open the service's page and check its state."),
            act_outside=("Подробности на странице услуги.", "Read the details on the service's page."),
            words={
                "change": {
                    "activated": ("подключена", "activated"),
                    "changed": ("условия изменены", "its terms have changed"),
                    "suspended": ("приостановлена", "suspended"),
                    "resumed": ("возобновлена", "resumed"),
                    "terminated": ("отключена", "terminated"),
                },
            },
        ),
    }
)
"""By the name of the event."""
