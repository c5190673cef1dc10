"""Files as others publish them, read into rows: screening lists, dates, stakes, firms."""
