"""When people work: zones, holidays, hours and absences."""
