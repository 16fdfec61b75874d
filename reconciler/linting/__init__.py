"""`Settings` → `Diagnostic`s: what is legal YAML, resolves, and is still not what anybody wants. One rule is one file in `rules/` and one row in `RULES`.

Knows `model/` and nothing else, and lies below the stages: a rule brings its own words and options, which `reporting` and `project` read from here.
"""

from __future__ import annotations

from typing import Final

from reconciler.linting.rule import Rule
from reconciler.linting.rules import (
    deprecated_type,
    duplicate_inn,
    foreign_messenger,
    foreign_plus_seven,
    inn_checksum,
    inn_kind,
    inverted_timezone,
    kpp_kind,
    landline_sms,
    long_quiet_hours,
    non_ascii_local_part,
    ogrn_checksum,
    ogrn_kind,
    pii_in_id,
    reserved_domain,
    role_of_external,
    shared_address,
    sms_only_mandatory,
    sms_without_consent,
    unmet_requirement,
    unreachable_account,
    unsigned_webhook,
    unused_contact,
    unused_role,
    unusual_ogrn,
)

RULES: Final[tuple[Rule, ...]] = (
    deprecated_type.RULE,
    duplicate_inn.RULE,
    foreign_messenger.RULE,
    foreign_plus_seven.RULE,
    inn_checksum.RULE,
    inn_kind.RULE,
    inverted_timezone.RULE,
    kpp_kind.RULE,
    landline_sms.RULE,
    long_quiet_hours.RULE,
    non_ascii_local_part.RULE,
    ogrn_checksum.RULE,
    ogrn_kind.RULE,
    pii_in_id.RULE,
    reserved_domain.RULE,
    role_of_external.RULE,
    shared_address.RULE,
    sms_only_mandatory.RULE,
    sms_without_consent.RULE,
    unmet_requirement.RULE,
    unreachable_account.RULE,
    unsigned_webhook.RULE,
    unused_contact.RULE,
    unused_role.RULE,
    unusual_ogrn.RULE,
)
"""Every rule, in alphabetical order: the one registration."""
