"""What a change of policy does to customers: facts of two policies, and their exact difference."""
