"""Programme files that come in: read into one neutral form, then compared with what is there.

Readers (schedule.xml, schedule JSON, tables) know formats and nothing of the database; the plan
knows both; services write. Refusals name the place in the file, in the reader's language.
"""
