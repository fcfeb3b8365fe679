"""The verdict: every reading is asked of the warehouse, the likeliest is compared, doubted and put into words."""
