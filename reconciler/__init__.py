"""Notification settings as code.

    text → Document → Settings → State (desired) ⟷ State (live) → Plan → Change → Backend

Every arrow is one function in one package; every noun is a frozen value in `reconciler.model`; only `reconciler.engine`
joins the arrows. Importing this package imports nothing else: start-up time is part of the product.
"""

__version__ = "0.1.0"
