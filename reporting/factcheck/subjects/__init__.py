"""What a text can speak of: metrics, areas, services, locations and people, by all their names."""
