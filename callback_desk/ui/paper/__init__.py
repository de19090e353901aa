"""Paper calls: the form as PDF for a day without the computer, and finished forms typed in."""
