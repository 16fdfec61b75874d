"""The only joint: one file per verb, each a plain function from a project directory to a typed result.

This is the library surface, together with `reconciler.model`. Nothing here prints, asks, exits or knows a terminal: questions are callbacks,
answers are values, faults are the exceptions of `reconciler.model.errors`. Import the verb you need:

    from reconciler.engine.plan import plan
    planned = plan(Path("notifications"), environment="staging")
"""
