"""What two policies say of terms, promises, approvals, hours and ways, and how it differs."""
