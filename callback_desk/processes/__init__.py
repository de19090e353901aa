"""Child processes under limits: started, heard line by line, stopped. Imports nothing of ours."""
