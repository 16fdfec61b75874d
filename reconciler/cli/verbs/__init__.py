"""One module for each verb; `command` in it is the verb. A module is imported only when its verb is used."""
