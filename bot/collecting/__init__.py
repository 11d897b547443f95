"""What the handlers of a collection share: whose answer it is, how it is booked, who hears of it, how it is shown."""
