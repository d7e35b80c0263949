"""The table of deliveries: what each way of delivery costs, how soon it comes, and for whom."""
